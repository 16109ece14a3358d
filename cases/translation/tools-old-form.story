The old form of tools, functions and function_call, is understood, and answered in (S2.11).

== client sends POST /v1/chat/completions key=app
{"model":"on-bedrock","messages":[{"role":"user","content":"Wetter?"}],"functions":[{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}],"function_call":{"name":"get_weather"}}

== upstream 1 gets POST /model/on-bedrock/converse provider=converse
{"messages":[{"role":"user","content":[{"text":"Wetter?"}]}],"toolConfig":{"tools":[{"toolSpec":{"name":"get_weather","inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}}}}}}]}}

== upstream 1 answers 200
{"metrics":{"latencyMs":7},"output":{"message":{"role":"assistant","content":[{"toolUse":{"toolUseId":"t1","name":"get_weather","input":{"city":"Zürich"}}}]}},"stopReason":"tool_use","usage":{"inputTokens":20,"outputTokens":12,"totalTokens":32}}

== client gets 200
{"id":"chatcmpl-${any}","object":"chat.completion","created":${any},"model":"on-bedrock","system_fingerprint":"fp_d6077578","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":null,"function_call":{"name":"get_weather","arguments":"{\"city\":\"Zürich\"}"}},"logprobs":null,"finish_reason":"function_call"}],"usage":{"prompt_tokens":20,"completion_tokens":12,"total_tokens":32,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

== receipt asked=on-bedrock provider=converse input=20 output=12
