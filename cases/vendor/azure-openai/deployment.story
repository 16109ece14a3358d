With an apiVersion the deployment stands in the path, and the version in the query.

== resources
apiVersion: pontage.dev/v1
kind: Provider
metadata: {name: main}
spec:
  vendor: azure-openai
  baseUrl: ${upstream:main}/openai
  apiVersion: 2024-10-21
  credentials:
  - {name: only, apiKey: azure-upstream-key-only}
  models: ["my-deployment"]
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
---
apiVersion: pontage.dev/v1
kind: PriceBook
metadata: {name: usd}
spec:
  models:
    "my-deployment": {input: "1.00", cacheRead: "0.10", cacheWrite5m: "1.25", output: "2.00"}

== client sends POST /v1/chat/completions key=app
{"model":"my-deployment","messages":[{"role":"user","content":"Grüße?"}],"x-new":1.50}

== upstream 1 gets POST /openai/deployments/my-deployment/chat/completions?api-version=2024-10-21 same=client
+ api-key: azure-upstream-key-only
- authorization

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"my-deployment","choices":[{"index":0,"message":{"role":"assistant","content":"Grüß Gott."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
