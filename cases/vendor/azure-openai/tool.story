A call of a tool comes back as it was written.

== client sends POST /v1/chat/completions key=app
{"model":"my-deployment","messages":[{"role":"user","content":"Wetter?"}],"tools":[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object"}}}]}

== upstream 1 gets POST /openai/v1/chat/completions same=client
+ api-key: azure-upstream-key-only
- authorization

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"my-deployment","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Köln\"}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":30,"completion_tokens":20,"total_tokens":50}}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=30 output=20 charge=0.00007
