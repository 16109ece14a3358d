An exhausted contingent is 429 in Google's shape, with the wait that Google named.

== client sends POST /v1beta/models/gemini-2.5-flash:generateContent
+ x-goog-api-key: ${key:app}
{"contents":[{"role":"user","parts":[{"text":"Grüße?"}]}],"x-new":1.50}

== upstream 1 gets POST /v1/projects/p-1/locations/global/publishers/google/models/gemini-2.5-flash:generateContent same=client
+ authorization: Bearer ya29-upstream-vertex-only
- x-goog-api-key

== upstream 1 answers 429
{"error":{"code":429,"message":"Resource exhausted. Please try again later.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"7s"}]}}

== client gets 429
+ retry-after: 7
{"error":{"code":429,"message":"The upstream is at its rate limit for this model.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"RATE_LIMIT_EXCEEDED","domain":"gateway"},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"7s"}]}}

== receipt outcome=failed provider=main attempts=1 input=0 output=0 charge=0
