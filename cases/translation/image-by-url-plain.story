A document whose address is not https: is not fetched, and the client is told so in its own protocol (A16).

== client sends POST /v1/messages key=app
+ anthropic-version: 2023-06-01
{"model":"on-gemini","max_tokens":9,"messages":[{"role":"user","content":[{"type":"document","source":{"type":"url","url":"http://files.example/a.pdf"}},{"type":"text","text":"Worum geht es?"}]}]}

== client gets 400
{"type":"error","error":{"type":"invalid_request_error","message":"What messages[0].content[0].source.url names cannot be used: it may not be asked for: only https is","code":"media_not_fetched","param":"messages[0].content[0].source.url"},"request_id":"${any}"}

== receipt outcome=failed attempts=0 charge=0
