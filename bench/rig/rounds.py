"""The rows that are measured in interleaved rounds, all stacks running beside each other."""

import dataclasses
import time

from rig import load, verdict

STREAM_SECONDS = 0.52  # how long one paced stream lasts
RATE_PER_SECOND = 1000


@dataclasses.dataclass(frozen=True)
class WarmUp:
    """Load before the first round: so many seconds, and on until so many answers came.

    A JIT compiler counts calls. On a machine whose other jobs leave it little, the seconds alone would end while it
    still interprets, and the stack that was warmed in the busiest minute would look the dearest.
    """

    json_seconds: int
    json_answers: int
    burst_seconds: int
    burst_answers: int
    paced_streams: int
    seconds_max: int


FULL = WarmUp(11, 250_000, 6, 15_000, 800, seconds_max=90)
SHORT = WarmUp(3, 0, 2, 0, 100, seconds_max=10)


def run_row(name, round_number, stack, upstream, seconds):
    """Measures one stack once."""
    if name == "json":
        return load.saturated(name, round_number, stack, upstream, "json", 32, seconds)
    if name == "burst":
        return load.saturated(name, round_number, stack, upstream, "burst", 16, seconds)
    if name == "paced":
        # By count, since a stream that the end of the time cuts would cost CPU and yield no answer.
        streams = 100 * max(1, round(seconds / STREAM_SECONDS))
        return load.counted(name, round_number, stack, upstream, "paced", 100, streams, seconds)
    if name == "rate":
        return load.steady(name, round_number, stack, upstream, RATE_PER_SECOND, seconds)
    raise ValueError(name)


def warm_up(stack, upstream, amount):
    if not stack.warms_up:
        amount = SHORT
    until(amount.json_answers, stack, upstream, "json", 32, amount.json_seconds, amount.seconds_max)
    until(amount.burst_answers, stack, upstream, "burst", 16, amount.burst_seconds, amount.seconds_max)
    load.counted("warm-up", 0, stack, upstream, "paced", 100, amount.paced_streams, 30)


def until(answers, stack, upstream, body, connections, seconds, seconds_max):
    answered = 0
    deadline = time.monotonic() + seconds_max
    while True:
        answered += load.saturated("warm-up", 0, stack, upstream, body, connections, seconds).answered
        if answered >= answers or time.monotonic() > deadline:
            return


def measure(stacks, direct, upstream, rows, options, report):
    """Measures the rows in rounds over all stacks; returns every sample."""

    def measure_row(row, round_number):
        order = in_turn(stacks, round_number)
        for stack in [direct, *order] if row == "rate" else order:
            yield run_row(row, round_number, stack, upstream, options.seconds)

    return interleave(rows, verdict.FLOOR, options, measure_row, report)


def in_turn(stacks, round_number):
    """The stacks with another one first in each round: a neighbour's busy seconds then hit a different one."""
    turn = round_number % len(stacks)
    return stacks[turn:] + stacks[:turn]


def interleave(rows, floor, options, measure_row, report):
    """Runs rounds of all rows, then more of those whose floor has not settled, up to the most rounds.

    A row goes on for all stacks or for none, and on account of the floor's spread alone.
    """
    samples = []
    open_rows = list(rows)
    for round_number in range(1, options.max_rounds + 1):
        if round_number > options.rounds:
            open_rows = [row for row in open_rows if not floor_settled(samples, row, floor)]
        for row in open_rows:
            for sample in measure_row(row, round_number):
                samples.append(sample)
                report(sample)
    return samples


def floor_settled(samples, row, floor):
    floors = [s.cpu_micros for s in samples if s.row == row and s.stack == floor]
    if not floors:
        return True  # nothing to settle
    return verdict.settled(floors) and (row != "rate" or verdict.settled(added_p50(samples)[floor]))


def added_p50(samples):
    """By stack, what each round's p50 was over that of calling the upstream directly in the same round."""
    direct = {s.round: s.latencies_micros["p50"] for s in samples if s.row == "rate" and s.stack == "direct"}
    added = {}
    for sample in samples:
        if sample.row == "rate" and sample.stack != "direct":
            added.setdefault(sample.stack, []).append(sample.latencies_micros["p50"] - direct[sample.round])
    return added


def figures(samples):
    """The rows' values by stack, one a round, as rig.verdict wants them."""
    values = {}
    for sample in samples:
        if sample.stack != "direct":
            values.setdefault(sample.row, {}).setdefault(sample.stack, []).append(sample.cpu_micros)
    if "rate" in values:
        values["added"] = added_p50(samples)
        for quantile in ("p99", "p999"):
            for sample in samples:
                if sample.row == "rate" and sample.stack != "direct":
                    by_stack = values.setdefault(quantile, {})
                    by_stack.setdefault(sample.stack, []).append(sample.latencies_micros[quantile])
    return values
