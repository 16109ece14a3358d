What DashScope finds improper is the client's 400, not ours to try again.

== client sends POST /v1/chat/completions key=app
{"model":"qwen-plus","messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /compatible-mode/v1/chat/completions same=client

== upstream 1 answers 400
{"error":{"code":"data_inspection_failed","param":null,"message":"Input data may contain inappropriate content.","type":"data_inspection_failed"},"request_id":"r-1"}

== client gets 400
{"error":{"message":"Input data may contain inappropriate content.","type":"invalid_request_error","param":null,"code":"content_filter"}}

== receipt outcome=failed provider=main attempts=1 input=0 output=0 charge=0
