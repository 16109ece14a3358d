"""An agent as programs for coding are built, on Anthropic's SDK: many tools, calls in parallel, thinking, marks for the
cache, over providers of every protocol: ANTHROPIC_BASE_URL and ANTHROPIC_API_KEY say where, MODELS which models."""

import json
import os
import unittest

import anthropic

MODELS = os.environ["MODELS"].split()
MARK = {"type": "ephemeral"}
ROUNDS = 6
TOOLS = [
    {
        "name": f"tool_{number:02}",
        "description": f"Does what number {number} does",
        "input_schema": {
            "type": "object",
            "properties": {"path": {"type": "string"}, "depth": {"type": "integer"}},
            "required": ["path"],
        },
    }
    for number in range(32)
]
TOOLS[-1]["cache_control"] = MARK
SYSTEM = [
    {"type": "text", "text": "You are an agent. " * 200},
    {"type": "text", "text": "Be brief.", "cache_control": MARK},
]


def commands(round_):
    """What the simulated model does next: three calls at once, and after the last round an answer."""
    if round_ == ROUNDS:
        return "All done: größer 😀"
    return " ".join(
        f"/tool tool_{round_ * 3 + each:02} " + json.dumps({"path": f"/ä/{round_}", "depth": each}, ensure_ascii=False)
        for each in range(3)
    )


class Agent(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = anthropic.Anthropic(max_retries=0)

    @classmethod
    def tearDownClass(cls):
        cls.client.close()

    def turn(self, model, messages, streamed):
        request = {
            "model": model,
            "max_tokens": 8_192,
            "system": SYSTEM,
            "tools": TOOLS,
            "thinking": {"type": "enabled", "budget_tokens": 2_000},
            "messages": messages,
        }
        if not streamed:
            return self.client.messages.create(**request)
        with self.client.messages.stream(**request) as stream:
            return stream.get_final_message()

    def run_agent(self, model, streamed):
        messages = [{"role": "user", "content": [{"type": "text", "text": commands(0), "cache_control": MARK}]}]
        for round_ in range(ROUNDS):
            message = self.turn(model, messages, streamed)
            self.assertEqual("tool_use", message.stop_reason)
            self.assertEqual("thinking", message.content[0].type)
            calls = [block for block in message.content if block.type == "tool_use"]
            self.assertEqual([f"tool_{round_ * 3 + each:02}" for each in range(3)], [call.name for call in calls])
            self.assertEqual([{"path": f"/ä/{round_}", "depth": each} for each in range(3)], [c.input for c in calls])
            self.assertEqual(3, len({call.id for call in calls}))
            self.assertGreater(message.usage.input_tokens + (message.usage.cache_read_input_tokens or 0), 0)
            results = [{"type": "tool_result", "tool_use_id": call.id, "content": "done"} for call in calls]
            results[-1]["content"] = [{"type": "text", "text": commands(round_ + 1)}]
            results[-1]["cache_control"] = MARK
            for earlier in messages:
                for block in earlier["content"]:
                    if isinstance(block, dict):
                        block.pop("cache_control", None)
            messages += [{"role": "assistant", "content": message.content}, {"role": "user", "content": results}]
        message = self.turn(model, messages, streamed)
        self.assertEqual("end_turn", message.stop_reason)
        self.assertIn("größer 😀", "".join(block.text for block in message.content if block.type == "text"))
        return [message.usage.output_tokens, len(messages)]

    def test_a_loop_runs_to_its_end_whole_and_streamed_alike(self):
        for model in MODELS:
            with self.subTest(model=model):
                self.assertEqual(self.run_agent(model, False), self.run_agent(model, True))

    def test_marks_reach_what_has_them_and_the_rest_is_reported(self):
        """Where a protocol has no marks they are dropped, and the answer says so."""
        for model in MODELS:
            with self.subTest(model=model):
                raw = self.client.messages.with_raw_response.create(
                    model=model,
                    max_tokens=8_192,
                    system=SYSTEM,
                    tools=TOOLS,
                    messages=[{"role": "user", "content": "/seen"}],
                )
                text = "".join(block.text for block in raw.parse().content if block.type == "text")
                marked = "cache_control" in text or "cachePoint" in text
                dropped = raw.headers.get("x-pontage-dropped", "")
                self.assertTrue(marked or "cache_control" in dropped, (text[:300], dropped))


if __name__ == "__main__":
    unittest.main(verbosity=2)
