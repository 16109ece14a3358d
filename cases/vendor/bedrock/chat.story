A client of Converse reaches Amazon Bedrock as it is: the model's colon stays escaped in the path, body and answer are untouched (S1.08, S4.15).

== client sends POST /model/eu.anthropic.claude-sonnet-4-5-v1%3A0/converse key=app
{"messages":[{"role":"user","content":[{"text":"Grüße?"}]}],"inferenceConfig":{"maxTokens":64},"x-new":1.50}

== upstream 1 gets POST /model/eu.anthropic.claude-sonnet-4-5-v1%3A0/converse same=client
+ authorization: Bearer sk-upstream-bedrock-only

== upstream 1 answers 200
{"metrics":{"latencyMs":7},"output":{"message":{"content":[{"text":"Grüß Gott."}],"role":"assistant"}},"stopReason":"end_turn","usage":{"inputTokens":9,"outputTokens":4,"totalTokens":13}}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
