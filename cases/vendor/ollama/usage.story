Ollama counts totals only: reasoning stays in the output.

== client sends POST /v1/chat/completions key=app
{"model":"llama3.2","reasoning_effort":"low","messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"llama3.2",
 "choices":[{"index":0,"message":{"role":"assistant","content":"Trüb.","reasoning":"Hm, Köln."},"finish_reason":"stop"}],
 "usage":{"prompt_tokens":26,"completion_tokens":14,"total_tokens":40}}

== client gets 200 same=upstream-1

== receipt input=26 output=14 reasoning=none usageSource=provider charge=0
