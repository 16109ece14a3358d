A client of OpenAI's chat reaches a Llama on Bedrock by its id (S2.25).

== client sends POST /api/v1/chat/completions key=app
{"model":"us.meta.llama3-3-70b-instruct-v1:0","max_tokens":64,"temperature":0.5,"messages":[{"role":"system","content":"Sei kurz."},{"role":"user","content":"Grüße?"}]}

== upstream 1 gets POST /model/us.meta.llama3-3-70b-instruct-v1%3A0/converse
+ authorization: Bearer sk-upstream-bedrock-only
{"messages":[{"role":"user","content":[{"text":"Grüße?"}]}],"system":[{"text":"Sei kurz."}],"inferenceConfig":{"maxTokens":64,"temperature":0.5}}

== upstream 1 answers 200
{"metrics":{"latencyMs":7},"output":{"message":{"content":[{"text":"Grüß Gott."}],"role":"assistant"}},"stopReason":"end_turn","usage":{"inputTokens":9,"outputTokens":4,"totalTokens":13}}

== client gets 200
{"id":"chatcmpl-${any}","object":"chat.completion","created":${any},"model":"us.meta.llama3-3-70b-instruct-v1:0","system_fingerprint":"fp_e63992f0","choices":[{"index":0,"message":{"role":"assistant","content":"Grüß Gott.","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
