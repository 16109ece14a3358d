The operator's guardrail looks at translated calls too; what it says reaches a client of OpenAI's chat as filtered content (A34).

== resources
apiVersion: pontage.dev/v1
kind: Provider
metadata: {name: main}
spec:
  vendor: bedrock
  region: eu-west-1
  baseUrl: ${upstream:main}
  credentials:
  - {name: only, apiKey: sk-upstream-bedrock-only}
  models: ["eu.anthropic.claude-sonnet-4-5-v1:0"]
  guardrail: {id: gr1abc, version: "7", trace: enabled_full}
---
apiVersion: pontage.dev/v1
kind: Key
metadata: {name: app}
spec: {account: root, value: "${key:app}"}

== client sends POST /v1/chat/completions key=app
{"model":"eu.anthropic.claude-sonnet-4-5-v1:0","max_tokens":64,"messages":[{"role":"user","content":"Grüße?"}]}

== upstream 1 gets POST /model/eu.anthropic.claude-sonnet-4-5-v1%3A0/converse
+ authorization: Bearer sk-upstream-bedrock-only
{"guardrailConfig":{"guardrailIdentifier":"gr1abc","guardrailVersion":"7","trace":"enabled_full"},"messages":[{"role":"user","content":[{"text":"Grüße?"}]}],"inferenceConfig":{"maxTokens":64}}

== upstream 1 answers 200
{"metrics":{"latencyMs":7},"output":{"message":{"content":[{"text":"Das geht nicht."}],"role":"assistant"}},"stopReason":"guardrail_intervened","usage":{"inputTokens":9,"outputTokens":4,"totalTokens":13}}

== client gets 200
{"id":"chatcmpl-${any}","object":"chat.completion","created":${any},"model":"eu.anthropic.claude-sonnet-4-5-v1:0","system_fingerprint":"fp_6ac1f415","choices":[{"index":0,"message":{"role":"assistant","content":"Das geht nicht.","refusal":null},"logprobs":null,"finish_reason":"content_filter"}],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

== receipt outcome=served provider=main input=9 output=4
