A spent contingent at OpenAI is 503 to the client, whose own budget is in order.

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o","messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 429
{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}

== client gets 503
{"error":{"message":"The upstream's own contingent for this model is used up.","type":"api_error","param":null,"code":"upstream_spent"}}

== receipt outcome=failed provider=main attempts=1 input=0 output=0 charge=0
