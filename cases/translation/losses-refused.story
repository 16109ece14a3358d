An account that refuses losses is refused what a provider cannot be told, and nothing is sent (C2).

== client sends POST /v1/chat/completions key=exact
{"model":"on-anthropic","messages":[{"role":"user","content":"Hi"}],"seed":7,"logprobs":true}

== client gets 400
{"error":{"message":"No provider of this model can be told 'seed', 'logprobs', and this account refuses losses.","type":"invalid_request_error","param":"seed","code":"would_be_lost"}}

== receipt outcome=failed attempts=0 charge=0
