"""OpenAI's SDK for Python over providers of every protocol: OPENAI_BASE_URL and OPENAI_API_KEY say where, MODELS which."""

import json
import os
import unittest

import openai

MODELS = os.environ.get("MODELS", "chat-sim").split()
EMBEDDING_MODELS = os.environ.get("EMBEDDING_MODELS", "").split()
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOLS = [
    {"type": "function", "function": {"name": "weather", "description": "Says the weather", "parameters": CITY}},
    {"type": "function", "function": {"name": "clock"}},
]
FLAT = [
    {"type": "function", "name": "weather", "description": "Says the weather", "parameters": CITY, "strict": False},
    {"type": "function", "name": "clock", "parameters": {"type": "object", "properties": {}}, "strict": False},
]
CALLS = '/tool weather {"city":"Zürich"} /tool clock {} Go.'
SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"],
    "additionalProperties": False,
}


class Translated(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = openai.OpenAI(max_retries=0)

    @classmethod
    def tearDownClass(cls):
        cls.client.close()

    def each(self, test):
        for model in MODELS:
            with self.subTest(model=model):
                test(model)

    def chat(self, model, content, **more):
        messages = more.pop("messages", None) or [{"role": "user", "content": content}]
        return self.client.chat.completions.create(model=model, messages=messages, **more)

    def streamed(self, model, content, **more):
        messages = more.pop("messages", None) or [{"role": "user", "content": content}]
        more.setdefault("stream_options", {"include_usage": True})
        with self.client.chat.completions.stream(model=model, messages=messages, **more) as stream:
            return stream.get_final_completion()

    def test_chat_whole_and_streamed_says_and_costs_the_same(self):
        def test(model):
            messages = [
                {"role": "system", "content": [{"type": "text", "text": "A"}, {"type": "text", "text": "B"}]},
                {"role": "user", "content": "/cached 40 Hello, wörld"},
                {"role": "developer", "content": "C"},
            ]
            whole = self.chat(model, "", messages=messages, temperature=0.5)
            text = whole.choices[0].message.content
            self.assertIn("Hello, wörld", text)
            self.assertIn("你好 😀", text)
            self.assertEqual(("stop", model), (whole.choices[0].finish_reason, whole.model))
            self.assertEqual(40, whole.usage.prompt_tokens_details.cached_tokens)
            final = self.streamed(model, "", messages=messages, temperature=0.5)
            self.assertEqual(text, final.choices[0].message.content)
            self.assertEqual(whole.usage.prompt_tokens, final.usage.prompt_tokens)
            self.assertEqual(whole.usage.completion_tokens, final.usage.completion_tokens)
            self.assertEqual(whole.usage.total_tokens, whole.usage.prompt_tokens + whole.usage.completion_tokens)

        self.each(test)

    def test_two_tools_at_once_are_called_and_answered_with_and_without_thinking(self):
        def test(model):
            for ask in (self.chat, self.streamed):
                for more in ({}, {"reasoning_effort": "medium"}):
                    with self.subTest(ask=ask.__name__, more=more):
                        self.loop(model, ask, more)

        self.each(test)

    def loop(self, model, ask, more):
        answer = ask(model, CALLS, tools=TOOLS, **more)
        message = answer.choices[0].message
        self.assertEqual("tool_calls", answer.choices[0].finish_reason)
        calls = [(call.function.name, json.loads(call.function.arguments)) for call in message.tool_calls]
        self.assertEqual([("weather", {"city": "Zürich"}), ("clock", {})], calls)
        if more:
            self.assertIn("größer", message.reasoning_content)
        message = message.to_dict()
        message.pop("parsed", None)
        for call in message["tool_calls"]:
            # The SDK's own reading of them, which no request has.
            call["function"].pop("parsed_arguments", None)
        messages = [{"role": "user", "content": CALLS}, message]
        for call in message["tool_calls"]:
            done = f"{call['function']['name']} done"
            messages.append({"role": "tool", "tool_call_id": call["id"], "content": done})
        final = self.chat(model, "", messages=messages, tools=TOOLS, **more).choices[0].message.content
        self.assertIn("weather done", final)
        self.assertIn("clock done", final)

    def test_a_forced_tool_is_called(self):
        def test(model):
            for choice in ("required", {"type": "function", "function": {"name": "clock"}}):
                answer = self.chat(model, "Now.", tools=TOOLS, tool_choice=choice)
                self.assertEqual("tool_calls", answer.choices[0].finish_reason)
            self.assertEqual("stop", self.chat(model, "Hi", tools=TOOLS, tool_choice="none").choices[0].finish_reason)

        self.each(test)

    def test_structured_output_obeys_its_schema(self):
        form = {"type": "json_schema", "json_schema": {"name": "person", "strict": True, "schema": SCHEMA}}

        def test(model):
            for ask in (self.chat, self.streamed):
                answer = ask(model, "Who?", response_format=form)
                self.assertEqual("stop", answer.choices[0].finish_reason)
                self.assertEqual({"name", "age"}, json.loads(answer.choices[0].message.content).keys())

        self.each(test)

    def test_an_image_arrives(self):
        def test(model):
            image = {"type": "image_url", "image_url": {"url": "data:image/png;base64," + PNG, "detail": "low"}}
            answer = self.chat(model, [{"type": "text", "text": "What is it?"}, image])
            self.assertIn("What is it?", answer.choices[0].message.content)

        self.each(test)

    def test_ends_are_told(self):
        def test(model):
            for more in ({"max_tokens": 40}, {"max_completion_tokens": 40}):
                self.assertEqual("length", self.chat(model, "/long 500", **more).choices[0].finish_reason)
            stopped = self.chat(model, "/long 500", stop=["word7", "word8"])
            self.assertNotIn("word7", stopped.choices[0].message.content)
            self.assertEqual("stop", stopped.choices[0].finish_reason)

        self.each(test)

    def test_every_tuning_that_there_is_may_be_said_or_null(self):
        def test(model):
            tuned = self.chat(
                model,
                "Hi",
                temperature=1.6,
                top_p=0.9,
                presence_penalty=0.5,
                frequency_penalty=0.5,
                seed=2**40,
                user="u",
                parallel_tool_calls=True,
                tools=TOOLS,
                metadata={"a": "b"},
                store=False,
                stop=None,
                logit_bias=None,
                response_format=None,
                reasoning_effort=None,
                n=None,
            )
            self.assertIn("Hi", tuned.choices[0].message.content)

        self.each(test)

    def test_several_choices(self):
        def test(model):
            answer = self.chat(model, "Hi", n=2)
            self.assertEqual([0, 1], [choice.index for choice in answer.choices])

        self.each(test)

    def test_errors_are_the_sdks_own_kinds(self):
        def test(model):
            with self.assertRaises(openai.RateLimitError) as limited:
                self.chat(model, "/fail 429 retry-after=2 body.retryDelay=2s")
            self.assertGreaterEqual(int(limited.exception.response.headers["retry-after"]), 1)
            with self.assertRaises(openai.InternalServerError) as busy:
                self.chat(model, "/fail overloaded")
            self.assertIn(busy.exception.status_code, (503, 529))
            with self.assertRaises(openai.BadRequestError):
                self.chat(model, "/fail 400")
            for fault in ("error", "cut 4", "silent", "garbled 4", "reset 4"):
                # Where both sides speak the same protocol bytes pass, and the SDK stumbles over what it cannot read.
                with self.subTest(fault=fault), self.assertRaises((openai.APIError, json.JSONDecodeError)):
                    for _ in self.chat(model, f"/fail {fault} Hello", stream=True):
                        pass
            for fault in ("cut", "garbled", "empty"):
                with self.subTest(whole=fault), self.assertRaises(openai.APIStatusError):
                    self.chat(model, f"/fail {fault} Hello")

        self.each(test)

    def test_responses_whole_and_streamed(self):
        def test(model):
            whole = self.client.responses.create(model=model, input="Hello, wörld", instructions="Be brief.", store=False)
            self.assertIn("Hello, wörld", whole.output_text)
            self.assertEqual(("completed", model), (whole.status, whole.model))
            with self.client.responses.stream(model=model, input="Hello, wörld", instructions="Be brief.") as stream:
                text = "".join(event.delta for event in stream if event.type == "response.output_text.delta")
                final = stream.get_final_response()
            self.assertEqual(whole.output_text, text)
            self.assertEqual(whole.usage.output_tokens, final.usage.output_tokens)
            cut = self.client.responses.create(model=model, input="/long 500", max_output_tokens=40, store=False)
            self.assertEqual(("incomplete", "max_output_tokens"), (cut.status, cut.incomplete_details.reason))

        self.each(test)

    def test_responses_loop_over_tools_with_thinking(self):
        def test(model):
            for streamed in (False, True):
                more = {
                    "model": model,
                    "tools": FLAT,
                    "store": False,
                    "reasoning": {"effort": "medium", "summary": "auto"},
                    "include": ["reasoning.encrypted_content"],
                }
                items = [{"role": "user", "content": CALLS}]
                with self.subTest(streamed=streamed):
                    if streamed:
                        with self.client.responses.stream(input=items, **more) as stream:
                            answer = stream.get_final_response()
                    else:
                        answer = self.client.responses.create(input=items, **more)
                    calls = [item for item in answer.output if item.type == "function_call"]
                    self.assertEqual(["weather", "clock"], [call.name for call in calls])
                    self.assertEqual({"city": "Zürich"}, json.loads(calls[0].arguments))
                    thoughts = [item for item in answer.output if item.type == "reasoning"]
                    self.assertIn("größer", thoughts[0].summary[0].text)
                    items += [item.to_dict(exclude_none=True) for item in answer.output]
                    for item in items:
                        item.pop("parsed_arguments", None)
                    for call in calls:
                        done = {"type": "function_call_output", "call_id": call.call_id, "output": f"{call.name} done"}
                        items.append(done)
                    final = self.client.responses.create(input=items, **more)
                    self.assertIn("weather done", final.output_text)

        self.each(test)

    def test_embeddings_are_the_same_as_numbers_and_as_base64(self):
        for model in EMBEDDING_MODELS:
            with self.subTest(model=model):
                ask = {"model": model, "input": ["one", "two", "three"], "dimensions": 256}
                decoded = self.client.embeddings.create(**ask)
                numbers = self.client.embeddings.create(**ask, encoding_format="float")
                self.assertEqual([256] * 3, [len(item.embedding) for item in decoded.data])
                self.assertGreater(decoded.usage.prompt_tokens, 0)
                for one, other in zip(decoded.data, numbers.data, strict=True):
                    self.assertAlmostEqual(one.embedding[7], other.embedding[7], places=5)


if __name__ == "__main__":
    unittest.main(verbosity=2)
