"""AWS's SDK for Python, unchanged: AWS_ENDPOINT_URL_BEDROCK_RUNTIME and its credentials say where, MODELS which models."""

import base64
import json
import os
import unittest

import boto3
import botocore
import botocore.config
import botocore.exceptions

MODELS = os.environ.get("MODELS", "anthropic.claude-sonnet-4-20250514-v1:0").split()
FORMATS = os.environ.get("FORMAT_MODELS", "us.anthropic.claude-sonnet-4-5-20250929-v1:0").split()
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
TOOLS = {
    "tools": [
        {
            "toolSpec": {
                "name": "weather",
                "description": "Says the weather",
                "inputSchema": {
                    "json": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
                },
            }
        },
        {"toolSpec": {"name": "clock", "inputSchema": {"json": {"type": "object", "properties": {}}}}},
    ]
}
CALLS = '/tool weather {"city":"Zürich"} /tool clock {} Go.'
THINKING = {"thinking": {"type": "enabled", "budget_tokens": 2000}}


def client(**more):
    """Signs with its credentials; with GATEWAY_KEY it bears that key, which the SDK itself does over HTTPS only."""
    key = os.environ.get("GATEWAY_KEY")
    signature = {"signature_version": botocore.UNSIGNED} if key and not more else {}
    config = botocore.config.Config(retries={"total_max_attempts": 1}, read_timeout=30, **signature)
    made = boto3.client("bedrock-runtime", region_name="us-east-1", config=config, **more)
    if signature:
        made.meta.events.register("before-send", lambda request, **_: bear(request, key))
    return made


def bear(request, key):
    request.headers["Authorization"] = f"Bearer {key}"


def said(message):
    return "".join(block.get("text", "") for block in message["content"])


