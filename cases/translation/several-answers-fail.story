Where one of several calls fails, the whole fails, and what the others may have cost is entered (F-08).

== client sends POST /v1/chat/completions key=app
{"model":"on-anthropic","n":2,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 gets POST /v1/messages provider=messages
{"model":"on-anthropic","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}]}

== upstream 1 answers 200
{"id":"msg_1","type":"message","role":"assistant","model":"on-anthropic","content":[{"type":"text","text":"Grüezi."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":4}}

== upstream 2 gets POST /v1/messages provider=messages
{"model":"on-anthropic","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}]}

== upstream 2 answers 529
{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}

== client gets 503
{"error":{"message":"The upstream is overloaded.","type":"api_error","param":null,"code":"upstream_overloaded"}}

== receipt outcome=failed attempts=1 charge=0

== possible cost provider=messages upstreamModel=on-anthropic
