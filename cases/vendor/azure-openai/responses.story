With an apiVersion the Responses API stands beside the deployments: its body names the model.

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

== client sends POST /v1/responses key=app
{"model":"my-deployment","input":"Grüße?","store":false}

== upstream 1 gets POST /openai/responses?api-version=2024-10-21 same=client
+ api-key: azure-upstream-key-only
- authorization

== upstream 1 answers 200
{"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"my-deployment","output":[{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Grüß Gott.","annotations":[]}]}],"usage":{"input_tokens":9,"output_tokens":4,"total_tokens":13}}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
