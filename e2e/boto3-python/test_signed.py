"""AWS's SDK for Python, unchanged, against the demo provider. AWS_ENDPOINT_URL_BEDROCK_RUNTIME says where, and
AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are those of a key that signs."""

import os
import unittest
import urllib.error
import urllib.request

import boto3
import botocore.auth
from botocore.config import Config
from botocore.exceptions import ClientError

HAIKU = "anthropic.claude-3-haiku-20240307-v1:0"
PROFILE = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0"
ONCE = Config(retries={"total_max_attempts": 1})


def client(**more):
    return boto3.client("bedrock-runtime", region_name="us-east-1", config=ONCE, **more)


def said(text):
    return [{"role": "user", "content": [{"text": text}]}]


class Boto3(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = client()

    def assertRefused(self, made, status, code, text="Hi"):
        with self.assertRaises(ClientError) as refused:
            made.converse(modelId=HAIKU, messages=said(text))
        self.assertEqual(code, refused.exception.response["Error"]["Code"])
        self.assertEqual(status, refused.exception.response["ResponseMetadata"]["HTTPStatusCode"])
        self.assertTrue(refused.exception.response["Error"]["Message"])

    def test_a_chat_is_answered_with_usage(self):
        answer = self.client.converse(modelId=HAIKU, messages=said("Grüße, 世界"))
        self.assertRegex(answer["output"]["message"]["content"][0]["text"], r"^\[demo\] .*Grüße, 世界")
        usage = answer["usage"]
        self.assertEqual(usage["totalTokens"], usage["inputTokens"] + usage["outputTokens"])

    def test_a_stream_says_what_a_whole_answer_says(self):
        whole = self.client.converse(modelId=HAIKU, messages=said("Hello there"))
        text, usage = "", None
        for event in self.client.converse_stream(modelId=HAIKU, messages=said("Hello there"))["stream"]:
            text += event.get("contentBlockDelta", {}).get("delta", {}).get("text", "")
            usage = event.get("metadata", {}).get("usage", usage)
        self.assertEqual(whole["output"]["message"]["content"][0]["text"], text)
        self.assertEqual(whole["usage"]["outputTokens"], usage["outputTokens"])

    def test_the_model_may_be_an_arn(self):
        answer = self.client.converse(modelId=PROFILE, messages=said("Hello there"))
        self.assertTrue(answer["output"]["message"]["content"][0]["text"].startswith("[demo] "))

    def test_a_long_body_is_signed_too(self):
        answer = self.client.converse(modelId=HAIKU, messages=said("x" * 1_000_000))
        self.assertGreater(answer["usage"]["inputTokens"], 0)

    def test_a_session_token_is_no_matter(self):
        made = client(
            aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=os.environ["AWS_SECRET_ACCESS_KEY"],
            aws_session_token="a-token",
        )
        answer = made.converse(modelId=HAIKU, messages=said("Hi"))
        self.assertTrue(answer["output"]["message"]["content"])

    def test_another_secret_or_id_is_refused_as_aws_does(self):
        ours = os.environ["AWS_ACCESS_KEY_ID"]
        self.assertRefused(
            client(aws_access_key_id=ours, aws_secret_access_key="x" * 40), 403, "InvalidSignatureException"
        )
        self.assertRefused(
            client(aws_access_key_id="AKIAIOSFODNN7EXAMPLE", aws_secret_access_key="x" * 40),
            403,
            "UnrecognizedClientException",
        )

    def test_a_body_or_a_path_changed_on_the_way_is_refused(self):
        def other_body(request, **_):
            request.body = request.body.replace(b"Hi", b"Ho")

        def other_path(request, **_):
            request.url = request.url.replace("haiku", "opus1")

        for change in (other_body, other_path):
            made = client()
            made.meta.events.register("before-send.bedrock-runtime.Converse", change)
            self.assertRefused(made, 403, "InvalidSignatureException")

    def test_what_was_signed_too_long_ago_is_refused(self):
        now = botocore.auth.get_current_datetime
        botocore.auth.get_current_datetime = lambda *more, **named: now(*more, **named).replace(year=2020)
        try:
            self.assertRefused(client(), 403, "InvalidSignatureException")
        finally:
            botocore.auth.get_current_datetime = now

    def test_a_presigned_address_is_refused(self):
        url = self.client.generate_presigned_url("converse", Params={"modelId": HAIKU, "messages": said("Hi")})
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(url, data=b"{}", method="POST"))
        self.assertEqual(400, refused.exception.code)
        self.assertEqual("IncompleteSignatureException", refused.exception.headers["x-amzn-errortype"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
