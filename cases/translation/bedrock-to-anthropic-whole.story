A client of Converse is answered by an upstream of Messages, whole: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /bedrock/v1/model/on-anthropic/converse key=app
{"system":[{"text":"Be brief."}],"messages":[{"role":"user","content":[{"text":"Wie ist das Wetter in Zürich?"}]}],"toolConfig":{"tools":[{"toolSpec":{"name":"get_weather","description":"The weather.","inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}}]},"inferenceConfig":{"maxTokens":100}}

== upstream 1 gets POST /v1/messages provider=messages
{"model":"on-anthropic","max_tokens":100,"system":"Be brief.","messages":[{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"name":"get_weather","description":"The weather.","input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}

== upstream 1 answers 200
{"id":"msg_1","type":"message","role":"assistant","model":"on-anthropic","content":[{"type":"text","text":"Grüezi."},{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{"city":"Zürich"}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":20,"cache_creation_input_tokens":0,"cache_read_input_tokens":10,"output_tokens":12}}

== client gets 200
{"output":{"message":{"role":"assistant","content":[{"text":"Grüezi."},{"toolUse":{"toolUseId":"toolu_1","name":"get_weather","input":{"city":"Zürich"}}}]}},"stopReason":"tool_use","usage":{"inputTokens":20,"outputTokens":12,"totalTokens":42,"cacheReadInputTokens":10,"cacheWriteInputTokens":0},"metrics":{"latencyMs":0}}

== receipt asked=on-anthropic provider=messages input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
