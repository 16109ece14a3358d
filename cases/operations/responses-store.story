A response is stored for nobody: an absent "store" goes up as false, and the rest keeps its bytes (C8).

== client sends POST /v1/responses key=app
{"model":"gpt-4o", "input":"Où?","max_output_tokens":64}

== upstream 1 gets POST /v1/responses
{"store":false,"model":"gpt-4o", "input":"Où?","max_output_tokens":64}

== upstream 1 answers 200
{"id":"resp_1","object":"response","status":"completed","model":"gpt-4o-2024-08-06","store":false,
 "output":[{"type":"message","id":"msg_1","role":"assistant","content":[{"type":"output_text","text":"Là.","annotations":[]}]}],
 "usage":{"input_tokens":8,"input_tokens_details":{"cached_tokens":2},"output_tokens":5,"output_tokens_details":{"reasoning_tokens":2},"total_tokens":13}}

== client gets 200 same=upstream-1

== receipt operation=responses model=gpt-4o input=6 cacheRead=2 output=3 reasoning=2 usageSource=provider charge=0.0000675
