A stream of a legacy completion is asked for its usage too, which a client that did not ask does not see (C3).

== client sends POST /v1/completions key=app
{"model":"gpt-3.5-turbo-instruct","prompt":"Où est","stream":true}

== upstream 1 gets POST /v1/completions
{"stream_options":{"include_usage":true},"model":"gpt-3.5-turbo-instruct","prompt":"Où est","stream":true}

== upstream 1 answers 200 sse
data: {"id":"cmpl-1","object":"text_completion","created":1780000000,"model":"gpt-3.5-turbo-instruct","choices":[{"text":" la","index":0,"logprobs":null,"finish_reason":null}]}

data: {"id":"cmpl-1","object":"text_completion","created":1780000000,"model":"gpt-3.5-turbo-instruct","choices":[{"text":" gare, là?","index":0,"logprobs":null,"finish_reason":"stop"}]}

data: {"id":"cmpl-1","object":"text_completion","created":1780000000,"model":"gpt-3.5-turbo-instruct","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12}}

data: [DONE]

== client gets 200 sse
data: {"id":"cmpl-1","object":"text_completion","created":1780000000,"model":"gpt-3.5-turbo-instruct","choices":[{"text":" la","index":0,"logprobs":null,"finish_reason":null}]}

data: {"id":"cmpl-1","object":"text_completion","created":1780000000,"model":"gpt-3.5-turbo-instruct","choices":[{"text":" gare, là?","index":0,"logprobs":null,"finish_reason":"stop"}]}

data: [DONE]

== receipt operation=completions input=5 output=7 usageSource=provider charge=0.0000215
