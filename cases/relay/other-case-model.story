A request whose field differs from one that we read only in case is refused: an upstream could read it, and we do not (F-61).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o-mini","Model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}

== client gets 400
{"error":{"message":"We could not accept the JSON body of your request: JSON member name that differs from a known one only in upper and lower case at byte 23, near model.","type":"invalid_request_error","param":"model","code":"ambiguous_field"}}

== no receipt
