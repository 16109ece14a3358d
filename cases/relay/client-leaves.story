A client that leaves cancels its upstream and pays for what it got, never nothing (F-22, L-04).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions
{"stream_options":{"include_usage":true},"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 answers 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[{"index":0,"delta":{"role":"assistant","content":"Grüß"},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[{"index":0,"delta":{"content":" Gott"},"finish_reason":null}]}

(until left)

== client gets 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[{"index":0,"delta":{"role":"assistant","content":"Grüß"},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[{"index":0,"delta":{"content":" Gott"},"finish_reason":null}]}

(client leaves)

== receipt outcome=gone attempts=1 input=1 output=3 usageSource=counted flags=estimated charge=0.0000325
