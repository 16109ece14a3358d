"""The requests that are sent: one chat body of about 1.4 KB in five paces, written once to files.

Two of the paces also for each upstream of another protocol, which differ in the model they ask for."""

import json

from rig import machine

KEY = "pontage-bench-key-00000000000007"
ASKED_MODEL = "gpt-x"
UPSTREAM_MODEL = "mock-model-1"

INSTRUCTION = "You are a careful clerk. Answer in short, plain sentences and name the part of the text you used. "
NOTE = "the crossing was open all week, two faults at the gate were mended, one is still open and waits for a smith. "

# name: (streamed, milliseconds between events or before a whole answer)
PACES = {
    "json": (False, 0),
    "json-waiting": (False, 8000),
    "burst": (True, 0),
    "paced": (True, 10),
    "slow": (True, 1000),
}

# What the upstream can be asked as beside the protocol of the clients, by the word for its operation.
TRANSLATED = ("messages", "converse")
TRANSLATED_PACES = ("json", "paced")
PACES.update({f"{word}-{pace}": PACES[pace] for word in TRANSLATED for pace in TRANSLATED_PACES})


def asked_model(word):
    """The name by which the upstream is asked as one of another protocol; bench/gateway.yaml maps it."""
    return f"gpt-{word}"


def body(name, streamed, pace_millis):
    word = next((each for each in TRANSLATED if name.startswith(each + "-")), "")
    request = {
        "model": asked_model(word) if word else ASKED_MODEL,
        "messages": [
            {"role": "system", "content": INSTRUCTION * 6},
            {"role": "user", "content": "Summarise these notes for the weekly report: " + NOTE * 6},
        ],
        "temperature": 0.2,
        "max_tokens": 256,
    }
    if streamed:
        request["stream"] = True
        request["stream_options"] = {"include_usage": True}
    if word and pace_millis:  # where a protocol has no place for a user
        request["messages"][1]["content"] += f"[pace d{pace_millis}]"
    request["user"] = f"d{pace_millis}" if pace_millis else "u1"
    return json.dumps(request, separators=(",", ":")).encode()


def write():
    """Writes every body and the key file; returns their folder."""
    folder = machine.TARGET / "bodies"
    folder.mkdir(parents=True, exist_ok=True)
    for name, (streamed, pace_millis) in PACES.items():
        (folder / f"{name}.json").write_bytes(body(name, streamed, pace_millis))
    (folder / "key").write_text(KEY + "\n")
    return folder


def path(name):
    return machine.TARGET / "bodies" / f"{name}.json"


def key_path():
    return machine.TARGET / "bodies" / "key"
