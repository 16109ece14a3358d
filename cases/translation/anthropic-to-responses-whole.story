A client of Messages is answered by an upstream of Responses, whole: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /v1/messages
+ x-api-key: ${key:app}
+ anthropic-version: 2023-06-01
{"model":"on-responses","max_tokens":100,"system":"Be brief.","messages":[{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"name":"get_weather","description":"The weather.","input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}

== upstream 1 gets POST /v1/responses provider=responses
{"model":"on-responses","instructions":"Be brief.","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Wie ist das Wetter in Zürich?"}]}],"store":false,"tools":[{"type":"function","name":"get_weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]},"strict":false}],"max_output_tokens":100}

== upstream 1 answers 200
{"id":"resp_1","object":"response","created_at":1780000000,"status":"completed","model":"on-responses","output":[{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Grüezi.","annotations":[]}]},{"id":"fc_1","type":"function_call","status":"completed","call_id":"call_1","name":"get_weather","arguments":"{\"city\":\"Zürich\"}"}],"usage":{"input_tokens":30,"input_tokens_details":{"cached_tokens":10},"output_tokens":12,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":42}}

== client gets 200
{"id":"msg_${any}","type":"message","role":"assistant","model":"on-responses","content":[{"type":"text","text":"Grüezi."},{"type":"tool_use","id":"call_1","name":"get_weather","input":{"city":"Zürich"}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":20,"cache_creation_input_tokens":0,"cache_read_input_tokens":10,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":12,"output_tokens_details":{"thinking_tokens":0}}}

== receipt asked=on-responses provider=responses input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
