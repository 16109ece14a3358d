An error of vLLM stands at the top of its body; a prompt that is too long is known by its words.

== client sends POST /v1/chat/completions key=app
{"model":"qwen3-8b","messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 400
{"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.","type":"BadRequestError","param":null,"code":400}

== client gets 400
{"error":{"message":"This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.","type":"invalid_request_error","param":null,"code":"context_length_exceeded"}}

== receipt outcome=failed provider=main attempts=1 input=0 output=0 charge=0
