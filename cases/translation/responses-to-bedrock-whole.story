A client of Responses is answered by an upstream of Converse, whole: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /v1/responses key=app
{"model":"on-bedrock","max_output_tokens":100,"instructions":"Be brief.","input":[{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"type":"function","name":"get_weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]},"strict":false}]}

== upstream 1 gets POST /model/on-bedrock/converse provider=converse
{"messages":[{"role":"user","content":[{"text":"Wie ist das Wetter in Zürich?"}]}],"system":[{"text":"Be brief."}],"inferenceConfig":{"maxTokens":100},"toolConfig":{"tools":[{"toolSpec":{"name":"get_weather","description":"The weather.","inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}}]}}

== upstream 1 answers 200
{"metrics":{"latencyMs":7},"output":{"message":{"role":"assistant","content":[{"text":"Grüezi."},{"toolUse":{"toolUseId":"tooluse_1","name":"get_weather","input":{"city":"Zürich"}}}]}},"stopReason":"tool_use","usage":{"inputTokens":20,"outputTokens":12,"totalTokens":42,"cacheReadInputTokens":10,"cacheWriteInputTokens":0}}

== client gets 200
{"id":"resp_${any}","object":"response","created_at":${any},"status":"completed","error":null,"incomplete_details":null,"instructions":null,"metadata":{},"model":"on-bedrock","output":[{"id":"msg_${any}_0","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Grüezi.","annotations":[]}]},{"id":"fc_${any}_1","type":"function_call","status":"completed","call_id":"tooluse_1","name":"get_weather","arguments":"{\"city\":\"Zürich\"}"}],"parallel_tool_calls":true,"temperature":null,"tool_choice":"auto","tools":[],"top_p":null,"usage":{"input_tokens":30,"input_tokens_details":{"cached_tokens":10,"cache_write_tokens":0},"output_tokens":12,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":42}}

== receipt asked=on-bedrock provider=converse input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
