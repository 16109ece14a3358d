An error event before the first word is judged as the status it stands for, and retried unseen (F-13).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o-mini","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions provider=twice same=client

== upstream 1 answers 200 sse
data: {"error":{"message":"Überlastet","type":"overloaded_error","param":null,"code":null}}

== upstream 2 gets POST /v1/chat/completions provider=twice same=client

== upstream 2 answers 200 sse
data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"role":"assistant","content":"Hé"},"finish_reason":null}]}

data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o-mini","choices":[],"usage":{"prompt_tokens":8,"completion_tokens":1,"total_tokens":9}}

data: [DONE]

== client gets 200 sse same=upstream-2

== receipt outcome=served attempts=2 input=8 output=1 usageSource=provider charge=0.0000018
