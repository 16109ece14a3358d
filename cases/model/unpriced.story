A model without a price is refused to an account below root, naming both names (D7).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-house-1","messages":[{"role":"user","content":"Hi"}]}

== client gets 403
+ content-type: application/json
{"error":{"message":"The model 'house-model', which serves 'gpt-house-1', has no price yet, so this account may not use it.","type":"permission_error","param":"model","code":"model_not_priced"}}

== no receipt
