A client of Converse is answered by an upstream of chat completions, whole: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /bedrock/v1/model/on-openai/converse key=app
{"system":[{"text":"Be brief."}],"messages":[{"role":"user","content":[{"text":"Wie ist das Wetter in Zürich?"}]}],"toolConfig":{"tools":[{"toolSpec":{"name":"get_weather","description":"The weather.","inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}}]},"inferenceConfig":{"maxTokens":100}}

== upstream 1 gets POST /v1/chat/completions provider=chats
{"model":"on-openai","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"type":"function","function":{"name":"get_weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}],"max_completion_tokens":100}

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"on-openai","choices":[{"index":0,"message":{"role":"assistant","content":"Grüezi.","tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Zürich\"}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":30,"completion_tokens":12,"total_tokens":42,"prompt_tokens_details":{"cached_tokens":10}}}

== client gets 200
{"output":{"message":{"role":"assistant","content":[{"text":"Grüezi."},{"toolUse":{"toolUseId":"call_1","name":"get_weather","input":{"city":"Zürich"}}}]}},"stopReason":"tool_use","usage":{"inputTokens":20,"outputTokens":12,"totalTokens":42,"cacheReadInputTokens":10,"cacheWriteInputTokens":0},"metrics":{"latencyMs":0}}

== receipt asked=on-openai provider=chats input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
