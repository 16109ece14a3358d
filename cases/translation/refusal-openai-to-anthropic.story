A model that refuses in its own words ends the answer for that reason in every protocol that has one.

== client sends POST /v1/messages key=app
{"model":"on-openai","max_tokens":100,"stream":true,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions ~json provider=chats
{"model":"on-openai","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true},"max_completion_tokens":100}

== upstream 1 answers 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"on-openai","choices":[{"index":0,"delta":{"role":"assistant","content":null,"refusal":"I will "},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"on-openai","choices":[{"index":0,"delta":{"refusal":"not."},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"on-openai","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"on-openai","choices":[],"usage":{"prompt_tokens":4,"completion_tokens":5,"total_tokens":9}}

data: [DONE]

== client gets 200 sse
event: message_start
data: {"type":"message_start","message":{"id":"msg_${any}","type":"message","role":"assistant","model":"on-openai","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":0,"output_tokens_details":{"thinking_tokens":0}}}}

event: content_block_start
data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"I will "}}

event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"not."}}

event: content_block_stop
data: {"type":"content_block_stop","index":0}

event: message_delta
data: {"type":"message_delta","delta":{"stop_reason":"refusal","stop_sequence":null},"usage":{"input_tokens":4,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":5,"output_tokens_details":{"thinking_tokens":0}}}

event: message_stop
data: {"type":"message_stop"}

== receipt outcome=served input=4 output=5 usageSource=provider
