A client that asked for usage sees the upstream's usage chunk, byte for byte (C3).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o","stream":true,"stream_options":{ "include_usage" : true },"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[{"index":0,"delta":{"role":"assistant","content":"駅"},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o","choices":[],"usage":{"prompt_tokens":9, "completion_tokens":5,"total_tokens":14,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":3}}}

data: [DONE]

== client gets 200 sse same=upstream-1

== receipt input=5 cacheRead=4 output=2 reasoning=3 usageSource=provider charge=0.0000675
