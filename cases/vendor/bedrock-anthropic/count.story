InvokeModel counts no tokens: the answer is an estimate, and nobody is called.

== client sends POST /v1/messages/count_tokens
+ x-api-key: ${key:app}
+ anthropic-version: 2023-06-01
{"model":"eu.anthropic.claude-sonnet-4-5-20250929-v1:0","messages":[{"role":"user","content":"Grüße?"}]}

== client gets 200
+ x-pontage-usage-source: estimated
{"input_tokens":2}
