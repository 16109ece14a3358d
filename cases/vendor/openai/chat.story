OpenAI gets a chat as it was sent: its own roles and ceilings need no change (S1.08, S4.15).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o","max_completion_tokens":64,"messages":[{"role":"developer","content":"Sois bref."},{"role":"user","content":"Où?"}]}

== upstream 1 gets POST /v1/chat/completions same=client
+ authorization: Bearer sk-upstream-openai-only

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"gpt-4o",
 "choices":[{"index":0,"message":{"role":"assistant","content":"Là.","refusal":null,"annotations":[]},"finish_reason":"stop"}],
 "usage":{"prompt_tokens":12,"completion_tokens":3,"total_tokens":15}}

== client gets 200 same=upstream-1

== receipt provider=main model=gpt-4o input=12 output=3 usageSource=provider charge=0.000018
