Without alt=sse a stream of Gemini is one array, and comes through as that.

== client sends POST /v1beta/models/gemini-2.5-flash:streamGenerateContent
+ x-goog-api-key: ${key:app}
{"contents":[{"role":"user","parts":[{"text":"Grüße?"}]}],"generationConfig":{"maxOutputTokens":64}}

== upstream 1 gets POST /v1beta/models/gemini-2.5-flash:streamGenerateContent same=client
+ x-goog-api-key: sk-upstream-gemini-only
- authorization

== upstream 1 answers 200
[{"candidates":[{"content":{"parts":[{"text":"Grüß "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":9,"totalTokenCount":9}}
,
{"candidates":[{"content":{"parts":[{"text":"Gott."}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":4,"totalTokenCount":13}}
]

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
