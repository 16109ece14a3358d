vLLM counts hits of its prefix cache within the prompt; the receipt is disjoint.

== client sends POST /v1/chat/completions key=app
{"model":"qwen3-8b","messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"qwen3-8b",
 "choices":[{"index":0,"message":{"role":"assistant","content":"Trüb."},"finish_reason":"stop"}],
 "usage":{"prompt_tokens":12,"total_tokens":16,"completion_tokens":4,"prompt_tokens_details":{"cached_tokens":8}}}

== client gets 200 same=upstream-1

== receipt input=4 cacheRead=8 output=4 usageSource=provider charge=0.0000128
