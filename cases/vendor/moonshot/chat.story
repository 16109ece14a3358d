Moonshot knows no role developer: it goes up as system.

== client sends POST /v1/chat/completions key=app
{"model":"kimi-k2","messages":[{"role":"developer","content":"简短。"},{"role":"user","content":"你好"}]}

== upstream 1 gets POST /v1/chat/completions
+ authorization: Bearer sk-upstream-moonshot-only
{"model":"kimi-k2","messages":[{"role":"system","content":"简短。"},{"role":"user","content":"你好"}]}

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"kimi-k2",
 "choices":[{"index":0,"message":{"role":"assistant","content":"你好!"},"finish_reason":"stop"}],
 "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}

== client gets 200 same=upstream-1

== receipt provider=main model=kimi-k2 input=10 output=5 usageSource=provider charge=0.00002
