A stream of DashScope counts in an event of its own, which a client that did not ask does not see (C3).

== client sends POST /v1/chat/completions key=app
{"model":"qwen-plus","stream":true,"messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /compatible-mode/v1/chat/completions
{"stream_options":{"include_usage":true},"model":"qwen-plus","stream":true,"messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 answers 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen-plus","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":"嗯"},"finish_reason":null}],"usage":null}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen-plus","choices":[{"index":0,"delta":{"content":"你好","reasoning_content":null},"finish_reason":null}],"usage":null}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen-plus","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"usage":null}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen-plus","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":6}}}

data: [DONE]

== client gets 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen-plus","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":"嗯"},"finish_reason":null}],"usage":null}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen-plus","choices":[{"index":0,"delta":{"content":"你好","reasoning_content":null},"finish_reason":null}],"usage":null}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen-plus","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"usage":null}

data: [DONE]

== receipt input=4 cacheRead=6 output=5 usageSource=provider charge=0.0000146
