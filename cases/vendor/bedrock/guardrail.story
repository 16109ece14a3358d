The operator's guardrail looks at every call: it stands in the body of a client of Converse, which is untouched but for that.

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
  guardrail: {id: gr1abc, version: DRAFT}
---
apiVersion: pontage.dev/v1
kind: Key
metadata: {name: app}
spec: {account: root, value: "${key:app}"}

== client sends POST /model/eu.anthropic.claude-sonnet-4-5-v1%3A0/converse key=app
{"messages":[{"role":"user","content":[{"text":"Grüße?"}]}],"inferenceConfig":{"maxTokens":64},"x-new":1.50}

== upstream 1 gets POST /model/eu.anthropic.claude-sonnet-4-5-v1%3A0/converse
+ authorization: Bearer sk-upstream-bedrock-only
{"guardrailConfig":{"guardrailIdentifier":"gr1abc","guardrailVersion":"DRAFT","trace":"disabled"},"messages":[{"role":"user","content":[{"text":"Grüße?"}]}],"inferenceConfig":{"maxTokens":64},"x-new":1.50}

== upstream 1 answers 200
{"metrics":{"latencyMs":7},"output":{"message":{"content":[{"text":"Das geht nicht."}],"role":"assistant"}},"stopReason":"guardrail_intervened","usage":{"inputTokens":9,"outputTokens":4,"totalTokens":13}}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=9 output=4
