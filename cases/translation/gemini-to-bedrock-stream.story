A client of generateContent is answered by an upstream of Converse, in a stream of frames: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /v1beta/models/on-bedrock:streamGenerateContent?alt=sse
+ x-goog-api-key: ${key:app}
{"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[{"role":"user","parts":[{"text":"Wie ist das Wetter in Zürich?"}]}],"tools":[{"functionDeclarations":[{"name":"get_weather","description":"The weather.","parametersJsonSchema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}],"generationConfig":{"maxOutputTokens":100}}

== upstream 1 gets POST /model/on-bedrock/converse-stream provider=converse
{"messages":[{"role":"user","content":[{"text":"Wie ist das Wetter in Zürich?"}]}],"system":[{"text":"Be brief."}],"inferenceConfig":{"maxTokens":100},"toolConfig":{"tools":[{"toolSpec":{"name":"get_weather","description":"The weather.","inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}}]}}

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

== client gets 200 sse
data: {"candidates":[{"content":{"parts":[{"text":"Grü"}],"role":"model"},"index":0}],"modelVersion":"on-bedrock","responseId":"${any}"}

data: {"candidates":[{"content":{"parts":[{"text":"ezi."}],"role":"model"},"index":0}],"modelVersion":"on-bedrock","responseId":"${any}"}

data: {"candidates":[{"content":{"parts":[{"functionCall":{"id":"tooluse_1","name":"get_weather","args":{"city":"Zürich"}}}],"role":"model"},"index":0}],"modelVersion":"on-bedrock","responseId":"${any}"}

data: {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"index":0,"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":30,"cachedContentTokenCount":10,"candidatesTokenCount":12,"totalTokenCount":42},"modelVersion":"on-bedrock","responseId":"${any}"}

== receipt asked=on-bedrock provider=converse input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
