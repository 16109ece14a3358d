The default model can be changed while the gateway runs, and then serves who asks for a GPT (S2.03).

== resources
# An installation that has Bedrock alone, and the map that is shipped for it.
apiVersion: pontage.dev/v1
kind: Provider
metadata: {name: converse}
spec:
  dialect: bedrock
  baseUrl: ${upstream:converse}
  credentials: [{name: only, apiKey: sk-upstream-converse}]
  price: free
---
apiVersion: pontage.dev/v1
kind: ModelMap
metadata: {name: everyone}
spec: {shipped: bedrock-eu, rules: {claude-opus-4-5: eu.anthropic.claude-opus-4-5-20251101-v1:0}}
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
kind: Setting
metadata: {name: defaultModel}
spec: {value: "mistral.mistral-large-2402-v1:0"}

== client sends POST /api/v1/chat/completions key=app
{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /model/mistral.mistral-large-2402-v1%3A0/converse provider=converse
{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}

== upstream 1 answers 200
{"metrics":{"latencyMs":7},"output":{"message":{"role":"assistant","content":[{"text":"Grüezi."}]}},"stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":2,"totalTokens":5}}

== client gets 200
{"id":"chatcmpl-${any}","object":"chat.completion","created":${any},"model":"gpt-4o","system_fingerprint":"fp_b622db1d","choices":[{"index":0,"message":{"role":"assistant","content":"Grüezi.","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

== receipt asked=gpt-4o provider=converse input=3 output=2
