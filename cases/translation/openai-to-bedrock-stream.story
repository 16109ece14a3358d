A client of chat completions is answered by an upstream of Converse, in a stream of frames: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /v1/chat/completions key=app
{"model":"on-bedrock","max_completion_tokens":100,"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"type":"function","function":{"name":"get_weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}],"stream":true,"stream_options":{"include_usage":true}}

== upstream 1 gets POST /model/on-bedrock/converse-stream provider=converse
{"messages":[{"role":"user","content":[{"text":"Wie ist das Wetter in Zürich?"}]}],"system":[{"text":"Be brief."}],"inferenceConfig":{"maxTokens":100},"toolConfig":{"tools":[{"toolSpec":{"name":"get_weather","description":"The weather.","inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}}]}}

== upstream 1 answers 200 frames
messageStart {"role":"assistant"}
contentBlockDelta {"contentBlockIndex":0,"delta":{"text":"Grü"}}
contentBlockDelta {"contentBlockIndex":0,"delta":{"text":"ezi."}}
contentBlockStop {"contentBlockIndex":0}
contentBlockStart {"contentBlockIndex":1,"start":{"toolUse":{"toolUseId":"tooluse_1","name":"get_weather"}}}
contentBlockDelta {"contentBlockIndex":1,"delta":{"toolUse":{"input":"{\"city\":\""}}}
contentBlockDelta {"contentBlockIndex":1,"delta":{"toolUse":{"input":"Zürich\"}"}}}
contentBlockStop {"contentBlockIndex":1}
messageStop {"stopReason":"tool_use"}
metadata {"usage":{"inputTokens":20,"outputTokens":12,"totalTokens":42,"cacheReadInputTokens":10,"cacheWriteInputTokens":0},"metrics":{"latencyMs":7}}

== client gets 200 sse
data: {"id":"chatcmpl-${any}","object":"chat.completion.chunk","created":${any},"model":"on-bedrock","system_fingerprint":"fp_d6077578","choices":[{"index":0,"delta":{"role":"assistant","content":"Grü"},"finish_reason":null}],"usage":null}

data: {"id":"chatcmpl-${any}","object":"chat.completion.chunk","created":${any},"model":"on-bedrock","system_fingerprint":"fp_d6077578","choices":[{"index":0,"delta":{"content":"ezi."},"finish_reason":null}],"usage":null}

data: {"id":"chatcmpl-${any}","object":"chat.completion.chunk","created":${any},"model":"on-bedrock","system_fingerprint":"fp_d6077578","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"tooluse_1","type":"function","function":{"name":"get_weather","arguments":""}}]},"finish_reason":null}],"usage":null}

data: {"id":"chatcmpl-${any}","object":"chat.completion.chunk","created":${any},"model":"on-bedrock","system_fingerprint":"fp_d6077578","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":\""}}]},"finish_reason":null}],"usage":null}

data: {"id":"chatcmpl-${any}","object":"chat.completion.chunk","created":${any},"model":"on-bedrock","system_fingerprint":"fp_d6077578","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"Zürich\"}"}}]},"finish_reason":null}],"usage":null}

data: {"id":"chatcmpl-${any}","object":"chat.completion.chunk","created":${any},"model":"on-bedrock","system_fingerprint":"fp_d6077578","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}],"usage":null}

data: {"id":"chatcmpl-${any}","object":"chat.completion.chunk","created":${any},"model":"on-bedrock","system_fingerprint":"fp_d6077578","choices":[],"usage":{"prompt_tokens":30,"completion_tokens":12,"total_tokens":42,"prompt_tokens_details":{"cached_tokens":10,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

data: [DONE]

== receipt asked=on-bedrock provider=converse input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
