A client's own version of its protocol, and what it tries out, stay with upstreams that speak the protocol.

== client sends POST /v1/messages key=app
+ anthropic-version: 2026-06-01
+ anthropic-beta: context-1m-2025-08-07
{"model":"on-openai","max_tokens":100,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions ~json provider=chats
- anthropic-version
- anthropic-beta
{"model":"on-openai","messages":[{"role":"user","content":"Hi"}],"max_completion_tokens":100}

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"on-openai","choices":[{"index":0,"message":{"role":"assistant","content":"Ja"},"finish_reason":"stop"}],"usage":{"prompt_tokens":4,"completion_tokens":1,"total_tokens":5}}

== client gets 200
{"id":"msg_${any}","type":"message","role":"assistant","model":"on-openai","content":[{"type":"text","text":"Ja"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":4,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":1,"output_tokens_details":{"thinking_tokens":0}}}

== receipt outcome=served input=4 output=1
