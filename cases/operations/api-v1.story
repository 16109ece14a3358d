A base URL that ends in /api/v1 serves as one that ends in /v1 does (S2.17).

== client sends POST /api/v1/chat/completions key=app
{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 200
{"model":"gpt-4o","choices":[{"index":0,"message":{"role":"assistant","content":"é"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}

== client gets 200 same=upstream-1

== receipt operation=chat dialect=openai model=gpt-4o input=9 output=1 charge=0.0000325
