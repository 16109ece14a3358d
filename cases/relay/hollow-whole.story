A whole answer that says nothing is tried again, and an error if there is nobody else: never an empty success.

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions same=client provider=twice

== upstream 1 answers 200
{}

== upstream 2 gets POST /v1/chat/completions same=client provider=twice

== upstream 2 answers 200
{"id":"chatcmpl-2","object":"chat.completion","created":1780000000,"model":"gpt-4o-mini","choices":[]}

== client gets 502
{"error":{"message":"The upstream's answer breaks its own protocol.","type":"api_error","param":null,"code":"upstream_garbled"}}

== receipt outcome=failed attempts=2 charge=0

== possible cost provider=twice charge=0

== possible cost provider=twice charge=0
