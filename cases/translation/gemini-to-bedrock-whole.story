A client of generateContent is answered by an upstream of Converse, whole: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /v1beta/models/on-bedrock:generateContent
+ x-goog-api-key: ${key:app}
{"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[{"role":"user","parts":[{"text":"Wie ist das Wetter in Zürich?"}]}],"tools":[{"functionDeclarations":[{"name":"get_weather","description":"The weather.","parametersJsonSchema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}],"generationConfig":{"maxOutputTokens":100}}

== upstream 1 gets POST /model/on-bedrock/converse provider=converse
{"messages":[{"role":"user","content":[{"text":"Wie ist das Wetter in Zürich?"}]}],"system":[{"text":"Be brief."}],"inferenceConfig":{"maxTokens":100},"toolConfig":{"tools":[{"toolSpec":{"name":"get_weather","description":"The weather.","inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}}]}}

== upstream 1 answers 200
{"metrics":{"latencyMs":7},"output":{"message":{"role":"assistant","content":[{"text":"Grüezi."},{"toolUse":{"toolUseId":"tooluse_1","name":"get_weather","input":{"city":"Zürich"}}}]}},"stopReason":"tool_use","usage":{"inputTokens":20,"outputTokens":12,"totalTokens":42,"cacheReadInputTokens":10,"cacheWriteInputTokens":0}}

== client gets 200
{"candidates":[{"content":{"parts":[{"text":"Grüezi."},{"functionCall":{"id":"tooluse_1","name":"get_weather","args":{"city":"Zürich"}}}],"role":"model"},"index":0,"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":30,"cachedContentTokenCount":10,"candidatesTokenCount":12,"totalTokenCount":42},"modelVersion":"on-bedrock","responseId":"${any}"}

== receipt asked=on-bedrock provider=converse input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
