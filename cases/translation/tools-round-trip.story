The second turn of a tool call takes its result up, and the answer comes as text (S2.11).

== client sends POST /v1/chat/completions key=app
{"model":"on-bedrock","messages":[{"role":"user","content":"Wetter?"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Zürich\"}"}}]},{"role":"tool","tool_call_id":"call_1","content":"Föhn"}],"tools":[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]}

== upstream 1 gets POST /model/on-bedrock/converse provider=converse
{"messages":[{"role":"user","content":[{"text":"Wetter?"}]},{"role":"assistant","content":[{"toolUse":{"toolUseId":"call_1","name":"get_weather","input":{"city":"Zürich"}}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"call_1","content":[{"text":"Föhn"}]}}]}],"toolConfig":{"tools":[{"toolSpec":{"name":"get_weather","inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}}}}}}]}}

== upstream 1 answers 200
{"metrics":{"latencyMs":7},"output":{"message":{"role":"assistant","content":[{"text":"Föhn in Zürich."}]}},"stopReason":"end_turn","usage":{"inputTokens":20,"outputTokens":12,"totalTokens":32}}

== client gets 200
{"id":"chatcmpl-${any}","object":"chat.completion","created":${any},"model":"on-bedrock","system_fingerprint":"fp_d6077578","choices":[{"index":0,"message":{"role":"assistant","content":"Föhn in Zürich.","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":20,"completion_tokens":12,"total_tokens":32,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

== receipt asked=on-bedrock provider=converse input=20 output=12
