More answers than calls may be made for one request are refused.

== client sends POST /v1/chat/completions key=app
{"model":"on-anthropic","n":17,"messages":[{"role":"user","content":"Hi"}]}

== client gets 400
{"error":{"message":"'n' may be at most 16 for this provider.","type":"invalid_request_error","param":"n","code":"invalid_value"}}
