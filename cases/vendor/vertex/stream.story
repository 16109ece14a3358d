A stream of Vertex passes event for event; what tells only of the traffic is no usage.

== client sends POST /v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse
+ x-goog-api-key: ${key:app}
{"contents":[{"role":"user","parts":[{"text":"Grüße?"}]}],"x-new":1.50}

== upstream 1 gets POST /v1/projects/p-1/locations/global/publishers/google/models/gemini-2.5-flash:streamGenerateContent?alt=sse same=client
+ authorization: Bearer ya29-upstream-vertex-only
- x-goog-api-key

== upstream 1 answers 200 sse
data: {"candidates":[{"content":{"role":"model","parts":[{"text":"Grüß "}]}}],"usageMetadata":{"trafficType":"ON_DEMAND"},"modelVersion":"gemini-2.5-flash"}

data: {"candidates":[{"content":{"role":"model","parts":[{"text":"Gott."}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":4,"totalTokenCount":13,"trafficType":"ON_DEMAND"},"modelVersion":"gemini-2.5-flash"}

== client gets 200 sse same=upstream-1

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
