A 429 before the first event is retried on the other credential with the same bytes, unseen, and billed once (S4.15).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o-mini","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions same=client provider=twice

== upstream 1 answers 429
+ retry-after: 1
{"error":{"message":"Rate limit reached","type":"requests","param":null,"code":"rate_limit_exceeded"}}

== upstream 2 gets POST /v1/chat/completions same=client provider=twice

== upstream 2 answers 200 sse
data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}

data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"content":"Grüß "},"finish_reason":null}],"usage":null}

(pause 20 ms)
data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"content":"Gott"},"finish_reason":null}],"usage":null}

data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o-mini","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":34,"total_tokens":46}}

data: [DONE]

== client gets 200 sse same=upstream-2
+ content-type: text/event-stream

== receipt provider=twice attempts=2 input=12 output=34 usageSource=provider charge=0.0000222
