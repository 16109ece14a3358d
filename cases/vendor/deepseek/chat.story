DeepSeek knows neither the role developer nor max_completion_tokens: they go up as system and max_tokens.

== client sends POST /v1/chat/completions key=app
{"model":"deepseek-chat", "max_completion_tokens" : 64,"messages":[{"role":"developer","content":"Sei kurz."},{"role":"user","content":"你好"}]}

== upstream 1 gets POST /v1/chat/completions
+ authorization: Bearer sk-upstream-deepseek-only
{"model":"deepseek-chat", "max_tokens" : 64,"messages":[{"role":"system","content":"Sei kurz."},{"role":"user","content":"你好"}]}

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"deepseek-chat",
 "choices":[{"index":0,"message":{"role":"assistant","content":"你好!","reasoning_content":"嗯"},"finish_reason":"stop"}],
 "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_cache_hit_tokens":0,"prompt_cache_miss_tokens":10}}

== client gets 200 same=upstream-1

== receipt provider=main model=deepseek-chat input=10 cacheRead=none output=5 usageSource=provider charge=0.00002
