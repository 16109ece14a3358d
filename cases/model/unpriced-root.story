The root account may use a model without a price: its charge is 0, and flagged (D7).

== client sends POST /v1/chat/completions key=operator
{"model":"house-model","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 200
{"model":"house-model","choices":[{"index":0,"message":{"role":"assistant","content":"é"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}

== client gets 200 same=upstream-1
+ x-pontage-charge-usd: 0.00
+ x-pontage-provider: main
+ x-pontage-upstream-model: house-model
+ x-pontage-attempts: 1

== receipt model=house-model input=9 output=1 usageSource=provider flags=unpriced charge=0
