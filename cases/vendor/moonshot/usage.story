Moonshot writes its cached tokens beside the totals that include them.

== client sends POST /v1/chat/completions key=app
{"model":"kimi-k2","messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"kimi-k2",
 "choices":[{"index":0,"message":{"role":"assistant","content":"15 °C."},"finish_reason":"stop"}],
 "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"cached_tokens":8}}

== client gets 200 same=upstream-1

== receipt input=2 cacheRead=8 output=5 usageSource=provider charge=0.0000128
