A client of Responses is answered by an upstream of chat completions, whole: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /v1/responses key=app
{"model":"on-openai","max_output_tokens":100,"instructions":"Be brief.","input":[{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"type":"function","name":"get_weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]},"strict":false}]}

== upstream 1 gets POST /v1/chat/completions provider=chats
{"model":"on-openai","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"type":"function","function":{"name":"get_weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]},"strict":false}}],"max_completion_tokens":100}

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"on-openai","choices":[{"index":0,"message":{"role":"assistant","content":"Grüezi.","tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Zürich\"}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":30,"completion_tokens":12,"total_tokens":42,"prompt_tokens_details":{"cached_tokens":10}}}

== client gets 200
{"id":"resp_${any}","object":"response","created_at":1780000000,"status":"completed","error":null,"incomplete_details":null,"instructions":null,"metadata":{},"model":"on-openai","output":[{"id":"msg_${any}_0","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Grüezi.","annotations":[]}]},{"id":"fc_${any}_1","type":"function_call","status":"completed","call_id":"call_1","name":"get_weather","arguments":"{\"city\":\"Zürich\"}"}],"parallel_tool_calls":true,"temperature":null,"tool_choice":"auto","tools":[],"top_p":null,"usage":{"input_tokens":30,"input_tokens_details":{"cached_tokens":10,"cache_write_tokens":0},"output_tokens":12,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":42}}

== receipt asked=on-openai provider=chats input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
