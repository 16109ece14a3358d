A streamed answer passes frame for frame, padding included; usage comes after the stop.

== client sends POST /model/eu.anthropic.claude-sonnet-4-5-v1%3A0/converse-stream key=app
{"messages":[{"role":"user","content":[{"text":"Grüße?"}]}],"inferenceConfig":{"maxTokens":64},"x-new":1.50}

== upstream 1 gets POST /model/eu.anthropic.claude-sonnet-4-5-v1%3A0/converse-stream same=client
+ authorization: Bearer sk-upstream-bedrock-only

== upstream 1 answers 200 frames
messageStart {"p":"abcdefgh","role":"assistant"}
contentBlockDelta {"contentBlockIndex":0,"delta":{"text":"Grüß "},"p":"abc"}
contentBlockDelta {"contentBlockIndex":0,"delta":{"text":"Gott."},"p":"abcde"}
contentBlockStop {"contentBlockIndex":0,"p":"ab"}
messageStop {"p":"abcd","stopReason":"end_turn"}
metadata {"metrics":{"latencyMs":7},"p":"abcdef","usage":{"inputTokens":9,"outputTokens":4,"totalTokens":13}}

== client gets 200 frames same=upstream-1

== receipt outcome=served provider=main input=9 output=4 charge=0.000017
