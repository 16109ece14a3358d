A call to Bedrock is signed with the provider's keys; the client's own key never goes up.

== resources
apiVersion: pontage.dev/v1
kind: Provider
metadata: {name: converse}
spec:
  dialect: bedrock
  baseUrl: ${upstream:converse}
  auth: {sigv4: bedrock}
  region: eu-central-1
  credentials: [{name: only, accessKeyId: AKIAIOSFODNN7EXAMPLE, secretAccessKey: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY}]
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
{"model":"amazon.nova-pro-v1:0","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /model/amazon.nova-pro-v1%3A0/converse provider=converse
+ authorization: ${any}
+ x-amz-date: ${any}
+ content-type: application/json
{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}

== upstream 1 answers 200
{"metrics":{"latencyMs":7},"output":{"message":{"role":"assistant","content":[{"text":"Grüezi."}]}},"stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":2,"totalTokens":5}}

== client gets 200
{"id":"chatcmpl-${any}","object":"chat.completion","created":${any},"model":"amazon.nova-pro-v1:0","system_fingerprint":"fp_17372428","choices":[{"index":0,"message":{"role":"assistant","content":"Grüezi.","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

== receipt provider=converse input=3 output=2
