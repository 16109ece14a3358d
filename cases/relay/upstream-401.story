An upstream that refuses our credential never looks like the client's own 401, and its key is not shown (C6, F-05).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions same=client
+ authorization: Bearer sk-upstream-main-only

== upstream 1 answers 401
{"error":{"message":"Incorrect API key provided: sk-upstream-main-only.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}

== client gets 502
+ content-type: application/json
- www-authenticate
{"error":{"message":"The upstream refused the gateway's own credential. Your API key is in order.","type":"api_error","param":null,"code":"upstream_credential_refused"}}

== receipt outcome=failed provider=main attempts=1 input=0 output=0 charge=0
