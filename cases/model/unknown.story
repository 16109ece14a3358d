An unknown model is 404 with the names that are near, and nothing is spent.

== client sends POST /v1/chat/completions key=app
{"model":"othr","messages":[{"role":"user","content":"Hi"}]}

== client gets 404
+ content-type: application/json
{"error":{"message":"The model 'othr' is not known here. Near names: other, another.","type":"invalid_request_error","param":"model","code":"model_not_found"}}

== no receipt
