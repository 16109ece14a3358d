"""Loads a stack with h2load or rate, and reads what that cost."""

import dataclasses
import json
import re
import resource
import subprocess
import time

from rig import bodies, machine
from rig.stacks import RigError

EVENTS_PER_STREAM = 51  # 49 deltas, usage, [DONE]
GRACE_SECONDS = 60


@dataclasses.dataclass
class Sample:
    """One stack in one round of one row."""

    row: str
    stack: str
    round: int
    answered: int
    cpu_micros: float  # per request, or per event of a stream
    per_second: float  # answers
    others_percent: float  # of one core, used by what is no part of the measurement
    latencies_micros: dict = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Cost:
    elapsed_seconds: float
    cpu_nanos: int
    others_percent: float


def saturated(row, round_number, stack, upstream, body, connections, seconds):
    """Keeps so many connections busy for so long."""
    return h2load(row, round_number, stack, upstream, body, connections, ["-D", str(seconds)], seconds)


def counted(row, round_number, stack, upstream, body, connections, count, seconds):
    """Sends so many requests over so many connections; about so many seconds are expected."""
    return h2load(row, round_number, stack, upstream, body, connections, ["-n", str(count)], seconds)


def h2load(row, round_number, stack, upstream, body, connections, amount, seconds):
    command = h2load_command(stack, body, connections, amount)
    output, cost = measured(stack, upstream, command, seconds)
    answered = judge_h2load(output, stack, body, connections, "-n" in amount)
    events = EVENTS_PER_STREAM if bodies.PACES[body][0] else 1
    return Sample(
        row=row,
        stack=stack.name,
        round=round_number,
        answered=answered,
        cpu_micros=cost.cpu_nanos / 1000 / answered / events,
        per_second=answered / cost.elapsed_seconds,
        others_percent=cost.others_percent,
    )


def h2load_command(stack, body, connections, amount):
    return [
        "h2load",
        "--h1",
        "-t1",
        f"-c{connections}",
        *amount,
        "-d",
        str(bodies.path(body)),
        "-H",
        f"Authorization: Bearer {bodies.KEY}",
        "-H",
        "Content-Type: application/json",
        f"http://127.0.0.1:{stack.port}/v1/chat/completions",
    ]


def judge_h2load(output, stack, body, connections, complete):
    """How many answers came; raises unless every one was a 2xx of the right length."""
    found = re.search(r"(\d+) done, (\d+) succeeded, (\d+) failed, (\d+) errored, (\d+) timeout", output)
    codes = re.search(r"status codes: (\d+) 2xx, (\d+) 3xx, (\d+) 4xx, (\d+) 5xx", output)
    data = re.search(r"\((\d+)\) data", output)
    if not (found and codes and data):
        raise RigError(f"{stack.name}: h2load said nothing that can be read:\n{output[-2000:]}")
    done, succeeded, failed, errored, timeout = map(int, found.groups())
    if failed or errored or timeout or succeeded != done or any(map(int, codes.groups()[1:])):
        raise RigError(f"{stack.name}: {body}: not every answer was a 2xx: {found.group(0)}; {codes.group(0)}")
    if done == 0:
        raise RigError(f"{stack.name}: {body}: no answer within the round")
    # A timed round is cut while each connection has one answer under way, whose bytes count and whose end does not.
    length = len(stack.expected(upstream_answer(body)))
    surplus = int(data.group(1)) - done * length
    if surplus < 0 or surplus > (0 if complete else connections * length):
        raise RigError(f"{stack.name}: {body}: {done} answers of {length} bytes do not make {data.group(1)} bytes")
    return done


ANSWERS = {}  # what the upstream itself answers, by whether it streams; filled by rig.check


def upstream_answer(body):
    return ANSWERS[bodies.PACES[body][0]]


def steady(row, round_number, stack, upstream, per_second, seconds, keys=None):
    """Sends JSON requests at a constant rate, compares every answer, and reports latencies from the schedule."""
    expected = machine.TARGET / "bodies" / f"expected-{stack.name}"
    expected.write_bytes(stack.expected(upstream_answer("json")))
    command = [
        str(machine.TARGET / "rate"),
        str(stack.port),
        str(per_second),
        str(seconds),
        str(bodies.path("json")),
        str(keys or bodies.key_path()),
        str(expected),
    ]
    output, cost = measured(stack, upstream, command, seconds)
    counts = json.loads(output)
    if counts["failed"] or counts["different"]:
        raise RigError(f"{stack.name}: at {per_second}/s: not every answer was the right one: {output.strip()}")
    return Sample(
        row=row,
        stack=stack.name,
        round=round_number,
        answered=counts["done"],
        cpu_micros=cost.cpu_nanos / 1000 / counts["done"],
        per_second=counts["done"] / cost.elapsed_seconds,
        others_percent=cost.others_percent,
        latencies_micros={name: counts[name] for name in ("p50", "p90", "p99", "p999", "longest")},
    )


def measured(stack, upstream, command, seconds):
    """Runs a load tool; returns what it printed and what the stack spent meanwhile."""
    before = readings(stack, upstream)
    started = time.monotonic()
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=seconds + GRACE_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise RigError(f"{stack.name}: {command[0]} did not end within {seconds + GRACE_SECONDS} s") from error
    elapsed = time.monotonic() - started
    after = readings(stack, upstream)
    if run.returncode != 0:
        raise RigError(f"{stack.name}: {command[0]} ended with {run.returncode}: {run.stderr[-2000:]}")
    if before[0].keys() != after[0].keys():
        raise RigError(f"{stack.name}: its processes changed under load; CPU time would be wrong")
    spent = sum(after[0].values()) - sum(before[0].values())
    upstream_spent = sum(after[1].values()) - sum(before[1].values())
    others = (after[3] - before[3]) - (after[2] - before[2]) - (spent + upstream_spent) / 1e9
    return run.stdout, Cost(elapsed, spent, max(0.0, 100 * others / elapsed))


def readings(stack, upstream):
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (
        machine.tree_cpu_nanos(stack.process.pid),
        {} if stack.process is upstream.process else machine.tree_cpu_nanos(upstream.process.pid),
        children.ru_utime + children.ru_stime,
        machine.busy_seconds(),
    )
