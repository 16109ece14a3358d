A client of generateContent is answered by an upstream of Messages, whole: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /v1beta/models/on-anthropic:generateContent
+ x-goog-api-key: ${key:app}
{"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[{"role":"user","parts":[{"text":"Wie ist das Wetter in Zürich?"}]}],"tools":[{"functionDeclarations":[{"name":"get_weather","description":"The weather.","parametersJsonSchema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}],"generationConfig":{"maxOutputTokens":100}}

== upstream 1 gets POST /v1/messages provider=messages
{"model":"on-anthropic","max_tokens":100,"system":"Be brief.","messages":[{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"name":"get_weather","description":"The weather.","input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}

== upstream 1 answers 200
{"id":"msg_1","type":"message","role":"assistant","model":"on-anthropic","content":[{"type":"text","text":"Grüezi."},{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{"city":"Zürich"}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":20,"cache_creation_input_tokens":0,"cache_read_input_tokens":10,"output_tokens":12}}

== client gets 200
{"candidates":[{"content":{"parts":[{"text":"Grüezi."},{"functionCall":{"id":"toolu_1","name":"get_weather","args":{"city":"Zürich"}}}],"role":"model"},"index":0,"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":30,"cachedContentTokenCount":10,"candidatesTokenCount":12,"totalTokenCount":42},"modelVersion":"on-anthropic","responseId":"msg_1"}

== receipt asked=on-anthropic provider=messages input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
