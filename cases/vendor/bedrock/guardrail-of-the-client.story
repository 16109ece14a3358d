A client of Converse that names a guardrail is refused: it would be one of the operator's account at AWS (C8).

== client sends POST /model/eu.anthropic.claude-sonnet-4-5-v1%3A0/converse key=app
{"messages":[{"role":"user","content":[{"text":"Grüße?"}]}],"guardrailConfig":{"guardrailIdentifier":"gr2","guardrailVersion":"1"}}

== client gets 400
{"message":"'guardrailConfig' is not supported: which guardrail looks at calls is the operator's to say."}

== no receipt
