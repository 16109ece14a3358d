A request that is wrapped, as SDKs do it to count instructions too, is estimated as what is in it.

== client sends POST /v1beta/models/on-anthropic:countTokens
+ x-goog-api-key: ${key:app}
{"generateContentRequest":{"model":"models/on-anthropic","contents":[{"role":"user","parts":[{"text":"Wie ist das Wetter in Zürich?"}]}]}}

== client gets 200
+ x-pontage-usage-source: estimated
{"totalTokens":8}

== receipt operation=count_tokens outcome=served attempts=0 charge=0
