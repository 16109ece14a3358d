"""Anthropic's SDK for Python, unchanged: ANTHROPIC_BASE_URL and ANTHROPIC_API_KEY say where, MODELS which models."""

import json
import os
import unittest

import anthropic

MODELS = os.environ.get("MODELS", "claude-sim").split()
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
TOOLS = [
    {
        "name": "weather",
        "description": "Says the weather",
        "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
    {"name": "clock", "input_schema": {"type": "object", "properties": {}}},
]
CALLS = '/tool weather {"city":"Zürich"} /tool clock {} Go.'
THINKING = {"type": "enabled", "budget_tokens": 2000}


def said(message):
    return "".join(block.text for block in message.content if block.type == "text")


class AnthropicPython(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = anthropic.Anthropic(max_retries=0)

    @classmethod
    def tearDownClass(cls):
        cls.client.close()

    def each(self, test):
        for model in MODELS:
            with self.subTest(model=model):
                test(model)

    def ask(self, model, content, **more):
        more.setdefault("max_tokens", 4096)
        messages = more.pop("messages", None) or [{"role": "user", "content": content}]
        return self.client.messages.create(model=model, messages=messages, **more)

    def streamed(self, model, content, **more):
        more.setdefault("max_tokens", 4096)
        messages = more.pop("messages", None) or [{"role": "user", "content": content}]
        with self.client.messages.stream(model=model, messages=messages, **more) as stream:
            text = "".join(stream.text_stream)
            return text, stream.get_final_message()

    def test_chat_whole_and_streamed_says_and_costs_the_same(self):
        def test(model):
            whole = self.ask(model, "/cached 40 Hello, wörld", system="Be brief.")
            self.assertIn("Hello, wörld", said(whole))
            self.assertIn("你好 😀", said(whole))
            self.assertEqual(("end_turn", model), (whole.stop_reason, whole.model))
            self.assertEqual(40, whole.usage.cache_read_input_tokens)
            text, final = self.streamed(model, "/cached 40 Hello, wörld", system="Be brief.")
            self.assertEqual(said(whole), text)
            self.assertEqual(said(whole), said(final))
            self.assertEqual(40, final.usage.cache_read_input_tokens)
            self.assertEqual(whole.usage.output_tokens, final.usage.output_tokens)

        self.each(test)

    def test_two_tools_at_once_are_called_and_answered(self):
        def test(model):
            whole = self.ask(model, CALLS, tools=TOOLS)
            _, final = self.streamed(model, CALLS, tools=TOOLS)
            for message in (whole, final):
                self.assertEqual("tool_use", message.stop_reason)
                calls = [block for block in message.content if block.type == "tool_use"]
                self.assertEqual([("weather", {"city": "Zürich"}), ("clock", {})], [(c.name, c.input) for c in calls])
                results = [
                    {"type": "tool_result", "tool_use_id": calls[0].id, "content": "Rain, 7°"},
                    {"type": "tool_result", "tool_use_id": calls[1].id, "content": [{"type": "text", "text": "noon"}]},
                ]
                messages = [
                    {"role": "user", "content": CALLS},
                    {"role": "assistant", "content": message.content},
                    {"role": "user", "content": results},
                ]
                answer = self.ask(model, "", messages=messages, tools=TOOLS)
                self.assertIn("Rain, 7°", said(answer))
                self.assertIn("noon", said(answer))

        self.each(test)

    def test_a_forced_tool_is_called(self):
        def test(model):
            for choice in ({"type": "tool", "name": "clock"}, {"type": "any"}):
                message = self.ask(model, "Now.", tools=TOOLS, tool_choice=choice)
                self.assertEqual("tool_use", message.stop_reason)
            quiet = self.ask(model, "Now.", tools=TOOLS, tool_choice={"type": "none"})
            self.assertEqual("end_turn", quiet.stop_reason)
            one = self.ask(
                model, CALLS, tools=TOOLS, tool_choice={"type": "auto", "disable_parallel_tool_use": True}
            )
            self.assertGreaterEqual(len([b for b in one.content if b.type == "tool_use"]), 1)

        self.each(test)

    def test_thinking_comes_first_and_goes_back_in_a_tool_loop(self):
        def test(model):
            whole = self.ask(model, CALLS, tools=TOOLS, thinking=THINKING)
            _, final = self.streamed(model, CALLS, tools=TOOLS, thinking=THINKING)
            for message in (whole, final):
                self.assertEqual("thinking", message.content[0].type, message)
                self.assertIn("größer", message.content[0].thinking)
                calls = [block for block in message.content if block.type == "tool_use"]
                results = [{"type": "tool_result", "tool_use_id": call.id, "content": "done"} for call in calls]
                messages = [
                    {"role": "user", "content": CALLS},
                    {"role": "assistant", "content": message.content},
                    {"role": "user", "content": results},
                ]
                answer = self.ask(model, "", messages=messages, tools=TOOLS, thinking=THINKING)
                self.assertIn("done; done", said(answer))

        self.each(test)

    def test_structured_output_obeys_its_schema(self):
        schema = {
            "type": "object",
            "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
            "required": ["name", "age"],
            "additionalProperties": False,
        }

        def test(model):
            output = {"format": {"type": "json_schema", "schema": schema}}
            self.assertEqual({"name", "age"}, json.loads(said(self.ask(model, "Who?", output_config=output))).keys())
            text, _ = self.streamed(model, "Who?", output_config=output)
            self.assertEqual({"name", "age"}, json.loads(text).keys())

        self.each(test)

    def test_an_image_and_a_document_arrive(self):
        def test(model):
            image = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PNG}}
            self.assertIn("What is it?", said(self.ask(model, [image, {"type": "text", "text": "What is it?"}])))

        self.each(test)

    def test_stop_reasons_are_told(self):
        def test(model):
            cut = self.ask(model, "/long 500", max_tokens=40)
            self.assertEqual("max_tokens", cut.stop_reason)
            stopped = self.ask(model, "/long 500", stop_sequences=["word7"])
            self.assertIn(stopped.stop_reason, ("stop_sequence", "end_turn"))
            self.assertNotIn("word7", said(stopped))

        self.each(test)

    def test_errors_are_the_sdks_own_kinds(self):
        def test(model):
            with self.assertRaises(anthropic.RateLimitError) as limited:
                self.ask(model, "/fail 429 retry-after=2")
            self.assertGreaterEqual(int(limited.exception.response.headers["retry-after"]), 1)
            with self.assertRaises(anthropic.APIStatusError) as busy:
                self.ask(model, "/fail overloaded")
            self.assertIn(busy.exception.status_code, (503, 529))
            with self.assertRaises(anthropic.BadRequestError):
                self.ask(model, "/fail 400")
            with self.assertRaises(anthropic.NotFoundError):
                self.ask("missing-model", "Hi")
            with self.assertRaises(anthropic.APIStatusError):
                self.streamed(model, "/fail error Hello")
            with anthropic.Anthropic(api_key="pt-not-a-key-that-anybody-has-given-out", max_retries=0) as stranger:
                with self.assertRaises(anthropic.AuthenticationError):
                    stranger.messages.create(
                        model=model, max_tokens=10, messages=[{"role": "user", "content": "Hi"}]
                    )

        self.each(test)

    def test_a_stream_that_is_cut_is_no_answer(self):
        def test(model):
            for fault in ("cut 4", "silent", "garbled 4"):
                with self.subTest(fault=fault), self.assertRaises(Exception):
                    _, final = self.streamed(model, f"/fail {fault} Hello")
                    if final.stop_reason is None:
                        raise AssertionError("the stream ended without its end")

        self.each(test)

    def test_tokens_are_counted(self):
        def test(model):
            few = self.client.messages.count_tokens(model=model, messages=[{"role": "user", "content": "Hi"}])
            many = self.client.messages.count_tokens(model=model, messages=[{"role": "user", "content": "Hi " * 100}])
            self.assertGreater(many.input_tokens, few.input_tokens)

        self.each(test)

    def test_models_are_listed(self):
        self.assertTrue(all(model.id for model in self.client.models.list()))


if __name__ == "__main__":
    unittest.main(verbosity=2)
