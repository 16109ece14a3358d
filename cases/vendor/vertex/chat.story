A client of Gemini reaches Vertex below its project with an access token; body and answer are untouched (D21, S4.15).

== client sends POST /v1beta/models/gemini-2.5-flash:generateContent
+ x-goog-api-key: ${key:app}
{"contents":[{"role":"user","parts":[{"text":"Grüße?"}]}],"x-new":1.50}

== upstream 1 gets POST /v1/projects/p-1/locations/global/publishers/google/models/gemini-2.5-flash:generateContent same=client
+ authorization: Bearer ya29-upstream-vertex-only
- x-goog-api-key

== upstream 1 answers 200
{"candidates":[{"content":{"role":"model","parts":[{"text":"Grüß Gott."}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":4,"totalTokenCount":13,"trafficType":"ON_DEMAND"},"modelVersion":"gemini-2.5-flash"}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
