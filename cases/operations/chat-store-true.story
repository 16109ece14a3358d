A chat completion that is to be stored is refused, as a response would be (C8).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o","store":true,"messages":[{"role":"user","content":"Hi"}]}

== client gets 400
{"error":{"message":"'store' is not supported: what a provider stores cannot be used through this gateway.","type":"invalid_request_error","param":"store","code":"unsupported_value"}}

== no receipt
