"""Records requests that boto3 signed, for SignedByBoto3Test. Run by hand:

    python -m venv v && v/bin/pip install boto3==1.44.5
    v/bin/python gateway/src/test/python/boto3_signatures.py \
        > gateway/src/test/resources/dev/pontage/authenticate/boto3-signatures.jsonl

A line is one request as it goes over the wire: what boto3 prepared, before a socket is opened, without the
fields that are another each time and never signed. Nothing is sent.
"""

import base64
import datetime
import hashlib
import json
from unittest import mock
from urllib.parse import urlsplit

import boto3
import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

ID = "0123456789abcdef0123456789abcdef"
SECRET = "a-secret-that-signs-0123456789abcdef"
AT = datetime.datetime(2026, 11, 21, 20, 30, 15, tzinfo=datetime.timezone.utc)
HOST = "http://127.0.0.1:8080"


class Stop(Exception):
    pass


def text(value):
    return value.decode("utf-8") if isinstance(value, bytes) else value


def record(name, prepared):
    url = urlsplit(prepared.url)
    fields = [[key, text(value)] for key, value in prepared.headers.items() if not key.startswith("amz-sdk-")]
    if not any(key.lower() == "host" for key, _ in fields):
        fields.insert(0, ["Host", url.netloc])
    body = prepared.body or b""
    line = {
        "name": name,
        "method": prepared.method,
        "path": url.path,
        "query": url.query,
        "headers": fields,
        "body": base64.b64encode(body.encode() if isinstance(body, str) else body).decode(),
    }
    print(json.dumps(line))


def client(service="bedrock-runtime", prefix=""):
    return boto3.client(
        service,
        region_name="us-east-1",
        endpoint_url=HOST + prefix,
        aws_access_key_id=ID,
        aws_secret_access_key=SECRET,
        config=Config(retries={"total_max_attempts": 1}, user_agent="Boto3/1.44.5"),
    )


def called(name, made, call):
    def stop(request, **_):
        record(name, request)
        raise Stop

    made.meta.events.register("before-send.*.*", stop)
    try:
        call(made)
    except Stop:
        pass


def signed(name, method, path, body=b"", headers=None, query=""):
    """Signed by botocore's signer without a client: what other SDKs do and boto3 does not."""
    request = AWSRequest(method, HOST + path + ("?" + query if query else ""), data=body, headers=headers or {})
    botocore.auth.SigV4Auth(Credentials(ID, SECRET), "bedrock", "eu-central-1").add_auth(request)
    record(name, request)


def sha256(body):
    return hashlib.sha256(body).hexdigest()


def main():
    said = [{"role": "user", "content": [{"text": "Grüße, 世界"}]}]
    haiku = "anthropic.claude-3-haiku-20240307-v1:0"
    profile = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0"
    called("converse", client(), lambda c: c.converse(modelId=haiku, messages=said))
    called("converse_stream", client(), lambda c: c.converse_stream(modelId=haiku, messages=said))
    called("an ARN", client(), lambda c: c.converse(modelId=profile, messages=said))
    called("a prefix", client(prefix="/bedrock/v1"), lambda c: c.converse(modelId=haiku, messages=said))
    called("a prefix with a slash", client(prefix="/bedrock/v1/"), lambda c: c.converse(modelId=haiku, messages=said))
    called("a provider's name", client(), lambda c: c.converse(modelId="alpha/gpt-4o", messages=said))
    called("odd characters", client(), lambda c: c.converse(modelId="a b~c(1)*!'é", messages=said))
    called("invoke_model", client(), lambda c: c.invoke_model(modelId=haiku, body=b'{"inputText":"x"}'))
    called(
        "invoke_model with headers",
        client(),
        lambda c: c.invoke_model(modelId=haiku, body=b"{}", accept="application/json", trace="ENABLED"),
    )
    called("count_tokens", client(), lambda c: c.count_tokens(modelId=haiku, input={"converse": {"messages": said}}))
    called("a query", client("bedrock"), lambda c: c.list_foundation_models(byProvider="a b+c/é", byOutputModality="TEXT"))

    body = b'{"messages":[]}'
    stated = {"Content-Type": "application/json", "X-Amz-Content-SHA256": sha256(body)}
    path = "/model/m/converse"
    signed("the body's hash is stated", "POST", path, body, stated)
    signed("no body", "GET", "/models")
    signed("no body, and its hash stated", "GET", "/models", b"", {"X-Amz-Content-SHA256": sha256(b"")})
    signed("spaces in a field", "POST", path, body, {**stated, "X-Amz-Meta": "  a   b \t c  "})
    signed("a session token", "POST", path, body, {**stated, "X-Amz-Security-Token": "AQoDYXdzEJr/+="})
    signed("slashes that are empty segments", "POST", "/model//m/converse", body, stated)
    signed("an encoded slash", "POST", "/model/a%2Fb%3A0/converse", body, stated)
    signed("a colon as it is", "POST", "/model/a:0/converse", body, stated)
    signed("an unsorted query", "GET", "/models", b"", None, "b=2&a=%20x&a=1&Z=&c")


if __name__ == "__main__":
    with mock.patch("botocore.auth.get_current_datetime", lambda remove_tzinfo=True: AT.replace(tzinfo=None)):
        main()
