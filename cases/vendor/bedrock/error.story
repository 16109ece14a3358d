A throttled call that nobody else can take over is 429 in the shape that AWS's SDKs know.

== client sends POST /model/eu.anthropic.claude-sonnet-4-5-v1%3A0/converse key=app
{"messages":[{"role":"user","content":[{"text":"Grüße?"}]}],"inferenceConfig":{"maxTokens":64},"x-new":1.50}

== upstream 1 gets POST /model/eu.anthropic.claude-sonnet-4-5-v1%3A0/converse same=client
+ authorization: Bearer sk-upstream-bedrock-only

== upstream 1 answers 429
+ x-amzn-errortype: ThrottlingException:http://internal.amazon.com/coral/com.amazon.bedrock/
{"message":"Too many requests, please wait before trying again."}

== client gets 429
+ x-amzn-errortype: ThrottlingException
{"message":"The upstream is at its rate limit for this model."}

== receipt outcome=failed provider=main attempts=1 input=0 output=0 charge=0
