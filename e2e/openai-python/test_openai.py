"""OpenAI's SDK for Python, unchanged, against the demo provider: OPENAI_BASE_URL and OPENAI_API_KEY say where."""

import asyncio
import json
import os
import time
import unittest
import urllib.error
import urllib.request

import openai

MODEL = "gpt-4o"
TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "weather",
            "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
        },
    }
]


class OpenAiPython(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = openai.OpenAI(max_retries=0)

    @classmethod
    def tearDownClass(cls):
        cls.client.close()

    def chat(self, content, **more):
        return self.client.chat.completions.create(
            model=MODEL, messages=[{"role": "user", "content": content}], **more
        )

    def test_a_chat_is_answered_with_usage(self):
        answer = self.chat("Hello there")
        self.assertRegex(answer.choices[0].message.content, r"^\[demo\] .*Hello there")
        self.assertEqual(MODEL, answer.model)
        self.assertEqual(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens)

    def test_a_stream_says_what_a_whole_answer_says(self):
        whole = self.chat("Hello there").choices[0].message.content
        for asked in (False, True):
            text, usage = "", None
            more = {"stream_options": {"include_usage": True}} if asked else {}
            for chunk in self.chat("Hello there", stream=True, **more):
                text += (chunk.choices[0].delta.content or "") if chunk.choices else ""
                usage = chunk.usage or usage
            self.assertEqual(whole, text)
            self.assertEqual(asked, usage is not None)

    def test_a_tool_is_called_in_a_stream_and_its_result_answered(self):
        messages = [{"role": "user", "content": '/tool weather {"city":"Bern"}'}]
        with self.client.chat.completions.stream(model=MODEL, messages=messages, tools=TOOLS) as stream:
            message = stream.get_final_completion().choices[0].message
        call = message.tool_calls[0]
        self.assertEqual({"city": "Bern"}, json.loads(call.function.arguments))
        function = {"name": call.function.name, "arguments": call.function.arguments}
        messages += [
            {"role": "assistant", "tool_calls": [{"id": call.id, "type": "function", "function": function}]},
            {"role": "tool", "tool_call_id": call.id, "content": "Rain, 7 degrees"},
        ]
        answer = self.client.chat.completions.create(model=MODEL, messages=messages, tools=TOOLS)
        self.assertIn("Rain, 7 degrees", answer.choices[0].message.content)

    def test_reasoning_comes_through(self):
        message = self.chat("/reason Why?").choices[0].message
        self.assertTrue(message.reasoning_content)
        self.assertTrue(message.content.startswith("[demo] "))

    def test_embeddings_are_the_same_as_numbers_and_as_base64(self):
        ask = {"model": "text-embedding-3-small", "input": "a text", "dimensions": 32}
        decoded = self.client.embeddings.create(**ask).data[0].embedding
        numbers = self.client.embeddings.create(**ask, encoding_format="float").data[0].embedding
        self.assertEqual(32, len(decoded))
        for one, other in zip(decoded, numbers, strict=True):
            self.assertAlmostEqual(one, other, places=6)

    def test_moderation_flags_what_is_marked(self):
        answer = self.client.moderations.create(model="demo", input=["/flag this", "kind words"])
        self.assertEqual([True, False], [result.flagged for result in answer.results])

    def test_models_are_listed(self):
        self.assertTrue(all(model.id for model in self.client.models.list()))

    def test_responses_come_whole_and_streamed(self):
        whole = self.client.responses.create(model=MODEL, input="Hello there")
        self.assertRegex(whole.output_text, r"^\[demo\] .*Hello there")
        with self.client.responses.stream(model=MODEL, input="Hello there") as stream:
            text = "".join(event.delta for event in stream if event.type == "response.output_text.delta")
            final = stream.get_final_response()
        self.assertEqual(whole.output_text, text)
        self.assertEqual(whole.usage.output_tokens, final.usage.output_tokens)
        self.assertEqual(MODEL, final.model)

    def test_errors_are_the_sdks_own_kinds(self):
        with openai.OpenAI(api_key="pt-not-a-key-that-anybody-has-given-out", max_retries=0) as stranger:
            with self.assertRaises(openai.AuthenticationError):
                stranger.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": "Hi"}])
        with self.assertRaises(openai.BadRequestError) as refused:
            self.chat("Hi", n=0)
        self.assertEqual("n", refused.exception.param)
        with self.assertRaises(openai.RateLimitError) as limited:
            self.chat("/fail 429 retry-after=2")
        self.assertGreaterEqual(int(limited.exception.response.headers["retry-after"]), 1)
        with self.assertRaises(openai.InternalServerError) as theirs:
            self.chat("/fail 401")
        self.assertEqual(502, theirs.exception.status_code)
        with self.assertRaises(openai.APIError):
            for _ in self.chat("/slow 0 /slow 1 each /fail error", stream=True):
                pass

    def test_a_client_that_leaves_in_mid_stream_has_a_receipt_of_what_it_was_given(self):
        raw = self.client.chat.completions.with_raw_response.create(
            model=MODEL, messages=[{"role": "user", "content": "/slow 0 /slow 20 each /long 5000"}], stream=True
        )
        stream = raw.parse()
        for _, _ in zip(range(10), stream):
            pass
        stream.close()
        url = f"{os.environ['OPENAI_BASE_URL']}/pontage/requests/{raw.headers['x-request-id']}"
        request = urllib.request.Request(url, headers={"authorization": f"Bearer {os.environ['OPENAI_API_KEY']}"})
        end = time.monotonic() + 10
        while True:
            try:
                with urllib.request.urlopen(request) as receipt:
                    counted = json.load(receipt)
                self.assertEqual("counted", counted["usage_source"])
                self.assertGreater(counted["input_tokens"], 0)
                self.assertIn(counted["output_tokens"], range(1, 5000))
                return
            except urllib.error.HTTPError as missing:
                self.assertEqual(404, missing.code)
                self.assertLess(time.monotonic(), end, "no receipt within 10 s")
                time.sleep(0.05)

    def test_the_asynchronous_client_streams_too(self):
        async def collect():
            async with openai.AsyncOpenAI(max_retries=0) as client:
                messages = [{"role": "user", "content": "Hello there"}]
                text = ""
                async for chunk in await client.chat.completions.create(model=MODEL, messages=messages, stream=True):
                    text += chunk.choices[0].delta.content or ""
                return text

        self.assertEqual(self.chat("Hello there").choices[0].message.content, asyncio.run(collect()))


if __name__ == "__main__":
    unittest.main(verbosity=2)
