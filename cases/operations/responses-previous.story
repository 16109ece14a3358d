A response that an upstream keeps is not ours to continue (C8).

== client sends POST /v1/responses key=app
{"model":"gpt-4o","input":"Où?","previous_response_id":"resp_1"}

== client gets 400
+ content-type: application/json
{"error":{"message":"'previous_response_id' is not supported: what a provider stores cannot be used through this gateway.","type":"invalid_request_error","param":"previous_response_id","code":"unsupported_value"}}

== no receipt
