The address of an image goes on as it came to a provider that fetches it itself (A16).

== client sends POST /v1/chat/completions key=app
{"model":"on-anthropic","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"Was ist das?"},{"type":"image_url","image_url":{"url":"https://files.example/a%20b.png?x=1&y=%C3%A4#z"}}]}]}

== upstream 1 gets POST /v1/messages provider=messages
{"model":"on-anthropic","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"Was ist das?"},{"type":"image","source":{"type":"url","url":"https://files.example/a%20b.png?x=1&y=%C3%A4#z"}}]}]}

== upstream 1 answers 200
{"id":"msg_1","type":"message","role":"assistant","model":"on-anthropic","content":[{"type":"text","text":"Ein Punkt."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":20,"output_tokens":12}}

== client gets 200
{"id":"msg_1","object":"chat.completion","created":${any},"model":"on-anthropic","system_fingerprint":"fp_c22934fe","choices":[{"index":0,"message":{"role":"assistant","content":"Ein Punkt.","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":20,"completion_tokens":12,"total_tokens":32,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

== receipt asked=on-anthropic provider=messages input=20 output=9
