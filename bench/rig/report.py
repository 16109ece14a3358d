"""What a run says: a line a sample, a table at the end, and lines for results.md."""

import dataclasses
import json
import shlex
import time

from rig import machine, verdict

RESULTS = machine.BENCH / "results.md"


class Progress:
    """Prints each sample as it comes, and keeps all of them in bench/target for who wants to look closer."""

    def __init__(self):
        self.path = machine.TARGET / f"samples-{time.strftime('%Y%m%d-%H%M%S')}.jsonl"

    def __call__(self, sample):
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(dataclasses.asdict(sample)) + "\n")
        latencies = "".join(f"  {name} {micros:.0f}" for name, micros in sample.latencies_micros.items())
        print(
            f"{sample.row:9} round {sample.round}  {sample.stack:12} {sample.cpu_micros:8.2f} us"
            f"  {sample.per_second:9,.0f}/s  others {sample.others_percent:3.0f} %{latencies}",
            flush=True,
        )


def table(judgements, stacks):
    """The table for the terminal."""
    header = ["row", "unit", *stacks, "to floor", "to vertx2", "spread", "rounds", "must", "aim", "verdict"]
    lines = [header]
    for j in judgements:
        lines.append(
            [
                j.row.title,
                j.row.unit,
                *(number(j.medians.get(stack)) for stack in stacks),
                compared(j),
                number(j.to_yardstick),
                percent(j.spread),
                str(j.rounds),
                *bounds(j.row),
                j.verdict or "-",
            ]
        )
    widths = [max(map(len, column)) for column in zip(*lines)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines)


def append(judgements, stacks, command):
    """One line a row in results.md."""
    line = " | ".join
    prefix = [machine.today(), machine.commit(), machine.cpu_model()]
    with open(RESULTS, "a", encoding="utf-8") as file:
        for j in judgements:
            figures = ", ".join(f"{stack} {number(j.medians[stack])}" for stack in stacks if stack in j.medians)
            cells = [
                *prefix,
                j.row.title,
                f"{figures} {j.row.unit}",
                compared(j),
                number(j.to_yardstick),
                f"{percent(j.spread)} of {j.rounds}",
                j.verdict or "-",
                f"`{shlex.join(command)}`",
            ]
            file.write(f"| {line(cells)} |\n")


def number(value):
    if value is None:
        return "-"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def compared(judgement):
    if judgement.to_floor is None:
        return "-"
    text = number(judgement.to_floor)
    if judgement.row.rule is verdict.Rule.RATIO:
        return f"{text} x"
    return f"{judgement.to_floor:+.0f} {judgement.row.unit}"


def percent(value):
    return "-" if value is None else f"{100 * value:.0f} %"


def bounds(row):
    if row.rule in (verdict.Rule.NONE, verdict.Rule.ADDED):
        return ["-", "-"]
    unit = {verdict.Rule.RATIO: " x", verdict.Rule.ABOVE: f" {row.unit} over"}.get(row.rule, f" {row.unit}")
    return [f"{bound:g}{unit}" for bound in (row.must, row.aim)]
