vLLM can count in every event; the counts are cumulative, and the last one holds.

== client sends POST /v1/chat/completions key=app
{"model":"qwen3-8b","stream":true,"stream_options":{"include_usage":true,"continuous_usage_stats":true},"messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen3-8b","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":{"prompt_tokens":12,"total_tokens":12,"completion_tokens":0}}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen3-8b","choices":[{"index":0,"delta":{"content":"Tr"},"finish_reason":null}],"usage":{"prompt_tokens":12,"total_tokens":13,"completion_tokens":1}}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen3-8b","choices":[{"index":0,"delta":{"content":"üb"},"finish_reason":null}],"usage":{"prompt_tokens":12,"total_tokens":14,"completion_tokens":2}}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen3-8b","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"total_tokens":15,"completion_tokens":3}}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen3-8b","choices":[],"usage":{"prompt_tokens":12,"total_tokens":15,"completion_tokens":3}}

data: [DONE]

== client gets 200 sse same=upstream-1

== receipt input=12 output=3 usageSource=provider charge=0.000018
