A call that names no model is served by the default one, which is written into the body (S4.27).

== client sends POST /v1/chat/completions key=app
{"messages":[{"role":"user","content":"Où?"}], "seed":1.50}

== upstream 1 gets POST /v1/chat/completions provider=second
{"model":"house-model","messages":[{"role":"user","content":"Où?"}], "seed":1.50}

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"house-model","choices":[{"index":0,"message":{"role":"assistant","content":"Là."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}

== client gets 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"house-model","choices":[{"index":0,"message":{"role":"assistant","content":"Là."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}

== receipt model=house-model upstreamModel=house-model provider=second input=9 output=3 charge=0.000039
