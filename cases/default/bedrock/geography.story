A model that is served in geographies is asked for in the one that the operator chose.

== client sends POST /api/v1/chat/completions key=app
{"model":"nova-pro","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /model/eu.amazon.nova-pro-v1%3A0/converse provider=converse
{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}

== upstream 1 answers 200
{"metrics":{"latencyMs":7},"output":{"message":{"role":"assistant","content":[{"text":"Grüezi."}]}},"stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":2,"totalTokens":5}}

== client gets 200
{"id":"chatcmpl-${any}","object":"chat.completion","created":${any},"model":"nova-pro","system_fingerprint":"fp_615de18c","choices":[{"index":0,"message":{"role":"assistant","content":"Grüezi.","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

== receipt asked=nova-pro provider=converse input=3 output=2
