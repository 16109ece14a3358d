A field that the upstream cannot hold is refused under the name that it has in the client's own request.

== client sends POST /v1beta/models/amazon.titan-embed-text-v2:0:embedContent
+ x-goog-api-key: ${key:app}
{"content":{"parts":[{"text":"eins"}]},"outputDimensionality":7}

== client gets 400
{"error":{"code":400,"message":"'outputDimensionality' must be one of these for this model: 256, 512, 1024.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"INVALID_VALUE","domain":"gateway"},{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":"outputDimensionality","description":"'outputDimensionality' must be one of these for this model: 256, 512, 1024."}]}]}}

== receipt outcome=failed charge=0
