Cached tokens are counted beside the input and never twice: written at 1.25, read at 0.10 (L-01).

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

== upstream 1 answers 200
{"id":"msg_vrtx_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[{"type":"text","text":"Grüß Gott."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,"cache_creation_input_tokens":100,"cache_read_input_tokens":1000,"output_tokens":4}}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=9 cacheRead=1000 cacheWrite5m=100 output=4 charge=0.000242
