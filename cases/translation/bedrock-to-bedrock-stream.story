A client of Converse reaches an upstream of Converse as it is, frame for frame, by the path that has v1 in it (S4.15).

== client sends POST /bedrock/v1/model/on-bedrock/converse-stream key=app
{"system":[{"text":"Be brief."}],"messages":[{"role":"user","content":[{"text":"Wie ist das Wetter in Zürich?"}]}],"toolConfig":{"tools":[{"toolSpec":{"name":"get_weather","description":"The weather.","inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}}]},"inferenceConfig":{"maxTokens":100}}

== upstream 1 gets POST /model/on-bedrock/converse-stream provider=converse same=client

== upstream 1 answers 200 frames
messageStart {"role":"assistant"}
contentBlockDelta {"contentBlockIndex":0,"delta":{"text":"Grü"}}
contentBlockDelta {"contentBlockIndex":0,"delta":{"text":"ezi."}}
contentBlockStop {"contentBlockIndex":0}
contentBlockStart {"contentBlockIndex":1,"start":{"toolUse":{"toolUseId":"tooluse_1","name":"get_weather"}}}
contentBlockDelta {"contentBlockIndex":1,"delta":{"toolUse":{"input":"{\"city\":\""}}}
contentBlockDelta {"contentBlockIndex":1,"delta":{"toolUse":{"input":"Zürich\"}"}}}
contentBlockStop {"contentBlockIndex":1}
messageStop {"stopReason":"tool_use"}
metadata {"usage":{"inputTokens":20,"outputTokens":12,"totalTokens":42,"cacheReadInputTokens":10,"cacheWriteInputTokens":0},"metrics":{"latencyMs":7}}

== client gets 200 frames same=upstream-1

== receipt asked=on-bedrock provider=converse input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
