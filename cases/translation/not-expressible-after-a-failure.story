A candidate that cannot be asked this is passed over, and what the other one failed of is told.

== resources
apiVersion: pontage.dev/v1
kind: Provider
metadata: {name: chats}
spec:
  dialect: openai
  baseUrl: ${upstream:chats}/v1
  credentials: [{name: only, apiKey: sk-upstream-chats}]
  models: [one]
  price: free
---
apiVersion: pontage.dev/v1
kind: Provider
metadata: {name: messages}
spec:
  dialect: anthropic
  baseUrl: ${upstream:messages}/v1
  credentials: [{name: only, apiKey: sk-upstream-messages}]
  models: [two]
  price: free
---
apiVersion: pontage.dev/v1
kind: ModelMap
metadata: {name: everyone}
spec: {rules: {both: [one, two]}}
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
{"model":"both","n":2,"stream":true,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions provider=chats
{"stream_options":{"include_usage":true},"model":"one","n":2,"stream":true,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 answers 503
{"error":{"message":"Overloaded","type":"server_error"}}

== client gets 503
{"error":{"message":"The upstream is overloaded.","type":"api_error","param":null,"code":"upstream_overloaded"}}

== receipt outcome=failed attempts=1 charge=0
