Embeddings pass byte for byte, both ways, and their input is billed (S4.15).

== client sends POST /v1/embeddings key=app
{"model":"text-embedding-3-small","input":["Où est la gare?","駅"],"encoding_format":"float", "dimensions":2}

== upstream 1 gets POST /v1/embeddings same=client
+ authorization: Bearer sk-upstream-main-only

== upstream 1 answers 200
{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.10,-1.0e-05]},{"object":"embedding","index":1,"embedding":[1,0]}],
 "model":"text-embedding-3-small","usage":{"prompt_tokens":8,"total_tokens":8}}

== client gets 200 same=upstream-1
+ x-pontage-charge-usd: 0.00000016

== receipt operation=embeddings input=8 output=0 usageSource=provider charge=0.00000016
