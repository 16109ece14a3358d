A client of Converse is answered by an upstream of generateContent, whole: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /bedrock/v1/model/on-gemini/converse key=app
{"system":[{"text":"Be brief."}],"messages":[{"role":"user","content":[{"text":"Wie ist das Wetter in Zürich?"}]}],"toolConfig":{"tools":[{"toolSpec":{"name":"get_weather","description":"The weather.","inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}}]},"inferenceConfig":{"maxTokens":100}}

== upstream 1 gets POST /v1beta/models/on-gemini:generateContent provider=contents
{"contents":[{"role":"user","parts":[{"text":"Wie ist das Wetter in Zürich?"}]}],"systemInstruction":{"parts":[{"text":"Be brief."}]},"tools":[{"functionDeclarations":[{"name":"get_weather","description":"The weather.","parametersJsonSchema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}],"generationConfig":{"maxOutputTokens":100}}

== upstream 1 answers 200
{"candidates":[{"content":{"parts":[{"text":"Grüezi."},{"functionCall":{"name":"get_weather","args":{"city":"Zürich"}}}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":30,"cachedContentTokenCount":10,"candidatesTokenCount":12,"totalTokenCount":42},"modelVersion":"on-gemini","responseId":"r-1"}

== client gets 200
{"output":{"message":{"role":"assistant","content":[{"text":"Grüezi."},{"toolUse":{"toolUseId":"call_r1_0_0","name":"get_weather","input":{"city":"Zürich"}}}]}},"stopReason":"tool_use","usage":{"inputTokens":20,"outputTokens":12,"totalTokens":42,"cacheReadInputTokens":10,"cacheWriteInputTokens":0},"metrics":{"latencyMs":0}}

== receipt asked=on-gemini provider=contents input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
