A name that nobody knows is served by the default model, itself mapped, and billed as what served (S4.27).

== client sends POST /v1/chat/completions key=app
{"model" : "nobody-knows-it","messages":[{"role":"user","content":"Où?"}], "seed":1.50}

== upstream 1 gets POST /v1/chat/completions provider=second
{"model" : "house-model","messages":[{"role":"user","content":"Où?"}], "seed":1.50}

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"house-model","choices":[{"index":0,"message":{"role":"assistant","content":"Là."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}

== client gets 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"nobody-knows-it","choices":[{"index":0,"message":{"role":"assistant","content":"Là."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}

== receipt asked=nobody-knows-it model=house-model upstreamModel=house-model provider=second input=9 output=3 charge=0.000039
