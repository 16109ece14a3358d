On Bedrock these models take no media by URL, as their maker's own API does: they are fetched, and this one lies in the house (A16).

== client sends POST /v1/chat/completions key=app
{"model":"eu.anthropic.claude-sonnet-4-5-20250929-v1:0","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://169.254.169.254/latest/meta-data"}}]}]}

== client gets 400
{"error":{"message":"What messages[0].content[0].image_url.url names cannot be used: it may not be asked for: an address that nothing may be asked of","type":"invalid_request_error","param":"messages[0].content[0].image_url.url","code":"media_not_fetched"}}

== receipt outcome=failed attempts=0 charge=0
