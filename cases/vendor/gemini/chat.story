A client of generateContent reaches Gemini as it is: body and answer untouched, the key in its own header (S4.15).

== client sends POST /v1beta/models/gemini-2.5-flash:generateContent
+ x-goog-api-key: ${key:app}
{"contents":[{"role":"user","parts":[{"text":"Grüße?"}]}],"generationConfig":{"maxOutputTokens":64},"x-new":1.50}

== upstream 1 gets POST /v1beta/models/gemini-2.5-flash:generateContent same=client
+ x-goog-api-key: sk-upstream-gemini-only
- authorization

== upstream 1 answers 200
{"candidates":[{"content":{"parts":[{"text":"Grüß Gott."}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":4,"totalTokenCount":13},"modelVersion":"gemini-2.5-flash","responseId":"r1"}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
