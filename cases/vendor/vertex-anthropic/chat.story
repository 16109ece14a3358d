Towards Anthropic on Vertex the model moves from the body into the path and makes room for the version; all else stays, byte for byte, and so does the answer (J08, S4.15).

== client sends POST /v1/messages
+ x-api-key: ${key:app}
+ anthropic-version: 2023-06-01
+ anthropic-beta: context-management-2025-06-27,interleaved-thinking-2025-05-14
{ "model" : "claude-sonnet-4-5@20250929", "max_tokens":64,"messages":[{"role":"user","content":"Grüße?"}],"x-new":1.50}

== upstream 1 gets POST /v1/projects/p-1/locations/europe-west1/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict
+ authorization: Bearer ya29-upstream-vertex-only
+ anthropic-beta: context-management-2025-06-27,interleaved-thinking-2025-05-14
- anthropic-version
- x-api-key
{ "anthropic_version":"vertex-2023-10-16", "max_tokens":64,"messages":[{"role":"user","content":"Grüße?"}],"x-new":1.50}

== upstream 1 answers 200
{"id":"msg_vrtx_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[{"type":"text","text":"Grüß Gott."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":4}}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
