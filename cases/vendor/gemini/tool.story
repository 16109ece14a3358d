A call of a tool with its signature comes back as Gemini wrote it.

== client sends POST /v1/models/gemini-2.5-flash:generateContent
+ x-goog-api-key: ${key:app}
{"contents":[{"role":"user","parts":[{"text":"Grüße?"}]}],"generationConfig":{"maxOutputTokens":64},"tools":[{"functionDeclarations":[{"name":"get_weather"}]}]}

== upstream 1 gets POST /v1beta/models/gemini-2.5-flash:generateContent same=client
+ x-goog-api-key: sk-upstream-gemini-only
- authorization

== upstream 1 answers 200
{"candidates":[{"content":{"parts":[{"functionCall":{"name":"get_weather","args":{"city":"Köln"}},"thoughtSignature":"c2ln"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":4,"totalTokenCount":13},"modelVersion":"gemini-2.5-flash","responseId":"r1"}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
