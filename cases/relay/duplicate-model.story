A request that names its model twice is refused before anything is spent: who reads which name cannot be known (F-61).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o-mini","model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}

== client gets 400
{"error":{"message":"We could not accept the JSON body of your request: duplicate JSON member at byte 23, near model.","type":"invalid_request_error","param":"model","code":"ambiguous_field"}}

== no receipt
