A rule of the operator overrides the line of the shipped map.

== client sends POST /api/v1/chat/completions key=app
{"model":"claude-opus-4-5","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /model/eu.anthropic.claude-opus-4-5-20251101-v1%3A0/converse provider=converse
{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}

== upstream 1 answers 200
{"metrics":{"latencyMs":7},"output":{"message":{"role":"assistant","content":[{"text":"Grüezi."}]}},"stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":2,"totalTokens":5}}

== client gets 200
{"id":"chatcmpl-${any}","object":"chat.completion","created":${any},"model":"claude-opus-4-5","system_fingerprint":"fp_8505579d","choices":[{"index":0,"message":{"role":"assistant","content":"Grüezi.","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

== receipt asked=claude-opus-4-5 provider=converse input=3 output=2
