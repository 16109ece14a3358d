A translated request keeps to the version of the protocol that it was written for, whatever version a client names.

== client sends POST /v1/chat/completions key=app
+ anthropic-version: 2026-06-01
{"model":"on-anthropic","temperature":0.5,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/messages provider=messages
+ anthropic-version: 2023-06-01
{"model":"on-anthropic","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}],"temperature":0.5}

== upstream 1 answers 200
{"id":"msg_1","type":"message","role":"assistant","model":"on-anthropic","content":[{"type":"text","text":"Ja"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":4,"output_tokens":1}}

== client gets 200
{"id":"msg_1","object":"chat.completion","created":${any},"model":"on-anthropic","system_fingerprint":"fp_c22934fe","choices":[{"index":0,"message":{"role":"assistant","content":"Ja","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":4,"completion_tokens":1,"total_tokens":5,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

== receipt outcome=served input=4 output=1
