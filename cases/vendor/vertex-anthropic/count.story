Tokens are counted where Vertex counts them, by a model of that name; the model that is meant stays in the body.

== client sends POST /v1/messages/count_tokens
+ x-api-key: ${key:app}
+ anthropic-version: 2023-06-01
{"model":"claude-sonnet-4-5@20250929","messages":[{"role":"user","content":"Grüße?"}]}

== upstream 1 gets POST /v1/projects/p-1/locations/europe-west1/publishers/anthropic/models/count-tokens:rawPredict
+ authorization: Bearer ya29-upstream-vertex-only
{"anthropic_version":"vertex-2023-10-16","model":"claude-sonnet-4-5@20250929","messages":[{"role":"user","content":"Grüße?"}]}

== upstream 1 answers 200
{"input_tokens":11}

== client gets 200 same=upstream-1
