A stream of Anthropic on Vertex is asked for by the path and in the body, and passes event for event (J08).

== client sends POST /v1/messages
+ x-api-key: ${key:app}
+ anthropic-version: 2023-06-01
+ anthropic-beta: context-management-2025-06-27,interleaved-thinking-2025-05-14
{"stream":true,"model":"claude-sonnet-4-5@20250929","max_tokens":64,"messages":[{"role":"user","content":"Grüße?"}]}

== upstream 1 gets POST /v1/projects/p-1/locations/europe-west1/publishers/anthropic/models/claude-sonnet-4-5@20250929:streamRawPredict
+ authorization: Bearer ya29-upstream-vertex-only
+ anthropic-beta: context-management-2025-06-27,interleaved-thinking-2025-05-14
- anthropic-version
- x-api-key
{"stream":true,"anthropic_version":"vertex-2023-10-16","max_tokens":64,"messages":[{"role":"user","content":"Grüße?"}]}

== upstream 1 answers 200 sse
event: message_start
data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":9,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1}}}

event: content_block_start
data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

event: ping
data: {"type":"ping"}

event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grüß "}}

event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Gott."}}

event: content_block_stop
data: {"type":"content_block_stop","index":0}

event: message_delta
data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":4}}

event: message_stop
data: {"type":"message_stop"}

== client gets 200 sse same=upstream-1

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
