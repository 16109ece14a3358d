A stream of Gemini comes through byte for byte, and its last usage is what counts.

== client sends POST /v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse
+ x-goog-api-key: ${key:app}
{"contents":[{"role":"user","parts":[{"text":"Grüße?"}]}],"generationConfig":{"maxOutputTokens":64}}

== upstream 1 gets POST /v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse same=client
+ x-goog-api-key: sk-upstream-gemini-only
- authorization

== upstream 1 answers 200 sse
data: {"candidates":[{"content":{"parts":[{"text":"Grüß "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":9,"totalTokenCount":9},"modelVersion":"gemini-2.5-flash","responseId":"r1"}

data: {"candidates":[{"content":{"parts":[{"text":"Gott."}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":4,"totalTokenCount":13},"modelVersion":"gemini-2.5-flash","responseId":"r1"}

== client gets 200 sse same=upstream-1

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
