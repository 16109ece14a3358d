A client of generateContent is answered by an upstream of Messages, in a stream: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /v1beta/models/on-anthropic:streamGenerateContent?alt=sse
+ x-goog-api-key: ${key:app}
{"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[{"role":"user","parts":[{"text":"Wie ist das Wetter in Zürich?"}]}],"tools":[{"functionDeclarations":[{"name":"get_weather","description":"The weather.","parametersJsonSchema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}],"generationConfig":{"maxOutputTokens":100}}

== upstream 1 gets POST /v1/messages provider=messages
{"model":"on-anthropic","max_tokens":100,"system":"Be brief.","messages":[{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"name":"get_weather","description":"The weather.","input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}],"stream":true}

== upstream 1 answers 200 sse
event: message_start
data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"on-anthropic","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":20,"cache_creation_input_tokens":0,"cache_read_input_tokens":10,"output_tokens":1}}}

event: content_block_start
data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grü"}}

event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"ezi."}}

event: content_block_stop
data: {"type":"content_block_stop","index":0}

event: content_block_start
data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{}}}

event: content_block_delta
data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"city\":\""}}

event: content_block_delta
data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"Zürich\"}"}}

event: content_block_stop
data: {"type":"content_block_stop","index":1}

event: message_delta
data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":12}}

event: message_stop
data: {"type":"message_stop"}

== client gets 200 sse
data: {"candidates":[{"content":{"parts":[{"text":"Grü"}],"role":"model"},"index":0}],"modelVersion":"on-anthropic","responseId":"msg_1"}

data: {"candidates":[{"content":{"parts":[{"text":"ezi."}],"role":"model"},"index":0}],"modelVersion":"on-anthropic","responseId":"msg_1"}

data: {"candidates":[{"content":{"parts":[{"functionCall":{"id":"toolu_1","name":"get_weather","args":{"city":"Zürich"}}}],"role":"model"},"index":0}],"modelVersion":"on-anthropic","responseId":"msg_1"}

data: {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"index":0,"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":30,"cachedContentTokenCount":10,"candidatesTokenCount":12,"totalTokenCount":42},"modelVersion":"on-anthropic","responseId":"msg_1"}

== receipt asked=on-anthropic provider=messages input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
