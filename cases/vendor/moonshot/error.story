A rate limit of Moonshot is the 429 of our own form, with a wait.

== client sends POST /v1/chat/completions key=app
{"model":"kimi-k2","messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 429
{"error":{"message":"request reached organization max RPM: 3, please try again after 1 seconds","type":"rate_limit_reached_error"}}

== client gets 429
+ retry-after: 1
{"error":{"message":"The upstream is at its rate limit for this model.","type":"rate_limit_error","param":null,"code":"rate_limit_exceeded"}}

== receipt outcome=failed provider=main attempts=1 input=0 output=0 charge=0
