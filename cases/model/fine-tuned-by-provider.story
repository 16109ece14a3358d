The provider's name before a fine-tuned model does not open it either (C8).

== client sends POST /v1/chat/completions key=app
{"model":"main/ft:zzzzz","messages":[{"role":"user","content":"Hi"}]}

== client gets 404
+ content-type: application/json
{"error":{"message":"The model 'main/ft:zzzzz' is not known here.","type":"invalid_request_error","param":"model","code":"model_not_found"}}

== no receipt
