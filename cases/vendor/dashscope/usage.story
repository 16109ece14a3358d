DashScope counts cache writes and reads within its prompt; the receipt is disjoint.

== client sends POST /v1/chat/completions key=app
{"model":"qwen-plus","messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /compatible-mode/v1/chat/completions same=client

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"qwen-plus",
 "choices":[{"index":0,"message":{"role":"assistant","content":"15 °C."},"finish_reason":"stop"}],
 "usage":{"prompt_tokens":20,"completion_tokens":5,"total_tokens":25,
  "prompt_tokens_details":{"cached_tokens":6,"cache_creation_input_tokens":8,"cache_type":"ephemeral"}}}

== client gets 200 same=upstream-1

== receipt input=6 cacheRead=6 cacheWrite5m=8 output=5 usageSource=provider charge=0.0000266
