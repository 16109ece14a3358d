A client of Responses is answered by an upstream of Messages, whole: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /v1/responses key=app
{"model":"on-anthropic","max_output_tokens":100,"instructions":"Be brief.","input":[{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"type":"function","name":"get_weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]},"strict":false}]}

== upstream 1 gets POST /v1/messages provider=messages
{"model":"on-anthropic","max_tokens":100,"system":"Be brief.","messages":[{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"name":"get_weather","description":"The weather.","input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}

== upstream 1 answers 200
{"id":"msg_1","type":"message","role":"assistant","model":"on-anthropic","content":[{"type":"text","text":"Grüezi."},{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{"city":"Zürich"}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":20,"cache_creation_input_tokens":0,"cache_read_input_tokens":10,"output_tokens":12}}

== client gets 200
{"id":"resp_${any}","object":"response","created_at":${any},"status":"completed","error":null,"incomplete_details":null,"instructions":null,"metadata":{},"model":"on-anthropic","output":[{"id":"msg_${any}_0","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Grüezi.","annotations":[]}]},{"id":"fc_${any}_1","type":"function_call","status":"completed","call_id":"toolu_1","name":"get_weather","arguments":"{\"city\":\"Zürich\"}"}],"parallel_tool_calls":true,"temperature":null,"tool_choice":"auto","tools":[],"top_p":null,"usage":{"input_tokens":30,"input_tokens_details":{"cached_tokens":10,"cache_write_tokens":0},"output_tokens":12,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":42}}

== receipt asked=on-anthropic provider=messages input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
