An upstream's 400 is not retried: status, type, code and param pass, and no key stands in its message (F-05).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o-mini","temperature":7,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions provider=twice same=client

== upstream 1 answers 400
{"error":{"message":"Invalid 'temperature' for sk-upstream-twice-one: 7 is above 2 – décimal.","type":"invalid_request_error","param":"temperature","code":"decimal_above_max_value","internal":1}}

== client gets 400
+ content-type: application/json
{"error":{"message":"Invalid 'temperature' for [redacted]: 7 is above 2 – décimal.","type":"invalid_request_error","param":"temperature","code":"decimal_above_max_value"}}

== receipt outcome=failed attempts=1 input=0 output=0 charge=0
