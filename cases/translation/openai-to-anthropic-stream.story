A client of chat completions is answered by an upstream of Messages, in a stream: text, a call of a tool, usage (S0.02, S2.19, L-01).

== client sends POST /v1/chat/completions key=app
{"model":"on-anthropic","max_completion_tokens":100,"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"type":"function","function":{"name":"get_weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}],"stream":true,"stream_options":{"include_usage":true}}

== upstream 1 gets POST /v1/messages provider=messages
{"model":"on-anthropic","max_tokens":100,"system":"Be brief.","messages":[{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"name":"get_weather","description":"The weather.","input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}],"stream":true}

== upstream 1 answers 200 sse
event: message_start
data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"on-anthropic","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":20,"cache_creation_input_tokens":0,"cache_read_input_tokens":10,"output_tokens":1}}}

event: content_block_start
data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grü"}}

event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"ezi."}}

event: content_block_stop
data: {"type":"content_block_stop","index":0}

event: content_block_start
data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{}}}

event: content_block_delta
data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"city\":\""}}

event: content_block_delta
data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"Zürich\"}"}}

event: content_block_stop
data: {"type":"content_block_stop","index":1}

event: message_delta
data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":12}}

event: message_stop
data: {"type":"message_stop"}

== client gets 200 sse
data: {"id":"msg_1","object":"chat.completion.chunk","created":${any},"model":"on-anthropic","system_fingerprint":"fp_c22934fe","choices":[{"index":0,"delta":{"role":"assistant","content":"Grü"},"finish_reason":null}],"usage":null}

data: {"id":"msg_1","object":"chat.completion.chunk","created":${any},"model":"on-anthropic","system_fingerprint":"fp_c22934fe","choices":[{"index":0,"delta":{"content":"ezi."},"finish_reason":null}],"usage":null}

data: {"id":"msg_1","object":"chat.completion.chunk","created":${any},"model":"on-anthropic","system_fingerprint":"fp_c22934fe","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"toolu_1","type":"function","function":{"name":"get_weather","arguments":""}}]},"finish_reason":null}],"usage":null}

data: {"id":"msg_1","object":"chat.completion.chunk","created":${any},"model":"on-anthropic","system_fingerprint":"fp_c22934fe","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":\""}}]},"finish_reason":null}],"usage":null}

data: {"id":"msg_1","object":"chat.completion.chunk","created":${any},"model":"on-anthropic","system_fingerprint":"fp_c22934fe","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"Zürich\"}"}}]},"finish_reason":null}],"usage":null}

data: {"id":"msg_1","object":"chat.completion.chunk","created":${any},"model":"on-anthropic","system_fingerprint":"fp_c22934fe","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}],"usage":null}

data: {"id":"msg_1","object":"chat.completion.chunk","created":${any},"model":"on-anthropic","system_fingerprint":"fp_c22934fe","choices":[],"usage":{"prompt_tokens":30,"completion_tokens":12,"total_tokens":42,"prompt_tokens_details":{"cached_tokens":10,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

data: [DONE]

== receipt asked=on-anthropic provider=messages input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
