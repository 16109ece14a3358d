A stream of Moonshot counts inside the choice of its last event, which says more and so passes.

== client sends POST /v1/chat/completions key=app
{"model":"kimi-k2","stream":true,"messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /v1/chat/completions
{"stream_options":{"include_usage":true},"model":"kimi-k2","stream":true,"messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 answers 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"kimi-k2","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"kimi-k2","choices":[{"index":0,"delta":{"content":"你好"},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"kimi-k2","choices":[{"index":0,"delta":{},"finish_reason":"stop","usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"cached_tokens":6}}]}

data: [DONE]

== client gets 200 sse same=upstream-1

== receipt input=4 cacheRead=6 output=5 usageSource=provider charge=0.0000146
