A client of Converse is answered by an upstream of Messages in frames: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /bedrock/v1/model/on-anthropic/converse-stream key=app
{"system":[{"text":"Be brief."}],"messages":[{"role":"user","content":[{"text":"Wie ist das Wetter in Zürich?"}]}],"toolConfig":{"tools":[{"toolSpec":{"name":"get_weather","description":"The weather.","inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}}]},"inferenceConfig":{"maxTokens":100}}

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

== client gets 200 frames
messageStart {"role":"assistant"}
contentBlockDelta {"delta":{"text":"Grü"},"contentBlockIndex":0}
contentBlockDelta {"delta":{"text":"ezi."},"contentBlockIndex":0}
contentBlockStop {"contentBlockIndex":0}
contentBlockStart {"start":{"toolUse":{"toolUseId":"toolu_1","name":"get_weather"}},"contentBlockIndex":1}
contentBlockDelta {"delta":{"toolUse":{"input":"{\"city\":\""}},"contentBlockIndex":1}
contentBlockDelta {"delta":{"toolUse":{"input":"Zürich\"}"}},"contentBlockIndex":1}
contentBlockStop {"contentBlockIndex":1}
messageStop {"stopReason":"tool_use"}
metadata {"usage":{"inputTokens":20,"outputTokens":12,"totalTokens":42,"cacheReadInputTokens":10,"cacheWriteInputTokens":0},"metrics":{"latencyMs":0}}

== receipt asked=on-anthropic provider=messages input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
