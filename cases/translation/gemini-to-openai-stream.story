A client of generateContent is answered by an upstream of chat completions, in a stream: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /v1beta/models/on-openai:streamGenerateContent?alt=sse
+ x-goog-api-key: ${key:app}
{"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[{"role":"user","parts":[{"text":"Wie ist das Wetter in Zürich?"}]}],"tools":[{"functionDeclarations":[{"name":"get_weather","description":"The weather.","parametersJsonSchema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}],"generationConfig":{"maxOutputTokens":100}}

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

== client gets 200 sse
data: {"candidates":[{"content":{"parts":[{"text":"Grü"}],"role":"model"},"index":0}],"modelVersion":"on-openai","responseId":"chatcmpl-1"}

data: {"candidates":[{"content":{"parts":[{"text":"ezi."}],"role":"model"},"index":0}],"modelVersion":"on-openai","responseId":"chatcmpl-1"}

data: {"candidates":[{"content":{"parts":[{"functionCall":{"id":"call_1","name":"get_weather","args":{"city":"Zürich"}}}],"role":"model"},"index":0}],"modelVersion":"on-openai","responseId":"chatcmpl-1"}

data: {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"index":0,"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":30,"cachedContentTokenCount":10,"candidatesTokenCount":12,"totalTokenCount":42},"modelVersion":"on-openai","responseId":"chatcmpl-1"}

== receipt asked=on-openai provider=chats input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
