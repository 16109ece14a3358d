A client's own "include_usage": false becomes true on the way up, and it sees no usage (C3).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o","stream":true,"stream_options":{"include_obfuscation":false, "include_usage" : false},"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions
{"model":"gpt-4o","stream":true,"stream_options":{"include_obfuscation":false, "include_usage" : true},"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 answers 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[{"index":0,"delta":{"role":"assistant","content":"駅"},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}

data: [DONE]

== client gets 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[{"index":0,"delta":{"role":"assistant","content":"駅"},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

data: [DONE]

== receipt input=9 output=1 usageSource=provider
