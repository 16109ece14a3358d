A fine-tuned model that no provider names literally is not known, though a pattern would match it (C8).

== client sends POST /v1/chat/completions key=app
{"model":"ft:another:acme::2222","messages":[{"role":"user","content":"Hi"}]}

== client gets 404
+ content-type: application/json
{"error":{"message":"The model 'ft:another:acme::2222' is not known here. Near names: ft:other:acme::1.","type":"invalid_request_error","param":"model","code":"model_not_found"}}

== no receipt
