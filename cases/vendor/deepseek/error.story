An empty balance at DeepSeek (402) is 503 to the client, whose own budget is in order.

== client sends POST /v1/chat/completions key=app
{"model":"deepseek-chat","messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 402
{"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}}

== client gets 503
{"error":{"message":"The upstream's own contingent for this model is used up.","type":"api_error","param":null,"code":"upstream_spent"}}

== receipt outcome=failed provider=main attempts=1 input=0 output=0 charge=0
