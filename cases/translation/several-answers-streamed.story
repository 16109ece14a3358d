Several answers cannot be streamed from an upstream that gives one at a time.

== client sends POST /v1/chat/completions key=app
{"model":"on-anthropic","n":2,"stream":true,"messages":[{"role":"user","content":"Hi"}]}

== client gets 400
{"error":{"message":"'n' must be 1 in a stream: the provider gives one answer at a time.","type":"invalid_request_error","param":"n","code":"invalid_value"}}
