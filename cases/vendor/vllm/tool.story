The ids of tool calls at vLLM have a form of their own, and pass.

== client sends POST /v1/chat/completions key=app
{"model":"qwen3-8b","stream":true,"tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}],"messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /v1/chat/completions
{"stream_options":{"include_usage":true},"model":"qwen3-8b","stream":true,"tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}],"messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 answers 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen3-8b","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":"Köln"},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen3-8b","choices":[{"index":0,"delta":{"tool_calls":[{"id":"chatcmpl-tool-1","type":"function","index":0,"function":{"name":"weather","arguments":"{\"city\": \"Köln\"}"}}]},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen3-8b","choices":[{"index":0,"delta":{"content":""},"finish_reason":"tool_calls"}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen3-8b","choices":[],"usage":{"prompt_tokens":160,"total_tokens":178,"completion_tokens":18}}

data: [DONE]

== client gets 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen3-8b","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":"Köln"},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen3-8b","choices":[{"index":0,"delta":{"tool_calls":[{"id":"chatcmpl-tool-1","type":"function","index":0,"function":{"name":"weather","arguments":"{\"city\": \"Köln\"}"}}]},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"qwen3-8b","choices":[{"index":0,"delta":{"content":""},"finish_reason":"tool_calls"}]}

data: [DONE]

== receipt input=160 output=18 usageSource=provider charge=0.000196
