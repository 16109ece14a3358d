The same frames reach a client of OpenAI's chat as chunks of its own.

== client sends POST /v1/chat/completions key=app
{"model":"eu.anthropic.claude-sonnet-4-5-20250929-v1:0","max_tokens":64,"stream":true,"messages":[{"role":"user","content":"Grüße?"}]}

== upstream 1 gets POST /model/eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke-with-response-stream ~json
+ authorization: Bearer sk-upstream-bedrock-only
{"anthropic_version":"bedrock-2023-05-31","max_tokens":64,"messages":[{"role":"user","content":"Grüße?"}]}

== upstream 1 answers 200 frames
chunk {"bytes":"eyJ0eXBlIjoibWVzc2FnZV9zdGFydCIsIm1lc3NhZ2UiOnsiaWQiOiJtc2dfMSIsInR5cGUiOiJtZXNzYWdlIiwicm9sZSI6ImFzc2lzdGFudCIsIm1vZGVsIjoiY2xhdWRlLXNvbm5ldC00LTUtMjAyNTA5MjkiLCJjb250ZW50IjpbXSwic3RvcF9yZWFzb24iOm51bGwsInN0b3Bfc2VxdWVuY2UiOm51bGwsInVzYWdlIjp7ImlucHV0X3Rva2VucyI6OSwiY2FjaGVfY3JlYXRpb25faW5wdXRfdG9rZW5zIjowLCJjYWNoZV9yZWFkX2lucHV0X3Rva2VucyI6MCwib3V0cHV0X3Rva2VucyI6MX19fQ==","p":"a"}
chunk {"bytes":"eyJ0eXBlIjoiY29udGVudF9ibG9ja19zdGFydCIsImluZGV4IjowLCJjb250ZW50X2Jsb2NrIjp7InR5cGUiOiJ0ZXh0IiwidGV4dCI6IiJ9fQ==","p":"ab"}
chunk {"bytes":"eyJ0eXBlIjoicGluZyJ9","p":"abc"}
chunk {"bytes":"eyJ0eXBlIjoiY29udGVudF9ibG9ja19kZWx0YSIsImluZGV4IjowLCJkZWx0YSI6eyJ0eXBlIjoidGV4dF9kZWx0YSIsInRleHQiOiJHcsO8w58gIn19","p":"abcd"}
chunk {"bytes":"eyJ0eXBlIjoiY29udGVudF9ibG9ja19kZWx0YSIsImluZGV4IjowLCJkZWx0YSI6eyJ0eXBlIjoidGV4dF9kZWx0YSIsInRleHQiOiJHb3R0LiJ9fQ==","p":"abcde"}
chunk {"bytes":"eyJ0eXBlIjoiY29udGVudF9ibG9ja19zdG9wIiwiaW5kZXgiOjB9","p":"abcdef"}
chunk {"bytes":"eyJ0eXBlIjoibWVzc2FnZV9kZWx0YSIsImRlbHRhIjp7InN0b3BfcmVhc29uIjoiZW5kX3R1cm4iLCJzdG9wX3NlcXVlbmNlIjpudWxsfSwidXNhZ2UiOnsib3V0cHV0X3Rva2VucyI6NH19","p":"abcdefg"}
chunk {"bytes":"eyJ0eXBlIjoibWVzc2FnZV9zdG9wIiwiYW1hem9uLWJlZHJvY2staW52b2NhdGlvbk1ldHJpY3MiOnsiaW5wdXRUb2tlbkNvdW50Ijo5LCJvdXRwdXRUb2tlbkNvdW50Ijo0LCJpbnZvY2F0aW9uTGF0ZW5jeSI6NzAwLCJmaXJzdEJ5dGVMYXRlbmN5IjozMDB9fQ==","p":"abcdefgh"}

== client gets 200 sse
data: {"id":"msg_1","object":"chat.completion.chunk","created":${any},"model":"eu.anthropic.claude-sonnet-4-5-20250929-v1:0","system_fingerprint":"fp_8ae53409","choices":[{"index":0,"delta":{"role":"assistant","content":"Grüß "},"finish_reason":null}]}

data: {"id":"msg_1","object":"chat.completion.chunk","created":${any},"model":"eu.anthropic.claude-sonnet-4-5-20250929-v1:0","system_fingerprint":"fp_8ae53409","choices":[{"index":0,"delta":{"content":"Gott."},"finish_reason":null}]}

data: {"id":"msg_1","object":"chat.completion.chunk","created":${any},"model":"eu.anthropic.claude-sonnet-4-5-20250929-v1:0","system_fingerprint":"fp_8ae53409","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

data: [DONE]

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
