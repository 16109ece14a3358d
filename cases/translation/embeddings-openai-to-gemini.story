Embeddings of OpenAI's clients are answered by Gemini: order kept, usage counted.

== client sends POST /v1/embeddings key=app
{"model":"on-gemini","input":["eins","zwei"],"dimensions":3}

== upstream 1 gets POST /v1beta/models/on-gemini:batchEmbedContents provider=contents
{"requests":[{"model":"models/on-gemini","content":{"parts":[{"text":"eins"}]},"outputDimensionality":3},{"model":"models/on-gemini","content":{"parts":[{"text":"zwei"}]},"outputDimensionality":3}]}

== upstream 1 answers 200
{"embeddings":[{"values":[0.5,-0.25,1.0]},{"values":[0.125,0.0,-1.0]}],"usageMetadata":{"promptTokenCount":4}}

== client gets 200
{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5,-0.25,1.0]},{"object":"embedding","index":1,"embedding":[0.125,0.0,-1.0]}],"model":"on-gemini","usage":{"prompt_tokens":4,"total_tokens":4}}

== receipt operation=embeddings asked=on-gemini provider=contents input=4 output=0
