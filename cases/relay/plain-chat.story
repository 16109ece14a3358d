A chat call to an upstream that speaks the client's own dialect is passed through byte for byte, both ways.

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o", "temperature":1.10,
 "messages":[{"role":"user","content":"Où est la gare? 駅はどこ?"}],
 "a_field_of_tomorrow":{"z":1,"a":12345678901234567890}}

== upstream 1 gets POST /v1/chat/completions provider=main same=client
+ authorization: Bearer sk-upstream-main-only
+ content-type: application/json
+ accept-encoding: identity
- x-pontage-provider

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"gpt-4o",
 "choices":[{"index":0,"message":{"role":"assistant","content":"Là-bas. あそこ。"},"finish_reason":"stop"}],
 "usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}, "x_new":1e2}

== client gets 200 same=upstream-1
+ content-type: application/json
+ x-request-id: ${any}

== receipt provider=main model=gpt-4o upstreamModel=gpt-4o attempts=1 input=9 output=3 usageSource=provider charge=0.0000525
