A client of Messages reaches Anthropic as it is: body, version and answer untouched, the key in its own header (S4.15).

== client sends POST /v1/messages
+ x-api-key: ${key:app}
+ anthropic-version: 2023-06-01
{"model":"claude-sonnet-4-5","max_tokens":64,"x-new":1.50,"messages":[{"role":"user","content":"Grüße?"}]}

== upstream 1 gets POST /v1/messages same=client
+ x-api-key: sk-upstream-anthropic-only
+ anthropic-version: 2023-06-01
- authorization

== upstream 1 answers 200
{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"text","text":"Grüß Gott."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":4}}

== client gets 200 same=upstream-1

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
