A tool call that cannot be read, and nothing else, is no answer and costs the client nothing (D18).

== client sends POST /v1/chat/completions key=app
{"model":"on-gemini","stream":true,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1beta/models/on-gemini:streamGenerateContent?alt=sse provider=contents
{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}

== upstream 1 answers 200 sse
data: {"candidates":[{"content":{},"finishReason":"MALFORMED_FUNCTION_CALL","finishMessage":"Malformed function call: print(x"}],"usageMetadata":{"promptTokenCount":4,"totalTokenCount":4},"modelVersion":"on-gemini"}

== client gets 502
{"error":{"message":"The upstream's answer breaks its own protocol.","type":"api_error","param":null,"code":"upstream_garbled"}}

== receipt outcome=failed charge=0

== possible cost provider=contents charge=0
