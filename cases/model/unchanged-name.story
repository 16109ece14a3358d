Where nothing changed the name, the upstream's own spelling of its model passes untouched (C4).

== client sends POST /v1/chat/completions key=app
{"model":"other","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 200
{"model":"other-2026-08-01","choices":[{"index":0,"message":{"role":"assistant","content":"é"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}

== client gets 200 same=upstream-1
+ x-pontage-charge-usd: 0.000011

== receipt asked=other model=other charge=0.000011
