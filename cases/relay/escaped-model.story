An escaped spelling of a field that we read is refused as a second one would be (F-61).

== client sends POST /v1/chat/completions key=app
{"mod\u0065l":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}

== client gets 400
{"error":{"message":"We could not accept the JSON body of your request: JSON member name spelled with an escape at byte 1, near model.","type":"invalid_request_error","param":"model","code":"ambiguous_field"}}

== no receipt
