A client of OpenAI reaches a deployment at Azure by its name; body and answer are untouched (S4.15).

== client sends POST /v1/chat/completions key=app
{"model":"my-deployment","messages":[{"role":"user","content":"Grüße?"}],"x-new":1.50}

== upstream 1 gets POST /openai/v1/chat/completions same=client
+ api-key: azure-upstream-key-only
- authorization

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"my-deployment","choices":[{"index":0,"message":{"role":"assistant","content":"Grüß Gott."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
