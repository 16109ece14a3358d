Cached tokens are counted beside the input and never twice: written at 1.25, read at 0.10 (L-01).

== client sends POST /v1/messages
+ x-api-key: ${key:app}
+ anthropic-version: 2023-06-01
+ anthropic-beta: context-management-2025-06-27,interleaved-thinking-2025-05-14
{"model":"eu.anthropic.claude-sonnet-4-5-20250929-v1:0","max_tokens":64,"messages":[{"role":"user","content":"Grüße?"}]}

== upstream 1 gets POST /model/eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke
+ authorization: Bearer sk-upstream-bedrock-only
+ accept: application/json
+ x-amzn-bedrock-guardrailidentifier: gr1abc
+ x-amzn-bedrock-guardrailversion: 3
+ x-amzn-bedrock-trace: ENABLED
- anthropic-version
- anthropic-beta
- x-api-key
{"anthropic_version":"bedrock-2023-05-31","anthropic_beta":["context-management-2025-06-27","interleaved-thinking-2025-05-14"],"max_tokens":64,"messages":[{"role":"user","content":"Grüße?"}]}

== upstream 1 answers 200
{"id":"msg_bdrk_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[{"type":"text","text":"Grüß Gott."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,"cache_creation_input_tokens":100,"cache_read_input_tokens":1000,"output_tokens":4}}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=9 cacheRead=1000 cacheWrite5m=100 output=4 charge=0.000242
