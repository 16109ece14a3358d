"""Google's SDK for Python, unchanged: GEMINI_BASE_URL and GEMINI_API_KEY say where, MODELS which models."""

import base64
import json
import os
import unittest

from google import genai
from google.genai import errors, types

MODELS = os.environ.get("MODELS", "gemini-2.5-sim").split()
EMBEDDING_MODELS = os.environ.get("EMBEDDING_MODELS", "").split()
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
WEATHER = types.FunctionDeclaration(
    name="weather",
    description="Says the weather",
    parameters=types.Schema(
        type="OBJECT", properties={"city": types.Schema(type="STRING")}, required=["city"]
    ),
)
CLOCK = types.FunctionDeclaration(name="clock", parameters_json_schema={"type": "object", "properties": {}})
TOOLS = [types.Tool(function_declarations=[WEATHER, CLOCK])]
CALLS = '/tool weather {"city":"Zürich"} /tool clock {} Go.'


class GoogleGenaiPython(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = cls.made(os.environ["GEMINI_API_KEY"])

    @staticmethod
    def made(key):
        return genai.Client(
            api_key=key, http_options=types.HttpOptions(base_url=os.environ["GEMINI_BASE_URL"], timeout=30_000)
        )

    def each(self, test):
        for model in MODELS:
            with self.subTest(model=model):
                test(model)

    def ask(self, model, contents, **config):
        return self.client.models.generate_content(
            model=model, contents=contents, config=types.GenerateContentConfig(**config)
        )

    def streamed(self, model, contents, **config):
        return list(
            self.client.models.generate_content_stream(
                model=model, contents=contents, config=types.GenerateContentConfig(**config)
            )
        )

    def parts(self, chunks):
        return [
            part
            for chunk in chunks
            for candidate in chunk.candidates or []
            for part in (candidate.content.parts if candidate.content and candidate.content.parts else [])
        ]

    def text(self, chunks):
        return "".join(part.text for part in self.parts(chunks) if part.text and not part.thought)

    def test_chat_whole_and_streamed_says_and_costs_the_same(self):
        def test(model):
            config = {"system_instruction": "Be brief.", "temperature": 0.5, "max_output_tokens": 500}
            whole = self.ask(model, "/cached 40 Hello, wörld", **config)
            self.assertIn("Hello, wörld", whole.text)
            self.assertIn("你好 😀", whole.text)
            self.assertEqual("STOP", whole.candidates[0].finish_reason.value)
            self.assertEqual(40, whole.usage_metadata.cached_content_token_count)
            chunks = self.streamed(model, "/cached 40 Hello, wörld", **config)
            self.assertEqual(whole.text, self.text(chunks))
            self.assertEqual("STOP", chunks[-1].candidates[0].finish_reason.value)
            for name in ("candidates_token_count", "cached_content_token_count"):
                self.assertEqual(getattr(whole.usage_metadata, name), getattr(chunks[-1].usage_metadata, name))

        self.each(test)

    def test_two_tools_at_once_are_called_and_answered(self):
        config = {
            "tools": TOOLS,
            "automatic_function_calling": types.AutomaticFunctionCallingConfig(disable=True),
        }

        def test(model):
            whole = self.ask(model, CALLS, **config)
            chunks = self.streamed(model, CALLS, **config)
            for parts in (whole.candidates[0].content.parts, self.parts(chunks)):
                calls = [part.function_call for part in parts if part.function_call]
                self.assertEqual(
                    [("weather", {"city": "Zürich"}), ("clock", {})], [(c.name, c.args or {}) for c in calls]
                )
                parts = [part for part in parts if part.text != ""]
                results = [
                    types.Part(
                        function_response=types.FunctionResponse(
                            id=call.id, name=call.name, response={"output": f"{call.name} done"}
                        )
                    )
                    for call in calls
                ]
                contents = [
                    types.Content(role="user", parts=[types.Part(text=CALLS)]),
                    types.Content(role="model", parts=parts),
                    types.Content(role="user", parts=results),
                ]
                answer = self.ask(model, contents, **config)
                self.assertIn("weather done", answer.text)
                self.assertIn("clock done", answer.text)

        self.each(test)

    def test_a_forced_tool_is_called(self):
        def test(model):
            calling = types.FunctionCallingConfig(mode="ANY", allowed_function_names=["clock"])
            answer = self.ask(
                model, "Now.", tools=TOOLS, tool_config=types.ToolConfig(function_calling_config=calling)
            )
            self.assertEqual("clock", answer.function_calls[0].name)

        self.each(test)

    def test_thoughts_come_first(self):
        def test(model):
            config = {"thinking_config": types.ThinkingConfig(include_thoughts=True, thinking_budget=2000)}
            whole = self.ask(model, "Why?", **config)
            self.assertTrue(whole.candidates[0].content.parts[0].thought, whole)
            thought = "".join(p.text for p in self.parts(self.streamed(model, "Why?", **config)) if p.thought)
            self.assertEqual(whole.candidates[0].content.parts[0].text, thought)

        self.each(test)

    def test_structured_output_obeys_its_schema(self):
        schema = types.Schema(
            type="OBJECT",
            properties={"name": types.Schema(type="STRING"), "age": types.Schema(type="INTEGER")},
            required=["name", "age"],
        )

        def test(model):
            config = {"response_mime_type": "application/json", "response_schema": schema}
            self.assertEqual({"name", "age"}, json.loads(self.ask(model, "Who?", **config).text).keys())
            self.assertEqual({"name", "age"}, json.loads(self.text(self.streamed(model, "Who?", **config))).keys())

        self.each(test)

    def test_an_image_arrives(self):
        def test(model):
            image = types.Part.from_bytes(data=base64.b64decode(PNG), mime_type="image/png")
            self.assertIn("What is it?", self.ask(model, [image, "What is it?"]).text)

        self.each(test)

    def test_the_ceiling_is_told(self):
        def test(model):
            cut = self.ask(model, "/long 500", max_output_tokens=40)
            self.assertEqual("MAX_TOKENS", cut.candidates[0].finish_reason.value)

        self.each(test)

    def test_errors_are_the_sdks_own_kinds(self):
        def test(model):
            with self.assertRaises(errors.ClientError) as limited:
                self.ask(model, "/fail 429 retry-after=2 body.retryDelay=2s")
            self.assertEqual((429, "RESOURCE_EXHAUSTED"), (limited.exception.code, limited.exception.status))
            with self.assertRaises(errors.ServerError) as busy:
                self.ask(model, "/fail overloaded")
            self.assertEqual((503, "UNAVAILABLE"), (busy.exception.code, busy.exception.status))
            with self.assertRaises(errors.ClientError):
                self.ask(model, "/fail 400")
            with self.assertRaises(errors.ClientError) as unknown:
                self.ask("missing-model", "Hi")
            self.assertEqual(404, unknown.exception.code)
            with self.assertRaises(Exception):
                self.streamed(model, "/fail error Hello")
            stranger = self.made("pt-not-a-key-that-anybody-has-given-out")
            with self.assertRaises(errors.ClientError) as refused:
                stranger.models.generate_content(model=model, contents="Hi")
            self.assertIn(refused.exception.code, (400, 401))

        self.each(test)

    def test_tokens_are_counted(self):
        def test(model):
            few = self.client.models.count_tokens(model=model, contents="Hi")
            many = self.client.models.count_tokens(model=model, contents="Hi " * 100)
            self.assertGreater(many.total_tokens, few.total_tokens)

        self.each(test)

    def test_embeddings(self):
        for model in EMBEDDING_MODELS:
            with self.subTest(model=model):
                answer = self.client.models.embed_content(
                    model=model,
                    contents=["one", "two"],
                    config=types.EmbedContentConfig(output_dimensionality=256),
                )
                self.assertEqual([256, 256], [len(e.values) for e in answer.embeddings])
                self.assertNotEqual(answer.embeddings[0].values, answer.embeddings[1].values)

    def test_models_are_listed(self):
        self.assertTrue(all(model.name for model in self.client.models.list()))


if __name__ == "__main__":
    unittest.main(verbosity=2)
