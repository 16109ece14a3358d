A prompt that Azure's filter blocks is the client's 400, with Azure's inner code (E-cases of Azure).

== client sends POST /v1/chat/completions key=app
{"model":"my-deployment","messages":[{"role":"user","content":"Grüße?"}],"x-new":1.50}

== upstream 1 gets POST /openai/v1/chat/completions same=client
+ api-key: azure-upstream-key-only
- authorization

== upstream 1 answers 400
{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"hate":{"filtered":true,"severity":"high"}}}}}

== client gets 400
{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":"invalid_request_error","param":null,"code":"content_filter"}}

== receipt outcome=failed provider=main attempts=1 input=0 output=0 charge=0
