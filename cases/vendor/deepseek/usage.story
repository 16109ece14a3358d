DeepSeek splits its prompt into cache hits and misses, without the details that others have.

== client sends POST /v1/chat/completions key=app
{"model":"deepseek-chat","messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"deepseek-chat",
 "choices":[{"index":0,"message":{"role":"assistant","content":"15 °C."},"finish_reason":"stop"}],
 "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_cache_hit_tokens":7,"prompt_cache_miss_tokens":3}}

== client gets 200 same=upstream-1

== receipt input=3 cacheRead=7 output=5 usageSource=provider charge=0.0000137
