A path that is no operation is 404 in the dialect of its prefix, and never passed through (C8).

== client sends POST /v1/assistants key=app
{"model":"gpt-4o"}

== client gets 404 ~json
{"error":{"message":"${any}","type":"invalid_request_error","param":"${any}","code":"${any}"}}

== no receipt
