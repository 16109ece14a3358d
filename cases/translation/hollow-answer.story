A success that says nothing is a failure of the upstream, not an empty answer (A33, H12).

== client sends POST /v1/chat/completions key=app
{"model":"on-anthropic","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/messages provider=messages
{"model":"on-anthropic","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 answers 200
{}

== client gets 502
{"error":{"message":"The upstream's answer breaks its own protocol.","type":"api_error","param":null,"code":"upstream_garbled"}}

== receipt outcome=failed charge=0

== possible cost provider=messages charge=0
