A call of a tool comes back as Vertex wrote it.

== client sends POST /v1beta/models/gemini-2.5-flash:generateContent
+ x-goog-api-key: ${key:app}
{"contents":[{"role":"user","parts":[{"text":"Grüße?"}]}],"tools":[{"functionDeclarations":[{"name":"get_weather","parameters":{"type":"OBJECT","properties":{"city":{"type":"STRING"}}}}]}],"x-new":1.50}

== upstream 1 gets POST /v1/projects/p-1/locations/global/publishers/google/models/gemini-2.5-flash:generateContent same=client
+ authorization: Bearer ya29-upstream-vertex-only
- x-goog-api-key

== upstream 1 answers 200
{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"get_weather","args":{"city":"Köln"}}}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":30,"candidatesTokenCount":20,"totalTokenCount":50},"modelVersion":"gemini-2.5-flash"}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=30 output=20 charge=0.00007
