A client of OpenAI reaches a model by its maker, its name and who serves it; body and answer are untouched (S1.08, S4.15).

== client sends POST /v1/chat/completions key=app
{"model":"openai/gpt-oss-20b:fireworks-ai","messages":[{"role":"user","content":"Grüße?"}],"x-new":1.50}

== upstream 1 gets POST /v1/chat/completions same=client
+ authorization: Bearer hf_upstream_only

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"openai/gpt-oss-20b:fireworks-ai","choices":[{"index":0,"message":{"role":"assistant","content":"Grüß Gott."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
