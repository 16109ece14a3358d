A model that Ollama has not pulled is 404 with its reason.

== client sends POST /v1/chat/completions key=app
{"model":"llama3.2","messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 404
{"error":{"message":"model 'llama3.2' not found","type":"not_found_error","param":null,"code":null}}

== client gets 404
{"error":{"message":"model 'llama3.2' not found","type":"invalid_request_error","param":"model","code":"model_not_available"}}

== receipt outcome=failed provider=main attempts=1 input=0 output=0 charge=0
