A call of a tool comes back as Bedrock wrote it.

== client sends POST /model/eu.anthropic.claude-sonnet-4-5-v1%3A0/converse key=app
{"messages":[{"role":"user","content":[{"text":"Grüße?"}]}],"toolConfig":{"tools":[{"toolSpec":{"name":"get_weather","inputSchema":{"json":{"type":"object"}}}}]},"inferenceConfig":{"maxTokens":64}}

== upstream 1 gets POST /model/eu.anthropic.claude-sonnet-4-5-v1%3A0/converse same=client
+ authorization: Bearer sk-upstream-bedrock-only

== upstream 1 answers 200
{"metrics":{"latencyMs":7},"output":{"message":{"content":[{"toolUse":{"input":{"city":"Köln"},"name":"get_weather","toolUseId":"tooluse_1"}}],"role":"assistant"}},"stopReason":"tool_use","usage":{"inputTokens":30,"outputTokens":20,"totalTokens":50}}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=30 output=20 charge=0.00007
