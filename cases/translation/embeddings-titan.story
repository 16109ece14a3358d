Titan takes one text a call, so two texts are two calls of one request, one answer and one bill.

== client sends POST /v1/embeddings key=app
{"model":"amazon.titan-embed-text-v2:0","input":["eins","zwei"],"encoding_format":"base64"}

== upstream 1 gets POST /model/amazon.titan-embed-text-v2%3A0/invoke at-once provider=converse
{"inputText":"eins"}

== upstream 1 answers 200
{"embedding":[0.5,-0.25],"inputTextTokenCount":3}

== upstream 2 gets POST /model/amazon.titan-embed-text-v2%3A0/invoke at-once provider=converse
{"inputText":"zwei"}

== upstream 2 answers 200
{"embedding":[0.5,-0.25],"inputTextTokenCount":3}

== client gets 200
{"object":"list","data":[{"object":"embedding","index":0,"embedding":"AAAAPwAAgL4="},{"object":"embedding","index":1,"embedding":"AAAAPwAAgL4="}],"model":"amazon.titan-embed-text-v2:0","usage":{"prompt_tokens":6,"total_tokens":6}}

== receipt operation=embeddings provider=converse attempts=1 input=6 output=0 usageSource=provider charge=0.00000012
