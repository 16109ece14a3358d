An exception that comes as a frame after text ends the client's stream in its own error form (F-11, A29).

== client sends POST /v1/messages
+ x-api-key: ${key:app}
+ anthropic-version: 2023-06-01
+ anthropic-beta: context-management-2025-06-27,interleaved-thinking-2025-05-14
{"model":"eu.anthropic.claude-sonnet-4-5-20250929-v1:0","max_tokens":64,"messages":[{"role":"user","content":"Grüße?"}],"stream":true}

== upstream 1 gets POST /model/eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke-with-response-stream
+ authorization: Bearer sk-upstream-bedrock-only
+ accept: application/json
+ x-amzn-bedrock-guardrailidentifier: gr1abc
+ x-amzn-bedrock-guardrailversion: 3
+ x-amzn-bedrock-trace: ENABLED
- anthropic-version
- anthropic-beta
- x-api-key
{"anthropic_version":"bedrock-2023-05-31","anthropic_beta":["context-management-2025-06-27","interleaved-thinking-2025-05-14"],"max_tokens":64,"messages":[{"role":"user","content":"Grüße?"}]}

== upstream 1 answers 200 frames
chunk {"bytes":"eyJ0eXBlIjoibWVzc2FnZV9zdGFydCIsIm1lc3NhZ2UiOnsiaWQiOiJtc2dfMSIsInR5cGUiOiJtZXNzYWdlIiwicm9sZSI6ImFzc2lzdGFudCIsIm1vZGVsIjoiY2xhdWRlLXNvbm5ldC00LTUtMjAyNTA5MjkiLCJjb250ZW50IjpbXSwic3RvcF9yZWFzb24iOm51bGwsInN0b3Bfc2VxdWVuY2UiOm51bGwsInVzYWdlIjp7ImlucHV0X3Rva2VucyI6OSwiY2FjaGVfY3JlYXRpb25faW5wdXRfdG9rZW5zIjowLCJjYWNoZV9yZWFkX2lucHV0X3Rva2VucyI6MCwib3V0cHV0X3Rva2VucyI6MX19fQ==","p":"a"}
chunk {"bytes":"eyJ0eXBlIjoiY29udGVudF9ibG9ja19zdGFydCIsImluZGV4IjowLCJjb250ZW50X2Jsb2NrIjp7InR5cGUiOiJ0ZXh0IiwidGV4dCI6IiJ9fQ==","p":"ab"}
chunk {"bytes":"eyJ0eXBlIjoicGluZyJ9","p":"abc"}
chunk {"bytes":"eyJ0eXBlIjoiY29udGVudF9ibG9ja19kZWx0YSIsImluZGV4IjowLCJkZWx0YSI6eyJ0eXBlIjoidGV4dF9kZWx0YSIsInRleHQiOiJHcsO8w58gIn19","p":"abcd"}
!throttlingException {"message":"Too many tokens, please wait before trying again."}

== client gets 200 sse
event: message_start
data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":9,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1}}}

event: content_block_start
data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

event: ping
data: {"type":"ping"}

event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grüß "}}

event: error
data: {"type":"error","error":{"type":"rate_limit_error","message":"The upstream is at its rate limit for this model.","code":"rate_limit_exceeded"},"request_id":"${any}"}

== receipt outcome=cut provider=main
