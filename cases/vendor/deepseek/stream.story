DeepSeek sends comments while a call is queued; they pass, and its hits are cache reads.

== client sends POST /v1/chat/completions key=app
{"model":"deepseek-chat","stream":true,"messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /v1/chat/completions
{"stream_options":{"include_usage":true},"model":"deepseek-chat","stream":true,"messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 answers 200 sse
: keep-alive

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"deepseek-chat","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":"嗯"},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"deepseek-chat","choices":[{"index":0,"delta":{"content":"你好","reasoning_content":null},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"deepseek-chat","choices":[{"index":0,"delta":{"content":"","reasoning_content":null},"finish_reason":"stop"}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"deepseek-chat","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":2},"prompt_cache_hit_tokens":4,"prompt_cache_miss_tokens":6}}

data: [DONE]

== client gets 200 sse
: keep-alive

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"deepseek-chat","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":"嗯"},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"deepseek-chat","choices":[{"index":0,"delta":{"content":"你好","reasoning_content":null},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"deepseek-chat","choices":[{"index":0,"delta":{"content":"","reasoning_content":null},"finish_reason":"stop"}]}

data: [DONE]

== receipt input=6 cacheRead=4 output=3 reasoning=2 usageSource=provider charge=0.0000164
