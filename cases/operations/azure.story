Where a provider has an API version its models are deployments in the path, as Azure has them, and the key has a header of its own.

== resources
apiVersion: pontage.dev/v1
kind: Provider
metadata: {name: main}
spec:
  dialect: openai
  baseUrl: ${upstream:main}/openai
  apiVersion: 2024-10-21
  auth: {header: api-key}
  credentials: [{name: only, apiKey: azure-key}]
  models: [my-gpt]
  price: free
---
apiVersion: pontage.dev/v1
kind: Account
metadata: {name: team-a}
spec: {parent: root, type: team}
---
apiVersion: pontage.dev/v1
kind: Key
metadata: {name: app}
spec: {account: team-a, value: "${key:app}"}

== client sends POST /v1/chat/completions key=app
{"model":"my-gpt","messages":[{"role":"user","content":"Grüße?"}]}

== upstream 1 gets POST /openai/deployments/my-gpt/chat/completions?api-version=2024-10-21 same=client
+ api-key: azure-key
- authorization

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"gpt-4o-2024-11-20","prompt_filter_results":[],"choices":[{"index":0,"message":{"role":"assistant","content":"Grüß Gott."},"finish_reason":"stop","content_filter_results":{}}],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}

== client gets 200 same=upstream-1

== receipt provider=main input=9 output=4
