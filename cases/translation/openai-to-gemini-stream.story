A client of chat completions is answered by an upstream of generateContent, in a stream: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /v1/chat/completions key=app
{"model":"on-gemini","max_completion_tokens":100,"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"type":"function","function":{"name":"get_weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}],"stream":true,"stream_options":{"include_usage":true}}

== upstream 1 gets POST /v1beta/models/on-gemini:streamGenerateContent?alt=sse provider=contents
{"contents":[{"role":"user","parts":[{"text":"Wie ist das Wetter in Zürich?"}]}],"systemInstruction":{"parts":[{"text":"Be brief."}]},"tools":[{"functionDeclarations":[{"name":"get_weather","description":"The weather.","parametersJsonSchema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}],"generationConfig":{"maxOutputTokens":100}}

== upstream 1 answers 200 sse
data: {"candidates":[{"content":{"parts":[{"text":"Grü"}],"role":"model"},"index":0}],"modelVersion":"on-gemini","responseId":"r-1"}

data: {"candidates":[{"content":{"parts":[{"text":"ezi."}],"role":"model"},"index":0}],"modelVersion":"on-gemini","responseId":"r-1"}

data: {"candidates":[{"content":{"parts":[{"functionCall":{"name":"get_weather","args":{"city":"Zürich"}}}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":30,"cachedContentTokenCount":10,"candidatesTokenCount":12,"totalTokenCount":42},"modelVersion":"on-gemini","responseId":"r-1"}

== client gets 200 sse
data: {"id":"r-1","object":"chat.completion.chunk","created":${any},"model":"on-gemini","system_fingerprint":"fp_ee6b65e3","choices":[{"index":0,"delta":{"role":"assistant","content":"Grü"},"finish_reason":null}],"usage":null}

data: {"id":"r-1","object":"chat.completion.chunk","created":${any},"model":"on-gemini","system_fingerprint":"fp_ee6b65e3","choices":[{"index":0,"delta":{"content":"ezi."},"finish_reason":null}],"usage":null}

data: {"id":"r-1","object":"chat.completion.chunk","created":${any},"model":"on-gemini","system_fingerprint":"fp_ee6b65e3","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_r1_0_0","type":"function","function":{"name":"get_weather","arguments":""}}]},"finish_reason":null}],"usage":null}

data: {"id":"r-1","object":"chat.completion.chunk","created":${any},"model":"on-gemini","system_fingerprint":"fp_ee6b65e3","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":\"Zürich\"}"}}]},"finish_reason":null}],"usage":null}

data: {"id":"r-1","object":"chat.completion.chunk","created":${any},"model":"on-gemini","system_fingerprint":"fp_ee6b65e3","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}],"usage":null}

data: {"id":"r-1","object":"chat.completion.chunk","created":${any},"model":"on-gemini","system_fingerprint":"fp_ee6b65e3","choices":[],"usage":{"prompt_tokens":30,"completion_tokens":12,"total_tokens":42,"prompt_tokens_details":{"cached_tokens":10,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

data: [DONE]

== receipt asked=on-gemini provider=contents input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
