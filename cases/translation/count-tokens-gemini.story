Gemini counts tokens of its own clients.

== client sends POST /v1beta/models/on-gemini:countTokens
+ x-goog-api-key: ${key:app}
{"contents":[{"role":"user","parts":[{"text":"Wie ist das Wetter in Zürich?"}]}]}

== upstream 1 gets POST /v1beta/models/on-gemini:countTokens provider=contents same=client

== upstream 1 answers 200
{"totalTokens":10,"promptTokensDetails":[{"modality":"TEXT","tokenCount":10}]}

== client gets 200 same=upstream-1

== receipt operation=count_tokens provider=contents input=0 output=0 usageSource=provider charge=0
