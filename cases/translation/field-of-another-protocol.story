A field that an upstream complains of is not told in another protocol, where it has another name or none.

== client sends POST /v1/chat/completions key=app
{"model":"on-gemini","seed":5,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1beta/models/on-gemini:generateContent ~json provider=contents
{"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{"seed":5}}

== upstream 1 answers 400
{"error":{"code":400,"message":"Bad thing.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":"generation_config.seed","description":"bad"}]}]}}

== client gets 400
{"error":{"message":"Bad thing.","type":"invalid_request_error","param":null,"code":null}}

== receipt outcome=failed charge=0
