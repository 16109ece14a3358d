A client of OpenAI's chat calls a tool of Anthropic on Vertex: the request is written anew, with the version and without the model.

== client sends POST /v1/chat/completions key=app
{"model":"claude-sonnet-4-5@20250929","max_tokens":64,"messages":[{"role":"user","content":"Wie ist das Wetter?"}],"tools":[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]}

== upstream 1 gets POST /v1/projects/p-1/locations/europe-west1/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict ~json
+ authorization: Bearer ya29-upstream-vertex-only
- anthropic-version
{"anthropic_version":"vertex-2023-10-16","max_tokens":64,"messages":[{"role":"user","content":"Wie ist das Wetter?"}],"tools":[{"name":"get_weather","input_schema":{"type":"object","properties":{"city":{"type":"string"}}}}]}

== upstream 1 answers 200
{"id":"msg_vrtx_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[{"type":"tool_use","id":"toolu_vrtx_1","name":"get_weather","input":{"city":"Köln"}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":30,"output_tokens":20}}

== client gets 200
{"id":"msg_vrtx_1","object":"chat.completion","created":${any},"model":"claude-sonnet-4-5@20250929","system_fingerprint":"fp_f8574488","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":null,"tool_calls":[{"id":"toolu_vrtx_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Köln\"}"}}]},"logprobs":null,"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":30,"completion_tokens":20,"total_tokens":50,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

== receipt outcome=served provider=main input=30 output=20 charge=0.00007
