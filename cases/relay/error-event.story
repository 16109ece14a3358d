An error inside a stream that has begun ends it in the client's own form, without [DONE], and what came is billed (F-13).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o-mini","stream":true,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions provider=twice
{"stream_options":{"include_usage":true},"model":"gpt-4o-mini","stream":true,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 answers 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"role":"assistant","content":"Grüß"},"finish_reason":null}]}

data: {"error":{"message":"Slow down, org-4711","type":"tokens","param":null,"code":"rate_limit_exceeded"}}

== client gets 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"role":"assistant","content":"Grüß"},"finish_reason":null}]}

data: {"error":{"message":"The upstream is at its rate limit for this model.","type":"rate_limit_error","param":null,"code":"rate_limit_exceeded"}}

== receipt outcome=cut attempts=1 input=1 output=2 usageSource=counted flags=estimated charge=0.00000135
