Ollama gets no key and knows only max_tokens; where its provider is free, nothing is charged.

== client sends POST /v1/chat/completions key=app
{"model":"llama3.2","max_completion_tokens":64,"messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /v1/chat/completions
- authorization
{"model":"llama3.2","max_tokens":64,"messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"llama3.2","system_fingerprint":"fp_ollama",
 "choices":[{"index":0,"message":{"role":"assistant","content":"Trüb."},"finish_reason":"stop"}],
 "usage":{"prompt_tokens":26,"completion_tokens":4,"total_tokens":30}}

== client gets 200 same=upstream-1
+ x-pontage-charge-usd: 0.00

== receipt provider=main model=llama3.2 input=26 output=4 usageSource=provider priceVersion=free charge=0 cost=0
