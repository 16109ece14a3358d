Where both attempts fail the client gets one error, nothing is charged, and both may have cost something (F-08, F-27).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions provider=twice same=client

== upstream 1 answers 500
{"error":{"message":"The server had an error","type":"server_error","param":null,"code":null}}

== upstream 2 gets POST /v1/chat/completions provider=twice same=client

== upstream 2 answers 500
oh

== client gets 502
{"error":{"message":"The upstream failed.","type":"api_error","param":null,"code":"upstream_error"}}

== receipt outcome=failed attempts=2 input=0 output=0 charge=0

== possible cost provider=twice charge=0

== possible cost provider=twice charge=0
