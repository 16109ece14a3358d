OpenAI counts cached and reasoning tokens within its totals; the receipt is disjoint.

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o","messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"gpt-4o",
 "choices":[{"index":0,"message":{"role":"assistant","content":"Là."},"finish_reason":"stop"}],
 "usage":{"prompt_tokens":12,"completion_tokens":9,"total_tokens":21,
  "prompt_tokens_details":{"cached_tokens":8,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":6,"audio_tokens":0}}}

== client gets 200 same=upstream-1

== receipt input=4 cacheRead=8 output=3 reasoning=6 usageSource=provider charge=0.0000228
