A mapped name goes up as what serves it, and comes back as what was asked for; all else keeps its bytes (C4, C10).

== client sends POST /v1/chat/completions key=app
{"messages":[{"role":"user","content":"Où? model"}], "model" : "gpt-x", "seed":1.50}

== upstream 1 gets POST /v1/chat/completions
{"messages":[{"role":"user","content":"Où? model"}], "model" : "other", "seed":1.50}

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000, "model" :"other-2026-08-01",
 "choices":[{"index":0,"message":{"role":"assistant","content":"\"model\":\"other\" là"},"finish_reason":"stop"}],
 "usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}

== client gets 200
- x-pontage-provider
- x-pontage-upstream-model
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000, "model" :"gpt-x",
 "choices":[{"index":0,"message":{"role":"assistant","content":"\"model\":\"other\" là"},"finish_reason":"stop"}],
 "usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}

== receipt asked=gpt-x model=other upstreamModel=other input=9 output=3 usageSource=provider charge=0.000015
