What an upstream calls its error is not told in another protocol, which has words of its own.

== client sends POST /v1/chat/completions key=app
{"model":"on-gemini","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1beta/models/on-gemini:generateContent provider=contents
{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}

== upstream 1 answers 400
{"error":{"code":400,"message":"Bad thing.","status":"INVALID_ARGUMENT"}}

== client gets 400
{"error":{"message":"Bad thing.","type":"invalid_request_error","param":null,"code":null}}

== receipt outcome=failed charge=0
