A stream begins with an event without choices, which says what the filter found, and passes with it.

== client sends POST /v1/chat/completions key=app
{"model":"my-deployment","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Grüße?"}]}

== upstream 1 gets POST /openai/v1/chat/completions same=client
+ api-key: azure-upstream-key-only
- authorization

== upstream 1 answers 200 sse
data: {"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"my-deployment","choices":[{"index":0,"delta":{"role":"assistant","content":"Grüß "},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"my-deployment","choices":[{"index":0,"delta":{"content":"Gott."},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"my-deployment","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"my-deployment","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}

data: [DONE]

== client gets 200 sse same=upstream-1

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
