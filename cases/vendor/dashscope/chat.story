DashScope refuses the role developer: it goes up as system, and what only DashScope knows passes.

== client sends POST /v1/chat/completions key=app
{"model":"qwen-plus","enable_thinking":true,"thinking_budget":50,"messages":[{"role":"developer","content":"简短。"},{"role":"user","content":"developer"}]}

== upstream 1 gets POST /compatible-mode/v1/chat/completions
+ authorization: Bearer sk-upstream-dashscope-only
{"model":"qwen-plus","enable_thinking":true,"thinking_budget":50,"messages":[{"role":"system","content":"简短。"},{"role":"user","content":"developer"}]}

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"qwen-plus",
 "choices":[{"index":0,"message":{"role":"assistant","content":"你好!","reasoning_content":"嗯"},"finish_reason":"stop"}],
 "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"completion_tokens_details":{"reasoning_tokens":2}}}

== client gets 200 same=upstream-1

== receipt provider=main model=qwen-plus input=10 output=3 reasoning=2 usageSource=provider charge=0.00002
