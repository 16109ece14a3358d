A stream of OpenAI counts in an event of its own, which a client that did not ask does not see (C3).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /v1/chat/completions
{"stream_options":{"include_usage":true},"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 answers 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"finish_reason":null}],"usage":null}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[{"index":0,"delta":{"content":"Là"},"finish_reason":null}],"usage":null}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":3,"total_tokens":15}}

data: [DONE]

== client gets 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"finish_reason":null}],"usage":null}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[{"index":0,"delta":{"content":"Là"},"finish_reason":null}],"usage":null}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

data: [DONE]

== receipt input=12 output=3 usageSource=provider charge=0.000018
