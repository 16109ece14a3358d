An image in the request reaches a model at Bedrock as bytes (S2.12).

== client sends POST /v1/chat/completions key=app
{"model":"on-bedrock","messages":[{"role":"user","content":[{"type":"text","text":"Was ist das?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="}}]}]}

== upstream 1 gets POST /model/on-bedrock/converse provider=converse
{"messages":[{"role":"user","content":[{"text":"Was ist das?"},{"image":{"format":"png","source":{"bytes":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="}}}]}]}

== upstream 1 answers 200
{"metrics":{"latencyMs":7},"output":{"message":{"role":"assistant","content":[{"text":"Ein Punkt."}]}},"stopReason":"end_turn","usage":{"inputTokens":20,"outputTokens":12,"totalTokens":32}}

== client gets 200
{"id":"chatcmpl-${any}","object":"chat.completion","created":${any},"model":"on-bedrock","system_fingerprint":"fp_d6077578","choices":[{"index":0,"message":{"role":"assistant","content":"Ein Punkt.","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":20,"completion_tokens":12,"total_tokens":32,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

== receipt asked=on-bedrock provider=converse input=20 output=12
