Google says in its own words that a model is not there; the client hears it in Anthropic's, and nothing of whose project it is (F-05, S-43).

== client sends POST /v1/messages
+ x-api-key: ${key:app}
+ anthropic-version: 2023-06-01
+ anthropic-beta: context-management-2025-06-27,interleaved-thinking-2025-05-14
{"model":"claude-sonnet-4-5@20250929","max_tokens":64,"messages":[{"role":"user","content":"Grüße?"}]}

== upstream 1 gets POST /v1/projects/p-1/locations/europe-west1/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict
+ authorization: Bearer ya29-upstream-vertex-only
+ anthropic-beta: context-management-2025-06-27,interleaved-thinking-2025-05-14
- anthropic-version
- x-api-key
{"anthropic_version":"vertex-2023-10-16","max_tokens":64,"messages":[{"role":"user","content":"Grüße?"}]}

== upstream 1 answers 404
{"error":{"code":404,"message":"Publisher Model `projects/p-1/locations/europe-west1/publishers/anthropic/models/claude-sonnet-4-5@20250929` was not found or your project does not have access to it.","status":"NOT_FOUND"}}

== client gets 404
{"type":"error","error":{"type":"not_found_error","message":"Publisher Model `projects/[redacted]/locations/europe-west1/publishers/anthropic/models/claude-sonnet-4-5@20250929` was not found or your project does not have access to it.","code":"model_not_available","param":"model"},"request_id":"${any}"}

== receipt outcome=failed provider=main attempts=1 input=0 output=0 charge=0
