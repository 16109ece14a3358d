Thoughts are output beside the candidates, and cached tokens are part of the prompt (L-01).

== client sends POST /v1beta/models/gemini-2.5-flash:generateContent
+ x-goog-api-key: ${key:app}
{"contents":[{"role":"user","parts":[{"text":"Grüße?"}]}],"generationConfig":{"maxOutputTokens":64}}

== upstream 1 gets POST /v1beta/models/gemini-2.5-flash:generateContent same=client
+ x-goog-api-key: sk-upstream-gemini-only
- authorization

== upstream 1 answers 200
{"candidates":[{"content":{"parts":[{"text":"Grüß Gott."}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":1009,"cachedContentTokenCount":1000,"candidatesTokenCount":4,"thoughtsTokenCount":6,"totalTokenCount":1019},"modelVersion":"gemini-2.5-flash","responseId":"r1"}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=9 cacheRead=1000 output=4 reasoning=6 charge=0.000129
