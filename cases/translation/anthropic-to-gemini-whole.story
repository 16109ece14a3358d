A client of Messages is answered by an upstream of generateContent, whole: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /v1/messages
+ x-api-key: ${key:app}
+ anthropic-version: 2023-06-01
{"model":"on-gemini","max_tokens":100,"system":"Be brief.","messages":[{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"name":"get_weather","description":"The weather.","input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}

== upstream 1 gets POST /v1beta/models/on-gemini:generateContent provider=contents
{"contents":[{"role":"user","parts":[{"text":"Wie ist das Wetter in Zürich?"}]}],"systemInstruction":{"parts":[{"text":"Be brief."}]},"tools":[{"functionDeclarations":[{"name":"get_weather","description":"The weather.","parametersJsonSchema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}],"generationConfig":{"maxOutputTokens":100}}

== upstream 1 answers 200
{"candidates":[{"content":{"parts":[{"text":"Grüezi."},{"functionCall":{"name":"get_weather","args":{"city":"Zürich"}}}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":30,"cachedContentTokenCount":10,"candidatesTokenCount":12,"totalTokenCount":42},"modelVersion":"on-gemini","responseId":"r-1"}

== client gets 200
{"id":"msg_${any}","type":"message","role":"assistant","model":"on-gemini","content":[{"type":"text","text":"Grüezi."},{"type":"tool_use","id":"call_r1_0_0","name":"get_weather","input":{"city":"Zürich"}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":20,"cache_creation_input_tokens":0,"cache_read_input_tokens":10,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":12,"output_tokens_details":{"thinking_tokens":0}}}

== receipt asked=on-gemini provider=contents input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
