A stream that says nothing is a failure of the upstream, not an empty answer: another credential is asked, unseen.

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o-mini","stream":true,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions provider=twice
{"stream_options":{"include_usage":true},"model":"gpt-4o-mini","stream":true,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 answers 200 sse
data: [DONE]

== upstream 2 gets POST /v1/chat/completions provider=twice
{"stream_options":{"include_usage":true},"model":"gpt-4o-mini","stream":true,"messages":[{"role":"user","content":"Hi"}]}

== upstream 2 answers 200 sse
data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1780000000,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"role":"assistant","content":"Grüß Gott"},"finish_reason":"stop"}]}

data: [DONE]

== client gets 200 sse same=upstream-2

== receipt provider=twice attempts=2 usageSource=counted

== possible cost provider=twice charge=0
