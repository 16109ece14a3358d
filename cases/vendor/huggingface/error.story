Credits that are used up are the operator's affair: another provider is tried, and with none left the client hears that it is not its own doing (F-03).

== client sends POST /v1/chat/completions key=app
{"model":"openai/gpt-oss-20b:fireworks-ai","messages":[{"role":"user","content":"Grüße?"}],"x-new":1.50}

== upstream 1 gets POST /v1/chat/completions same=client
+ authorization: Bearer hf_upstream_only

== upstream 1 answers 402
{"error":"You have exceeded your monthly included credits for Inference Providers. Subscribe to PRO to get 20x more monthly included credits."}

== client gets 503
{"error":{"message":"The upstream's own contingent for this model is used up.","type":"api_error","param":null,"code":"upstream_spent"}}

== receipt outcome=failed provider=main attempts=1 input=0 output=0 charge=0
