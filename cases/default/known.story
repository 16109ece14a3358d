A name that a provider lists is served by that provider, whatever the default is (S4.27).

== client sends POST /v1/chat/completions key=app
{"model":"other","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions same=client

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"other","choices":[{"index":0,"message":{"role":"assistant","content":"Yes."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}

== client gets 200 same=upstream-1

== receipt asked=other model=other provider=main input=9 output=3 charge=0.000015
