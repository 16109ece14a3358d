A stream cut before its first word is retried unseen, and may have cost something upstream (F-08, F-10).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o-mini","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions provider=twice same=client

== upstream 1 answers 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}
(cut)

== upstream 2 gets POST /v1/chat/completions provider=twice same=client

== upstream 2 answers 200 sse
data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"role":"assistant","content":"Hé"},"finish_reason":null}]}

data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o-mini","choices":[],"usage":{"prompt_tokens":8,"completion_tokens":1,"total_tokens":9}}

data: [DONE]

== client gets 200 sse same=upstream-2

== receipt outcome=served attempts=2 input=8 output=1 usageSource=provider charge=0.0000018

== possible cost provider=twice charge=0
