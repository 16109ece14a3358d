"""The rows that compare a gateway's translated traffic with what it does for clients and upstreams of one protocol.

One gateway, one upstream, one client: the model that is asked for says in which protocol the upstream is called. What
is left when the cost of the same protocol is taken off is the translation.
"""

import json

from rig import bodies, load, rounds, verdict
from rig.stacks import RigError, call

SAME = "same"
TRANSLATED = "translated"


class Crossing:
    """A gateway as clients see it that ask for a model of one protocol; has what rig.load asks of a stack."""

    def __init__(self, gateway, name):
        self.port = gateway.port
        self.process = gateway.process
        self.name = name
        self.gateway = gateway
        self.answers = {}

    def expected(self, direct):
        return self.answers.get(direct) or self.gateway.expected(direct)


def measure(gateway, upstream, options, report):
    """The judgements of all rows, and the names of what they compare."""
    same = Crossing(gateway, SAME)
    crossings = {word: Crossing(gateway, word) for word in bodies.TRANSLATED}
    rounds.warm_up(gateway, upstream, options.warm_up)
    for word, crossing in crossings.items():
        learn(word, crossing, upstream)
        warm_up(word, crossing, upstream, options.warm_up)

    def measure_row(pace, round_number):
        for stack in rounds.in_turn([same, *crossings.values()], round_number):
            body = pace if stack is same else f"{stack.name}-{pace}"
            yield run(pace, round_number, stack, upstream, body, options.seconds)

    samples = rounds.interleave(bodies.TRANSLATED_PACES, SAME, options, measure_row, report)
    for word, crossing in crossings.items():
        learn(word, crossing, upstream)
    return [judge(samples, word, pace) for word in crossings for pace in bodies.TRANSLATED_PACES], [SAME, TRANSLATED]


def run(pace, round_number, stack, upstream, body, seconds):
    if pace == "json":
        return load.saturated(pace, round_number, stack, upstream, body, 32, seconds)
    streams = 100 * max(1, round(seconds / rounds.STREAM_SECONDS))
    return load.counted(pace, round_number, stack, upstream, body, 100, streams, seconds)


def warm_up(word, crossing, upstream, amount):
    answers = amount.json_answers // 2
    rounds.until(answers, crossing, upstream, f"{word}-json", 32, amount.json_seconds, amount.seconds_max)
    load.counted("warm-up", 0, crossing, upstream, f"{word}-paced", 100, amount.paced_streams, 30)


def judge(samples, word, pace):
    figures = {
        name: [sample.cpu_micros for sample in samples if sample.row == pace and sample.stack == stack]
        for name, stack in ((SAME, SAME), (TRANSLATED, word))
    }
    return verdict.judge(verdict.ROWS[f"{word}-{pace}"], figures, floor=SAME, subject=TRANSLATED)


def learn(word, crossing, upstream):
    """What the translated answers are; raises unless they say what the upstream says to clients of its own."""
    before = upstream.stats()["requests"]
    for pace in bodies.TRANSLATED_PACES:
        body = f"{word}-{pace}"
        status, answer = call(crossing.port, bodies.path(body).read_bytes())
        direct = load.upstream_answer(pace)
        if status != 200:
            raise RigError(f"{body}: answered {status}: {answer[:500]}")
        said, wanted = meaning(answer), meaning(direct)
        if said != {**wanted, "model": bodies.asked_model(word)}:
            raise RigError(f"{body}: says {said}, wanted {wanted}")
        crossing.answers[direct] = answer
    if upstream.stats()["requests"] - before != len(bodies.TRANSLATED_PACES):
        raise RigError(f"{word}: a call became several upstream")


def meaning(answer):
    """The text, the model and the usage of a chat completion, whole or streamed."""
    if answer.startswith(b"data: "):
        events = [json.loads(event[6:]) for event in answer.split(b"\n\n") if event.startswith(b"data: {")]
        if not answer.endswith(b"data: [DONE]\n\n"):
            raise RigError("a stream without its end")
        texts = [choice["delta"].get("content") or "" for event in events for choice in event["choices"]]
    else:
        events = [json.loads(answer)]
        texts = [choice["message"]["content"] for choice in events[0]["choices"]]
    usage = next(event["usage"] for event in events if event.get("usage"))
    counts = tuple(usage[name] for name in ("prompt_tokens", "completion_tokens", "total_tokens"))
    return {"text": "".join(texts), "model": events[0]["model"], "usage": counts}
