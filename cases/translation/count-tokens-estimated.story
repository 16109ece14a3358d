Towards an upstream that counts none the tokens are estimated here, which the answer says, and nobody is called.

== client sends POST /v1/messages/count_tokens
+ x-api-key: ${key:app}
+ anthropic-version: 2023-06-01
{"model":"on-openai","system":"Be brief.","messages":[{"role":"user","content":"Wie ist das Wetter in Zürich?"}]}

== client gets 200
+ x-pontage-usage-source: estimated
{"input_tokens":10}

== receipt operation=count_tokens outcome=served asked=on-openai attempts=0 input=0 output=0 usageSource=estimated charge=0