class Boto3Python(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = client()

    def each(self, test):
        for model in MODELS:
            with self.subTest(model=model):
                test(model)

    def body(self, content, more):
        content = [{"text": content}] if isinstance(content, str) else content
        more.setdefault("inferenceConfig", {"maxTokens": 4096})
        more.setdefault("messages", [{"role": "user", "content": content}])
        return more

    def ask(self, model, content, **more):
        return self.client.converse(modelId=model, **self.body(content, more))

    def streamed(self, model, content, **more):
        blocks, end, usage = {}, None, None
        answer = self.client.converse_stream(modelId=model, **self.body(content, more))
        for event in answer["stream"]:
            if "contentBlockStart" in event:
                start = event["contentBlockStart"]
                blocks[start["contentBlockIndex"]] = {"toolUse": {**start["start"]["toolUse"], "input": ""}}
            if "contentBlockDelta" in event:
                self.add(blocks, event["contentBlockDelta"])
            if "messageStop" in event:
                end = event["messageStop"]["stopReason"]
            if "metadata" in event:
                usage = event["metadata"]["usage"]
        for block in blocks.values():
            if "toolUse" in block:
                block["toolUse"]["input"] = json.loads(block["toolUse"]["input"] or "{}")
        message = {"role": "assistant", "content": [blocks[index] for index in sorted(blocks)]}
        return {"output": {"message": message}, "stopReason": end, "usage": usage}

    def add(self, blocks, event):
        delta = event["delta"]
        block = blocks.setdefault(event["contentBlockIndex"], {})
        if "text" in delta:
            block["text"] = block.get("text", "") + delta["text"]
        elif "toolUse" in delta:
            block["toolUse"]["input"] += delta["toolUse"]["input"]
        elif "reasoningContent" in delta:
            thought = block.setdefault("reasoningContent", {"reasoningText": {"text": ""}})["reasoningText"]
            thought["text"] += delta["reasoningContent"].get("text", "")
            if "signature" in delta["reasoningContent"]:
                thought["signature"] = delta["reasoningContent"]["signature"]

    def test_chat_whole_and_streamed_says_and_costs_the_same(self):
        def test(model):
            more = {"system": [{"text": "Be brief."}]}
            whole = self.ask(model, "/cached 40 Hello, wörld", **more)
            text = said(whole["output"]["message"])
            self.assertIn("Hello, wörld", text)
            self.assertIn("你好 😀", text)
            self.assertEqual("end_turn", whole["stopReason"])
            self.assertEqual(40, whole["usage"]["cacheReadInputTokens"])
            final = self.streamed(model, "/cached 40 Hello, wörld", **more)
            self.assertEqual(text, said(final["output"]["message"]))
            self.assertEqual("end_turn", final["stopReason"])
            self.assertEqual(whole["usage"]["outputTokens"], final["usage"]["outputTokens"])
            self.assertEqual(40, final["usage"]["cacheReadInputTokens"])

        self.each(test)

    def test_two_tools_at_once_are_called_and_answered(self):
        def test(model):
            for ask in (self.ask, self.streamed):
                self.loop(model, ask, {})

        self.each(test)

    def test_thinking_comes_first_and_goes_back_in_a_tool_loop(self):
        def test(model):
            for ask in (self.ask, self.streamed):
                first = self.loop(model, ask, {"additionalModelRequestFields": THINKING})
                self.assertIn("größer", first["content"][0]["reasoningContent"]["reasoningText"]["text"])

        self.each(test)

    def loop(self, model, ask, more):
        answer = ask(model, CALLS, toolConfig=TOOLS, **more)
        self.assertEqual("tool_use", answer["stopReason"])
        message = answer["output"]["message"]
        calls = [block["toolUse"] for block in message["content"] if "toolUse" in block]
        self.assertEqual([("weather", {"city": "Zürich"}), ("clock", {})], [(c["name"], c["input"]) for c in calls])
        results = [
            {"toolResult": {"toolUseId": calls[0]["toolUseId"], "content": [{"text": "Rain, 7°"}]}},
            {"toolResult": {"toolUseId": calls[1]["toolUseId"], "content": [{"json": {"time": "noon"}}]}},
        ]
        messages = [
            {"role": "user", "content": [{"text": CALLS}]},
            message,
            {"role": "user", "content": results},
        ]
        final = self.ask(model, "", messages=messages, toolConfig=TOOLS, **more)
        self.assertIn("Rain, 7°", said(final["output"]["message"]))
        self.assertIn("noon", said(final["output"]["message"]))
        return message

    def test_a_forced_tool_is_called(self):
        def test(model):
            for choice in ({"tool": {"name": "clock"}}, {"any": {}}):
                answer = self.ask(model, "Now.", toolConfig={**TOOLS, "toolChoice": choice})
                self.assertEqual("tool_use", answer["stopReason"])

        self.each(test)

    def test_an_image_and_a_document_arrive(self):
        def test(model):
            image = {"image": {"format": "png", "source": {"bytes": base64.b64decode(PNG)}}}
            answer = self.ask(model, [image, {"text": "What is it?"}])
            self.assertIn("What is it?", said(answer["output"]["message"]))

        self.each(test)

    def test_structured_output_obeys_its_schema(self):
        schema = {
            "type": "object",
            "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
            "required": ["name", "age"],
            "additionalProperties": False,
        }
        form = {"type": "json_schema", "structure": {"jsonSchema": {"schema": json.dumps(schema), "name": "person"}}}
        for model in FORMATS:
            with self.subTest(model=model):
                answer = self.ask(model, "Who?", outputConfig={"textFormat": form})
                self.assertEqual({"name", "age"}, json.loads(said(answer["output"]["message"])).keys())

    def test_stop_reasons_are_told(self):
        def test(model):
            self.assertEqual(
                "max_tokens", self.ask(model, "/long 500", inferenceConfig={"maxTokens": 40})["stopReason"]
            )
            stopped = self.ask(model, "/long 500", inferenceConfig={"stopSequences": ["word7"], "maxTokens": 4096})
            self.assertNotIn("word7", said(stopped["output"]["message"]))

        self.each(test)

    def test_errors_are_the_sdks_own_kinds(self):
        def refused(model, prompt, *codes):
            with self.assertRaises(botocore.exceptions.ClientError) as error:
                self.ask(model, prompt)
            self.assertIn(error.exception.response["Error"]["Code"], codes)
            self.assertTrue(error.exception.response["Error"]["Message"])

        def test(model):
            refused(model, "/fail 429 retry-after=2", "ThrottlingException")
            refused(model, "/fail overloaded", "ServiceUnavailableException")
            refused(model, "/fail 400", "ValidationException")
            refused("missing-model", "Hi", "ResourceNotFoundException", "ValidationException")
            for fault in ("error", "cut 4", "garbled 4"):
                with self.subTest(fault=fault), self.assertRaises(Exception):
                    if self.streamed(model, f"/fail {fault} Hello")["stopReason"] is None:
                        raise AssertionError("the stream ended without its end")
            stranger = client(aws_access_key_id="AKIANOBODYKNOWSTHIS0", aws_secret_access_key="x" * 40)
            with self.assertRaises(botocore.exceptions.ClientError) as error:
                stranger.converse(modelId=model, messages=[{"role": "user", "content": [{"text": "Hi"}]}])
            self.assertIn(error.exception.response["ResponseMetadata"]["HTTPStatusCode"], (401, 403))

        self.each(test)


if __name__ == "__main__":
    unittest.main(verbosity=2)
