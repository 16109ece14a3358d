vLLM gets a chat as it was sent, with what only it knows.

== client sends POST /v1/chat/completions key=app
{"model":"qwen3-8b","top_k":20,"chat_template_kwargs":{"enable_thinking":false},"messages":[{"role":"user","content":"Wetter in Köln?"}]}

== upstream 1 gets POST /v1/chat/completions same=client
+ authorization: Bearer sk-upstream-vllm-only

== upstream 1 answers 200
{"id":"chatcmpl-1","object":"chat.completion","created":1780000000,"model":"qwen3-8b",
 "choices":[{"index":0,"message":{"role":"assistant","reasoning_content":null,"content":"Trüb.","tool_calls":[]},"logprobs":null,"finish_reason":"stop","stop_reason":null}],
 "usage":{"prompt_tokens":12,"total_tokens":16,"completion_tokens":4,"prompt_tokens_details":null},"prompt_logprobs":null}

== client gets 200 same=upstream-1

== receipt provider=main model=qwen3-8b input=12 output=4 usageSource=provider charge=0.00002
