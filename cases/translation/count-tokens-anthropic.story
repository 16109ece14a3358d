Tokens are counted by an upstream that can, for nothing (A21).

== client sends POST /v1/messages/count_tokens
+ x-api-key: ${key:app}
+ anthropic-version: 2023-06-01
{"model":"on-anthropic","system":"Be brief.","messages":[{"role":"user","content":"Wie ist das Wetter in Zürich?"}]}

== upstream 1 gets POST /v1/messages/count_tokens provider=messages same=client

== upstream 1 answers 200
{"input_tokens":23}

== client gets 200 same=upstream-1
- x-pontage-usage-source

== receipt operation=count_tokens asked=on-anthropic provider=messages input=0 output=0 usageSource=provider charge=0
