A tool turn of DeepSeek keeps its reasoning_content, which it asks back, even an empty one.

== client sends POST /v1/chat/completions key=app
{"model":"deepseek-chat","tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}],"messages":[{"role":"user","content":"Wetter in Köln?"},{"role":"assistant","content":"","reasoning_content":"","tool_calls":[{"id":"call_0","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Köln\"}"}}]},{"role":"tool","tool_call_id":"call_0","content":"15 °C"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"deepseek-chat",
 "choices":[{"index":0,"message":{"role":"assistant","content":"15 °C in Köln."},"finish_reason":"stop"}],
 "usage":{"prompt_tokens":60,"completion_tokens":8,"total_tokens":68,"prompt_cache_hit_tokens":0,"prompt_cache_miss_tokens":60}}

== client gets 200 same=upstream-1

== receipt input=60 output=8 usageSource=provider charge=0.000076
