An upstream's 413 is the client's own: its status and words pass, and nothing is tried again (F-05).

== client sends POST /v1/chat/completions key=app
{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/chat/completions provider=twice same=client

== upstream 1 answers 413
{"error":{"message":"The image is too large.","type":"invalid_request_error","param":"messages","code":"image_too_large"}}

== client gets 413
{"error":{"message":"The image is too large.","type":"invalid_request_error","param":"messages","code":"image_too_large"}}

== receipt outcome=failed attempts=1 input=0 output=0 charge=0
