A 4xx that is not about the request is the upstream's failure: it is tried again, and never looks like the client's own (F-05).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions provider=twice same=client

== upstream 1 answers 405
+ allow: GET
{"error":{"message":"Method Not Allowed","type":"invalid_request_error","param":null,"code":"method_not_allowed"}}

== upstream 2 gets POST /v1/chat/completions provider=twice same=client

== upstream 2 answers 426
+ upgrade: h2c
Upgrade Required

== client gets 502
- allow
- upgrade
{"error":{"message":"The upstream failed.","type":"api_error","param":null,"code":"upstream_error"}}

== receipt outcome=failed attempts=2 input=0 output=0 charge=0
