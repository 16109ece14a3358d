A response that is made in the background would be kept by the upstream, and is refused (C8).

== client sends POST /v1/responses key=app
{"model":"gpt-4o","input":"Où?","background":true}

== client gets 400
+ content-type: application/json
{"error":{"message":"'background' is not supported: what a provider stores cannot be used through this gateway.","type":"invalid_request_error","param":"background","code":"unsupported_value"}}

== no receipt
