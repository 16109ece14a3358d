An image whose address lies in the house is not fetched for a provider that wants its bytes: a 400 that names the field, nothing
is asked of anybody, and nothing is charged (A16).

== client sends POST /v1/chat/completions key=app
{"model":"on-bedrock","messages":[{"role":"user","content":[{"type":"text","text":"Was ist das?"},{"type":"image_url","image_url":{"url":"https://169.254.169.254/latest/meta-data"}}]}]}

== client gets 400
{"error":{"message":"What messages[0].content[1].image_url.url names cannot be used: it may not be asked for: an address that nothing may be asked of","type":"invalid_request_error","param":"messages[0].content[1].image_url.url","code":"media_not_fetched"}}

== receipt outcome=failed attempts=0 charge=0
