An account that does not say otherwise is told what a provider could not be told (C2).

== client sends POST /v1/chat/completions key=app
{"model":"on-anthropic","messages":[{"role":"user","content":"Hi"}],"seed":7,"logprobs":true}

== upstream 1 gets POST /v1/messages provider=messages
{"model":"on-anthropic","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 answers 200
{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[{"type":"text","text":"Grüezi."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":2}}

== client gets 200
+ x-pontage-dropped: seed,logprobs
{"id":"msg_1","object":"chat.completion","created":${any},"model":"on-anthropic","system_fingerprint":"fp_c22934fe","choices":[{"index":0,"message":{"role":"assistant","content":"Grüezi.","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

== receipt asked=on-anthropic provider=messages input=3 output=2
