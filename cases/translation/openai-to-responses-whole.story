A client of chat completions is answered by an upstream of Responses, whole: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /v1/chat/completions key=app
{"model":"on-responses","max_completion_tokens":100,"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"type":"function","function":{"name":"get_weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]}

== upstream 1 gets POST /v1/responses provider=responses
{"model":"on-responses","instructions":"Be brief.","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Wie ist das Wetter in Zürich?"}]}],"store":false,"tools":[{"type":"function","name":"get_weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]},"strict":false}],"max_output_tokens":100}

== upstream 1 answers 200
{"id":"resp_1","object":"response","created_at":1780000000,"status":"completed","model":"on-responses","output":[{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Grüezi.","annotations":[]}]},{"id":"fc_1","type":"function_call","status":"completed","call_id":"call_1","name":"get_weather","arguments":"{\"city\":\"Zürich\"}"}],"usage":{"input_tokens":30,"input_tokens_details":{"cached_tokens":10},"output_tokens":12,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":42}}

== client gets 200
{"id":"resp_1","object":"chat.completion","created":1780000000,"model":"on-responses","system_fingerprint":"fp_cc5fd9e4","choices":[{"index":0,"message":{"role":"assistant","content":"Grüezi.","refusal":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Zürich\"}"}}]},"logprobs":null,"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":30,"completion_tokens":12,"total_tokens":42,"prompt_tokens_details":{"cached_tokens":10,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

== receipt asked=on-responses provider=responses input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
