A stream cut after its first word is not retried: the client gets an error and no [DONE], and what came is billed (F-11).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o-mini","stream":true,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions provider=twice
{"stream_options":{"include_usage":true},"model":"gpt-4o-mini","stream":true,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 answers 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"role":"assistant","content":"Grüß Gott"},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.comp
(cut mid-line)

== client gets 200 sse
+ content-type: text/event-stream
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"role":"assistant","content":"Grüß Gott"},"finish_reason":null}]}

data: {"error":{"message":"The upstream broke off before its answer ended.","type":"api_error","param":null,"code":"upstream_stream_interrupted"}}

== receipt outcome=cut attempts=1 provider=twice input=1 output=3 usageSource=counted flags=estimated charge=0.00000195
