An upstream's spent contingent is our 503, not the client's budget, and SDKs are told not to try it again.

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 429
{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}

== client gets 503
+ x-should-retry: false
{"error":{"message":"The upstream's own contingent for this model is used up.","type":"api_error","param":null,"code":"upstream_spent"}}
