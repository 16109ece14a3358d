A spent quota of Gemini is told in the shape that its SDKs know.

== client sends POST /gemini/v1beta/models/gemini-2.5-flash:generateContent
+ x-goog-api-key: ${key:app}
{"contents":[{"role":"user","parts":[{"text":"Grüße?"}]}],"generationConfig":{"maxOutputTokens":64}}

== upstream 1 gets POST /v1beta/models/gemini-2.5-flash:generateContent same=client
+ x-goog-api-key: sk-upstream-gemini-only
- authorization

== upstream 1 answers 429
{"error":{"code":429,"message":"Resource has been exhausted (e.g. check quota).","status":"RESOURCE_EXHAUSTED"}}

== client gets 429
{"error":{"code":429,"message":"The upstream is at its rate limit for this model.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"RATE_LIMIT_EXCEEDED","domain":"gateway"},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"1s"}]}}

== receipt outcome=failed provider=main attempts=1 input=0 output=0 charge=0
