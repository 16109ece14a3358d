A stream passes event for event, with its usage.

== client sends POST /v1/chat/completions key=app
{"model":"openai/gpt-oss-20b:fireworks-ai","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Grüße?"}]}

== upstream 1 gets POST /v1/chat/completions same=client
+ authorization: Bearer hf_upstream_only

== upstream 1 answers 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"openai/gpt-oss-20b:fireworks-ai","choices":[{"index":0,"delta":{"role":"assistant","content":"Grüß "},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"openai/gpt-oss-20b:fireworks-ai","choices":[{"index":0,"delta":{"content":"Gott."},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"openai/gpt-oss-20b:fireworks-ai","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"openai/gpt-oss-20b:fireworks-ai","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}

data: [DONE]

== client gets 200 sse same=upstream-1

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
