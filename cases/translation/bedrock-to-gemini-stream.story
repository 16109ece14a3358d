A client of Converse is answered by an upstream of generateContent in frames: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /bedrock/v1/model/on-gemini/converse-stream key=app
{"system":[{"text":"Be brief."}],"messages":[{"role":"user","content":[{"text":"Wie ist das Wetter in Zürich?"}]}],"toolConfig":{"tools":[{"toolSpec":{"name":"get_weather","description":"The weather.","inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}}]},"inferenceConfig":{"maxTokens":100}}

== upstream 1 gets POST /v1beta/models/on-gemini:streamGenerateContent?alt=sse provider=contents
{"contents":[{"role":"user","parts":[{"text":"Wie ist das Wetter in Zürich?"}]}],"systemInstruction":{"parts":[{"text":"Be brief."}]},"tools":[{"functionDeclarations":[{"name":"get_weather","description":"The weather.","parametersJsonSchema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}],"generationConfig":{"maxOutputTokens":100}}

== upstream 1 answers 200 sse
data: {"candidates":[{"content":{"parts":[{"text":"Grü"}],"role":"model"},"index":0}],"modelVersion":"on-gemini","responseId":"r-1"}

data: {"candidates":[{"content":{"parts":[{"text":"ezi."}],"role":"model"},"index":0}],"modelVersion":"on-gemini","responseId":"r-1"}

data: {"candidates":[{"content":{"parts":[{"functionCall":{"name":"get_weather","args":{"city":"Zürich"}}}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":30,"cachedContentTokenCount":10,"candidatesTokenCount":12,"totalTokenCount":42},"modelVersion":"on-gemini","responseId":"r-1"}

== client gets 200 frames
messageStart {"role":"assistant"}
contentBlockDelta {"delta":{"text":"Grü"},"contentBlockIndex":0}
contentBlockDelta {"delta":{"text":"ezi."},"contentBlockIndex":0}
contentBlockStop {"contentBlockIndex":0}
contentBlockStart {"start":{"toolUse":{"toolUseId":"call_r1_0_0","name":"get_weather"}},"contentBlockIndex":1}
contentBlockDelta {"delta":{"toolUse":{"input":"{\"city\":\"Zürich\"}"}},"contentBlockIndex":1}
contentBlockStop {"contentBlockIndex":1}
messageStop {"stopReason":"tool_use"}
metadata {"usage":{"inputTokens":20,"outputTokens":12,"totalTokens":42,"cacheReadInputTokens":10,"cacheWriteInputTokens":0},"metrics":{"latencyMs":0}}

== receipt asked=on-gemini provider=contents input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
