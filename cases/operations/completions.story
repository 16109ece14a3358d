A legacy completion passes byte for byte, both ways (S4.15).

== client sends POST /v1/completions key=app
{"model":"gpt-3.5-turbo-instruct","prompt":"Où est","max_tokens":7,"temperature":0.0}

== upstream 1 gets POST /v1/completions same=client

== upstream 1 answers 200
{"id":"cmpl-1","object":"text_completion","created":1780000000,"model":"gpt-3.5-turbo-instruct",
 "choices":[{"text":" la gare, là?","index":0,"logprobs":null,"finish_reason":"length"}],"usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12}}

== client gets 200 same=upstream-1

== receipt operation=completions input=5 output=7 usageSource=provider charge=0.0000215
