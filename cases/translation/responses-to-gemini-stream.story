A client of Responses is answered by an upstream of generateContent, in a stream: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /v1/responses key=app
{"model":"on-gemini","max_output_tokens":100,"instructions":"Be brief.","input":[{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"type":"function","name":"get_weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]},"strict":false}],"stream":true}

== upstream 1 gets POST /v1beta/models/on-gemini:streamGenerateContent?alt=sse provider=contents
{"contents":[{"role":"user","parts":[{"text":"Wie ist das Wetter in Zürich?"}]}],"systemInstruction":{"parts":[{"text":"Be brief."}]},"tools":[{"functionDeclarations":[{"name":"get_weather","description":"The weather.","parametersJsonSchema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}],"generationConfig":{"maxOutputTokens":100}}

== upstream 1 answers 200 sse
data: {"candidates":[{"content":{"parts":[{"text":"Grü"}],"role":"model"},"index":0}],"modelVersion":"on-gemini","responseId":"r-1"}

data: {"candidates":[{"content":{"parts":[{"text":"ezi."}],"role":"model"},"index":0}],"modelVersion":"on-gemini","responseId":"r-1"}

data: {"candidates":[{"content":{"parts":[{"functionCall":{"name":"get_weather","args":{"city":"Zürich"}}}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":30,"cachedContentTokenCount":10,"candidatesTokenCount":12,"totalTokenCount":42},"modelVersion":"on-gemini","responseId":"r-1"}

== client gets 200 sse
event: response.created
data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_${any}","object":"response","created_at":${any},"status":"in_progress","error":null,"incomplete_details":null,"instructions":null,"metadata":{},"model":"on-gemini","output":[],"parallel_tool_calls":true,"temperature":null,"tool_choice":"auto","tools":[],"top_p":null,"usage":null}}

event: response.in_progress
data: {"type":"response.in_progress","sequence_number":1,"response":{"id":"resp_${any}","object":"response","created_at":${any},"status":"in_progress","error":null,"incomplete_details":null,"instructions":null,"metadata":{},"model":"on-gemini","output":[],"parallel_tool_calls":true,"temperature":null,"tool_choice":"auto","tools":[],"top_p":null,"usage":null}}

event: response.output_item.added
data: {"type":"response.output_item.added","sequence_number":2,"output_index":0,"item":{"id":"msg_${any}_0","type":"message","status":"in_progress","role":"assistant","content":[]}}

event: response.content_part.added
data: {"type":"response.content_part.added","sequence_number":3,"item_id":"msg_${any}_0","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}

event: response.output_text.delta
data: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_${any}_0","output_index":0,"content_index":0,"delta":"Grü"}

event: response.output_text.delta
data: {"type":"response.output_text.delta","sequence_number":5,"item_id":"msg_${any}_0","output_index":0,"content_index":0,"delta":"ezi."}

event: response.output_text.done
data: {"type":"response.output_text.done","sequence_number":6,"item_id":"msg_${any}_0","output_index":0,"content_index":0,"text":"Grüezi."}

event: response.content_part.done
data: {"type":"response.content_part.done","sequence_number":7,"item_id":"msg_${any}_0","output_index":0,"content_index":0,"part":{"type":"output_text","text":"Grüezi.","annotations":[]}}

event: response.output_item.done
data: {"type":"response.output_item.done","sequence_number":8,"output_index":0,"item":{"id":"msg_${any}_0","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Grüezi.","annotations":[]}]}}

event: response.output_item.added
data: {"type":"response.output_item.added","sequence_number":9,"output_index":1,"item":{"id":"fc_${any}_1","type":"function_call","status":"in_progress","call_id":"call_r1_0_0","name":"get_weather","arguments":""}}

event: response.function_call_arguments.delta
data: {"type":"response.function_call_arguments.delta","sequence_number":10,"item_id":"fc_${any}_1","output_index":1,"delta":"{\"city\":\"Zürich\"}"}

event: response.function_call_arguments.done
data: {"type":"response.function_call_arguments.done","sequence_number":11,"item_id":"fc_${any}_1","output_index":1,"name":"get_weather","arguments":"{\"city\":\"Zürich\"}"}

event: response.output_item.done
data: {"type":"response.output_item.done","sequence_number":12,"output_index":1,"item":{"id":"fc_${any}_1","type":"function_call","status":"completed","call_id":"call_r1_0_0","name":"get_weather","arguments":"{\"city\":\"Zürich\"}"}}

event: response.completed
data: {"type":"response.completed","sequence_number":13,"response":{"id":"resp_${any}","object":"response","created_at":${any},"status":"completed","error":null,"incomplete_details":null,"instructions":null,"metadata":{},"model":"on-gemini","output":[{"id":"msg_${any}_0","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Grüezi.","annotations":[]}]},{"id":"fc_${any}_1","type":"function_call","status":"completed","call_id":"call_r1_0_0","name":"get_weather","arguments":"{\"city\":\"Zürich\"}"}],"parallel_tool_calls":true,"temperature":null,"tool_choice":"auto","tools":[],"top_p":null,"usage":{"input_tokens":30,"input_tokens_details":{"cached_tokens":10,"cache_write_tokens":0},"output_tokens":12,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":42}}}

== receipt asked=on-gemini provider=contents input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
