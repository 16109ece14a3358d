Embeddings of Gemini's clients are answered by an upstream of OpenAI's protocol.

== client sends POST /v1beta/models/on-openai:batchEmbedContents
+ x-goog-api-key: ${key:app}
{"requests":[{"model":"models/on-openai","content":{"parts":[{"text":"eins"}]}},{"model":"models/on-openai","content":{"parts":[{"text":"zwei"}]}}]}

== upstream 1 gets POST /v1/embeddings provider=chats
{"model":"on-openai","input":["eins","zwei"],"encoding_format":"float"}

== upstream 1 answers 200
{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5,-0.25]},{"object":"embedding","index":1,"embedding":[0.125,1.0]}],"model":"on-openai","usage":{"prompt_tokens":4,"total_tokens":4}}

== client gets 200
{"embeddings":[{"values":[0.5,-0.25]},{"values":[0.125,1.0]}]}

== receipt operation=embeddings provider=chats input=4 output=0
