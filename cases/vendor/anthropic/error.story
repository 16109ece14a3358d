A rate limit of Anthropic that nobody else can take over is 429 in the shape that its SDKs know.

== client sends POST /v1/messages
+ x-api-key: ${key:app}
+ anthropic-version: 2023-06-01
{"model":"claude-sonnet-4-5","max_tokens":64,"messages":[{"role":"user","content":"Grüße?"}]}

== upstream 1 gets POST /v1/messages same=client
+ x-api-key: sk-upstream-anthropic-only
+ anthropic-version: 2023-06-01
- authorization

== upstream 1 answers 429
{"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization's rate limit."},"request_id":"req_1"}

== client gets 429
{"type":"error","error":{"type":"rate_limit_error","message":"The upstream is at its rate limit for this model.","code":"rate_limit_exceeded"},"request_id":"${any}"}

== receipt outcome=failed provider=main attempts=1 input=0 output=0 charge=0
