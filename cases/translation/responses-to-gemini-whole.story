A client of Responses is answered by an upstream of generateContent, whole: text, a call of a tool, usage (S0.02, L-01).

== client sends POST /v1/responses key=app
{"model":"on-gemini","max_output_tokens":100,"instructions":"Be brief.","input":[{"role":"user","content":"Wie ist das Wetter in Zürich?"}],"tools":[{"type":"function","name":"get_weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]},"strict":false}]}

== upstream 1 gets POST /v1beta/models/on-gemini:generateContent provider=contents
{"contents":[{"role":"user","parts":[{"text":"Wie ist das Wetter in Zürich?"}]}],"systemInstruction":{"parts":[{"text":"Be brief."}]},"tools":[{"functionDeclarations":[{"name":"get_weather","description":"The weather.","parametersJsonSchema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}],"generationConfig":{"maxOutputTokens":100}}

== upstream 1 answers 200
{"candidates":[{"content":{"parts":[{"text":"Grüezi."},{"functionCall":{"name":"get_weather","args":{"city":"Zürich"}}}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":30,"cachedContentTokenCount":10,"candidatesTokenCount":12,"totalTokenCount":42},"modelVersion":"on-gemini","responseId":"r-1"}

== client gets 200
{"id":"resp_${any}","object":"response","created_at":${any},"status":"completed","error":null,"incomplete_details":null,"instructions":null,"metadata":{},"model":"on-gemini","output":[{"id":"msg_${any}_0","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Grüezi.","annotations":[]}]},{"id":"fc_${any}_1","type":"function_call","status":"completed","call_id":"call_r1_0_0","name":"get_weather","arguments":"{\"city\":\"Zürich\"}"}],"parallel_tool_calls":true,"temperature":null,"tool_choice":"auto","tools":[],"top_p":null,"usage":{"input_tokens":30,"input_tokens_details":{"cached_tokens":10,"cache_write_tokens":0},"output_tokens":12,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":42}}

== receipt asked=on-gemini provider=contents input=20 cacheRead=10 output=12 usageSource=provider charge=0.000045
