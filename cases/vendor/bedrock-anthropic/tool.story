A client of OpenAI's chat calls a tool of Anthropic on Bedrock: the request is written anew, with the version, without the model, and with the operator's key (S3.05).

== client sends POST /v1/chat/completions key=app
{"model":"eu.anthropic.claude-sonnet-4-5-20250929-v1:0","max_tokens":64,"messages":[{"role":"user","content":"Wie ist das Wetter?"}],"tools":[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]}

== upstream 1 gets POST /model/eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke ~json
+ authorization: Bearer sk-upstream-bedrock-only
+ x-amzn-bedrock-guardrailidentifier: gr1abc
{"anthropic_version":"bedrock-2023-05-31","max_tokens":64,"messages":[{"role":"user","content":"Wie ist das Wetter?"}],"tools":[{"name":"get_weather","input_schema":{"type":"object","properties":{"city":{"type":"string"}}}}]}

== upstream 1 answers 200
{"id":"msg_vrtx_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[{"type":"tool_use","id":"toolu_vrtx_1","name":"get_weather","input":{"city":"Köln"}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":30,"output_tokens":20}}

== client gets 200
{"id":"msg_vrtx_1","object":"chat.completion","created":${any},"model":"eu.anthropic.claude-sonnet-4-5-20250929-v1:0","system_fingerprint":"fp_8ae53409","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":null,"tool_calls":[{"id":"toolu_vrtx_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Köln\"}"}}]},"logprobs":null,"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":30,"completion_tokens":20,"total_tokens":50,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}

== receipt outcome=served provider=main input=30 output=20 charge=0.00007
