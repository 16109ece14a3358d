"provider/model" names both, goes up without its prefix and comes back as asked (C4).

== client sends POST /v1/chat/completions key=app
{"model":"main/another","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions
{"model":"another","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 answers 200
{"model":"another","choices":[{"index":0,"message":{"role":"assistant","content":"é"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}

== client gets 200
{"model":"main/another","choices":[{"index":0,"message":{"role":"assistant","content":"é"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}

== receipt asked=main/another model=another upstreamModel=another charge=0.000011
