Towards Anthropic on Bedrock the model and the wish for no stream stand in the path, the version and the betas in the body; all else stays, byte for byte, and so does the answer. The operator's guardrail goes along (F07, S4.15).

== client sends POST /v1/messages
+ x-api-key: ${key:app}
+ anthropic-version: 2023-06-01
+ anthropic-beta: context-management-2025-06-27,interleaved-thinking-2025-05-14
{"max_tokens":64, "stream": false , "model":"eu.anthropic.claude-sonnet-4-5-20250929-v1:0","messages":[{"role":"user","content":"Grüße?"}],"x-new":1.50}

== upstream 1 gets POST /model/eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke
+ authorization: Bearer sk-upstream-bedrock-only
+ accept: application/json
+ x-amzn-bedrock-guardrailidentifier: gr1abc
+ x-amzn-bedrock-guardrailversion: 3
+ x-amzn-bedrock-trace: ENABLED
- anthropic-version
- anthropic-beta
- x-api-key
{"max_tokens":64, "anthropic_version":"bedrock-2023-05-31","anthropic_beta":["context-management-2025-06-27","interleaved-thinking-2025-05-14"] ,"messages":[{"role":"user","content":"Grüße?"}],"x-new":1.50}

== upstream 1 answers 200
{"id":"msg_bdrk_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[{"type":"text","text":"Grüß Gott."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":4}}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
