A stream that says nothing is no empty answer in another protocol either (A33, E22).

== client sends POST /v1/messages key=app
+ anthropic-version: 2023-06-01
{"model":"on-openai","max_tokens":100,"stream":true,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions ~json provider=chats
{"model":"on-openai","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true},"max_completion_tokens":100}

== upstream 1 answers 200 sse
data: [DONE]

== client gets 502 ~json
{"type":"error","error":{"type":"api_error","message":"The upstream's answer breaks its own protocol.","code":"upstream_garbled"},"request_id":"${any}"}

== receipt outcome=failed charge=0

== possible cost provider=chats charge=0
