A stream of a response ends with its terminal event, which carries the usage; no [DONE] is added (C3, C8).

== client sends POST /v1/responses key=app
{"model":"gpt-4o","input":[{"role":"user","content":"Où?"}],"stream":true,"store":null}

== upstream 1 gets POST /v1/responses
{"model":"gpt-4o","input":[{"role":"user","content":"Où?"}],"stream":true,"store":false}

== upstream 1 answers 200 sse
event: response.created
data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","status":"in_progress","model":"gpt-4o","output":[],"usage":null}}

event: response.output_text.delta
data: {"type":"response.output_text.delta","sequence_number":1,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"Là."}

event: response.completed
data: {"type":"response.completed","sequence_number":2,"response":{"id":"resp_1","object":"response","status":"completed","model":"gpt-4o","output":[{"type":"message","id":"msg_1","role":"assistant","content":[{"type":"output_text","text":"Là.","annotations":[]}]}],"usage":{"input_tokens":8,"output_tokens":3,"total_tokens":11}}}

== client gets 200 sse same=upstream-1
+ content-type: text/event-stream

== receipt operation=responses outcome=served input=8 output=3 usageSource=provider charge=0.00005
