A client of Converse is answered by an upstream of chat completions in frames: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /bedrock/v1/model/on-openai/converse-stream key=app
{"system":[{"text":"Be brief."}],"messages":[{"role":"user","content":[{"text":"Wie ist das Wetter in Zürich?"}]}],"toolConfig":{"tools":[{"toolSpec":{"name":"get_weather","description":"The weather.","inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}}]},"inferenceConfig":{"maxTokens":100}}

== upstream 1 gets POST /v1/chat/completions provider=chats
{"model":"on-openai","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"stream":true,"stream_options":{"include_usage":true},"tools":[{"type":"function","function":{"name":"get_weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}],"max_completion_tokens":100}

== upstream 1 answers 200 sse
data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"on-openai","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"on-openai","choices":[{"index":0,"delta":{"content":"Grü"},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"on-openai","choices":[{"index":0,"delta":{"content":"ezi."},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"on-openai","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"get_weather","arguments":""}}]},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"on-openai","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":\""}}]},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"on-openai","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"Zürich\"}"}}]},"finish_reason":null}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"on-openai","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"on-openai","choices":[],"usage":{"prompt_tokens":30,"completion_tokens":12,"total_tokens":42,"prompt_tokens_details":{"cached_tokens":10}}}

data: [DONE]

== client gets 200 frames
messageStart {"role":"assistant"}
contentBlockDelta {"delta":{"text":"Grü"},"contentBlockIndex":0}
contentBlockDelta {"delta":{"text":"ezi."},"contentBlockIndex":0}
contentBlockStop {"contentBlockIndex":0}
contentBlockStart {"start":{"toolUse":{"toolUseId":"call_1","name":"get_weather"}},"contentBlockIndex":1}
contentBlockDelta {"delta":{"toolUse":{"input":"{\"city\":\""}},"contentBlockIndex":1}
contentBlockDelta {"delta":{"toolUse":{"input":"Zürich\"}"}},"contentBlockIndex":1}
contentBlockStop {"contentBlockIndex":1}
messageStop {"stopReason":"tool_use"}
metadata {"usage":{"inputTokens":20,"outputTokens":12,"totalTokens":42,"cacheReadInputTokens":10,"cacheWriteInputTokens":0},"metrics":{"latencyMs":0}}

== receipt asked=on-openai provider=chats input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
