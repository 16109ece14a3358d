A client of Messages is answered by an upstream of Converse, whole: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /v1/messages
+ x-api-key: ${key:app}
+ anthropic-version: 2023-06-01
{"model":"on-bedrock","max_tokens":100,"system":"Be brief.","messages":[{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"name":"get_weather","description":"The weather.","input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}

== upstream 1 gets POST /model/on-bedrock/converse provider=converse
{"messages":[{"role":"user","content":[{"text":"Wie ist das Wetter in Zürich?"}]}],"system":[{"text":"Be brief."}],"inferenceConfig":{"maxTokens":100},"toolConfig":{"tools":[{"toolSpec":{"name":"get_weather","description":"The weather.","inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}}]}}

== upstream 1 answers 200
{"metrics":{"latencyMs":7},"output":{"message":{"role":"assistant","content":[{"text":"Grüezi."},{"toolUse":{"toolUseId":"tooluse_1","name":"get_weather","input":{"city":"Zürich"}}}]}},"stopReason":"tool_use","usage":{"inputTokens":20,"outputTokens":12,"totalTokens":42,"cacheReadInputTokens":10,"cacheWriteInputTokens":0}}

== client gets 200
{"id":"msg_${any}","type":"message","role":"assistant","model":"on-bedrock","content":[{"type":"text","text":"Grüezi."},{"type":"tool_use","id":"tooluse_1","name":"get_weather","input":{"city":"Zürich"}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":20,"cache_creation_input_tokens":0,"cache_read_input_tokens":10,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":12,"output_tokens_details":{"thinking_tokens":0}}}

== receipt asked=on-bedrock provider=converse input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
