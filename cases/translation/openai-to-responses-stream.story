A client of chat completions is answered by an upstream of Responses, in a stream: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /v1/chat/completions key=app
{"model":"on-responses","max_completion_tokens":100,"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"type":"function","function":{"name":"get_weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}],"stream":true,"stream_options":{"include_usage":true}}

== upstream 1 gets POST /v1/responses provider=responses
{"model":"on-responses","instructions":"Be brief.","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Wie ist das Wetter in Zürich?"}]}],"store":false,"stream":true,"tools":[{"type":"function","name":"get_weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]},"strict":false}],"max_output_tokens":100}

== upstream 1 answers 200 sse
event: response.created
data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","created_at":1780000000,"status":"in_progress","model":"on-responses","output":[],"usage":null}}

event: response.output_item.added
data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]}}

event: response.content_part.added
data: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}

event: response.output_text.delta
data: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"Grü"}

event: response.output_text.delta
data: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"ezi."}

event: response.output_text.done
data: {"type":"response.output_text.done","sequence_number":5,"item_id":"msg_1","output_index":0,"content_index":0,"text":"Grüezi."}

event: response.content_part.done
data: {"type":"response.content_part.done","sequence_number":6,"item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"Grüezi.","annotations":[]}}

event: response.output_item.done
data: {"type":"response.output_item.done","sequence_number":7,"output_index":0,"item":{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Grüezi.","annotations":[]}]}}

event: response.output_item.added
data: {"type":"response.output_item.added","sequence_number":8,"output_index":1,"item":{"id":"fc_1","type":"function_call","status":"in_progress","call_id":"call_1","name":"get_weather","arguments":""}}

event: response.function_call_arguments.delta
data: {"type":"response.function_call_arguments.delta","sequence_number":9,"item_id":"fc_1","output_index":1,"delta":"{\"city\":\""}

event: response.function_call_arguments.delta
data: {"type":"response.function_call_arguments.delta","sequence_number":10,"item_id":"fc_1","output_index":1,"delta":"Zürich\"}"}

event: response.function_call_arguments.done
data: {"type":"response.function_call_arguments.done","sequence_number":11,"item_id":"fc_1","output_index":1,"arguments":"{\"city\":\"Zürich\"}"}

event: response.output_item.done
data: {"type":"response.output_item.done","sequence_number":12,"output_index":1,"item":{"id":"fc_1","type":"function_call","status":"completed","call_id":"call_1","name":"get_weather","arguments":"{\"city\":\"Zürich\"}"}}

event: response.completed
data: {"type":"response.completed","sequence_number":13,"response":{"id":"resp_1","object":"response","created_at":1780000000,"status":"completed","model":"on-responses","output":[{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Grüezi.","annotations":[]}]},{"id":"fc_1","type":"function_call","status":"completed","call_id":"call_1","name":"get_weather","arguments":"{\"city\":\"Zürich\"}"}],"usage":{"input_tokens":30,"input_tokens_details":{"cached_tokens":10},"output_tokens":12,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":42}}}

== client gets 200 sse
data: {"id":"resp_1","object":"chat.completion.chunk","created":1780000000,"model":"on-responses","system_fingerprint":"fp_cc5fd9e4","choices":[{"index":0,"delta":{"role":"assistant","content":"Grü"},"finish_reason":null}],"usage":null}

data: {"id":"resp_1","object":"chat.completion.chunk","created":1780000000,"model":"on-responses","system_fingerprint":"fp_cc5fd9e4","choices":[{"index":0,"delta":{"content":"ezi."},"finish_reason":null}],"usage":null}

data: {"id":"resp_1","object":"chat.completion.chunk","created":1780000000,"model":"on-responses","system_fingerprint":"fp_cc5fd9e4","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"get_weather","arguments":""}}]},"finish_reason":null}],"usage":null}

data: {"id":"resp_1","object":"chat.completion.chunk","created":1780000000,"model":"on-responses","system_fingerprint":"fp_cc5fd9e4","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":\""}}]},"finish_reason":null}],"usage":null}

data: {"id":"resp_1","object":"chat.completion.chunk","created":1780000000,"model":"on-responses","system_fingerprint":"fp_cc5fd9e4","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"Zürich\"}"}}]},"finish_reason":null}],"usage":null}

data: {"id":"resp_1","object":"chat.completion.chunk","created":1780000000,"model":"on-responses","system_fingerprint":"fp_cc5fd9e4","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}],"usage":null}

data: {"id":"resp_1","object":"chat.completion.chunk","created":1780000000,"model":"on-responses","system_fingerprint":"fp_cc5fd9e4","choices":[],"usage":{"prompt_tokens":30,"completion_tokens":12,"total_tokens":42,"prompt_tokens_details":{"cached_tokens":10,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

data: [DONE]

== receipt asked=on-responses provider=responses input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
