AWS names its error in a header; a client of Anthropic hears it in Anthropic's words (F-03).

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

== upstream 1 answers 400
+ x-amzn-errortype: ServiceQuotaExceededException:http://internal.amazon.com/coral/com.amazon.bedrock/
{"message":"Your request exceeds the service quota for your account."}

== client gets 503
{"type":"error","error":{"type":"overloaded_error","message":"The upstream's own contingent for this model is used up.","code":"upstream_spent"},"request_id":"${any}"}

== receipt outcome=failed provider=main attempts=1 input=0 output=0 charge=0
