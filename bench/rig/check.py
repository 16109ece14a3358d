"""Whether a stack does the work it is measured for: right bytes, right model upstream, wrong keys refused."""

import hashlib

from rig import bodies, load
from rig.stacks import RigError, call

CHECKED = ("json", "burst", "paced")


def learn(direct):
    """Asks the upstream itself what the right answers are."""
    for name in CHECKED:
        status, answer = call(direct.port, bodies.path(name).read_bytes())
        if status != 200:
            raise RigError(f"the upstream answered {status}")
        streamed = bodies.PACES[name][0]
        if load.ANSWERS.setdefault(streamed, answer) != answer:
            raise RigError("the upstream's answers differ from each other")


def check(stack, upstream):
    """Raises unless every kind of answer is the direct one byte for byte, but for what the stack declares."""
    before = upstream.stats()
    for name in CHECKED:
        status, answer = call(stack.port, bodies.path(name).read_bytes())
        right = stack.expected(load.upstream_answer(name))
        if status != 200 or answer != right:
            raise RigError(
                f"{stack.name}: {name}: {status}, {len(answer)} bytes with md5 {md5(answer)},"
                f" wanted 200, {len(right)} bytes with md5 {md5(right)}"
            )
    after = upstream.stats()
    asked = after["requests"] - before["requests"]
    if asked != len(CHECKED):
        raise RigError(f"{stack.name}: {len(CHECKED)} calls became {asked} upstream")
    if after["shortWrites"]:
        raise RigError(f"{stack.name}: read so slowly that the upstream's buffers filled")
    if stack.checks_keys:
        if after["mapped"] - before["mapped"] != asked:
            raise RigError(f"{stack.name}: did not map the model's name")
        status, _ = call(stack.port, bodies.path("json").read_bytes(), "pontage-bench-key-of-a-stranger-")
        if status != 401:
            raise RigError(f"{stack.name}: answered {status} to a wrong key")


def md5(content):
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
