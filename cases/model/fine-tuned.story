A fine-tuned model is served where its provider names it literally.

== client sends POST /v1/chat/completions key=app
{"model":"ft:other:acme::1","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions
{"model":"ft:other:acme::1","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 answers 200
{"model":"ft:other:acme::1","choices":[{"index":0,"message":{"role":"assistant","content":"é"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}

== client gets 200
{"model":"ft:other:acme::1","choices":[{"index":0,"message":{"role":"assistant","content":"é"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}

== receipt asked=ft:other:acme::1 model=ft:other:acme::1 charge=0.000011
