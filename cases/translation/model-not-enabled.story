A model that the provider has not enabled yields the provider's reason, not a generic failure (S2.15).

== client sends POST /v1/chat/completions key=app
{"model":"on-bedrock","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /model/on-bedrock/converse provider=converse
{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}

== upstream 1 answers 403
+ x-amzn-errortype: AccessDeniedException
{"message":"You don't have access to the model with the specified model ID."}

== client gets 404
{"error":{"message":"You don't have access to the model with the specified model ID.","type":"invalid_request_error","param":"model","code":"model_not_available"}}

== receipt outcome=failed provider=converse input=0 output=0 charge=0
