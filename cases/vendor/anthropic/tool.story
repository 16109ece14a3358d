A call of a tool, with the thought before it and its signature, comes back as Anthropic wrote it.

== client sends POST /anthropic/v1/messages
+ x-api-key: ${key:app}
+ anthropic-version: 2023-06-01
{"model":"claude-sonnet-4-5","max_tokens":64,"thinking":{"type":"enabled","budget_tokens":1024},"tools":[{"name":"get_weather","input_schema":{"type":"object"}}],"messages":[{"role":"user","content":"Grüße?"}]}

== upstream 1 gets POST /v1/messages same=client
+ x-api-key: sk-upstream-anthropic-only
+ anthropic-version: 2023-06-01
- authorization

== upstream 1 answers 200
{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"thinking","thinking":"Hm.","signature":"c2ln"},{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{"city":"Köln"}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":30,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":20}}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=30 output=20 charge=0.00007
