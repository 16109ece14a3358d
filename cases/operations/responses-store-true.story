A response that is to be stored is refused: two accounts on one credential must never see each other's (C8).

== client sends POST /v1/responses key=app
{"model":"gpt-4o","input":"Où?","store":true}

== client gets 400
+ content-type: application/json
{"error":{"message":"'store' is not supported: what a provider stores cannot be used through this gateway.","type":"invalid_request_error","param":"store","code":"unsupported_value"}}

== no receipt
