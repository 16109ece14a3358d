The ids of tool calls at Moonshot have a form of their own, and pass.

== client sends POST /v1/chat/completions key=app
{"model":"kimi-k2","tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}],"messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"kimi-k2",
 "choices":[{"index":0,"message":{"role":"assistant","content":"","tool_calls":[{"index":0,"id":"functions.weather:0","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Köln\"}"}}]},"finish_reason":"tool_calls"}],
 "usage":{"prompt_tokens":40,"completion_tokens":9,"total_tokens":49}}

== client gets 200 same=upstream-1

== receipt input=40 output=9 usageSource=provider charge=0.000058
