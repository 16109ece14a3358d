"""What a row must show, how noise is judged, and the judgement on a row's figures. Pure arithmetic."""

import dataclasses
import enum
import statistics

FLOOR = "nginx"
YARDSTICK = "vertx2"
PRODUCT = "gateway"
ROUNDS_MIN = 3  # fewer have no spread, and no ratio of theirs is judged
NOISY_FROM = 0.10  # a spread of the floor's figures at which ratios to it mean nothing


class Rule(enum.Enum):
    """What the bounds of a row are compared with."""

    RATIO = "ratio to the floor of the same round"
    ABOVE = "difference to the floor of the same round"
    ADDED = "nothing, but the difference to the floor of the same round is told"
    PLAIN = "the figure itself"
    NONE = "nothing: the row informs"


@dataclasses.dataclass(frozen=True)
class Row:
    name: str
    title: str
    unit: str
    rule: Rule
    must: float = 0
    aim: float = 0
    noisy_must: float = 0  # ratio to the yardstick, where the floor is noisy


REQUEST = "us/request"
EVENT = "us/event"
ROWS = {
    row.name: row
    for row in (
        Row("json", "CPU per JSON request, saturated", REQUEST, Rule.RATIO, 3.2, 2.2, 1.3),
        Row("rate", "CPU per JSON request at 1,000/s", REQUEST, Rule.RATIO, 2.2, 1.5, 1.3),
        Row("paced", "CPU per SSE event, paced 10 ms", EVENT, Rule.RATIO, 2.1, 1.6, 1.1),
        Row("burst", "CPU per SSE event, burst", EVENT, Rule.RATIO, 2.3, 1.5, 1.1),
        Row("added", "added p50 at 1,000/s", "us", Rule.ABOVE, 50, 20, 1.3),
        Row("p99", "p99 at 1,000/s", "us", Rule.NONE),
        Row("p999", "p99.9 at 1,000/s", "us", Rule.NONE),
        Row("idle", "resident memory, idle", "MB", Rule.NONE),
        Row("warm", "resident memory, warm", "MB", Rule.PLAIN, 160, 110),
        Row("streams", "memory per open slow stream", "KB", Rule.PLAIN, 40, 16),
        Row("start", "start to first served answer", "s", Rule.PLAIN, 2.0, 0.4),
        Row("cancel-waiting", "cancelled upstream, before the first byte, slowest", "ms", Rule.PLAIN, 200, 200),
        Row("cancel-streaming", "cancelled upstream, in a stream, slowest", "ms", Rule.PLAIN, 200, 200),
        Row("keys-json", "CPU per JSON request, saturated, one key of many", REQUEST, Rule.RATIO, 1.1, 1.1),
        Row("keys-rate", "CPU per JSON request at a rate, all keys in turn", REQUEST, Rule.RATIO, 1.1, 1.1),
        Row("messages-json", "translated to Messages: CPU per JSON request, saturated", REQUEST, Rule.ABOVE, 60, 30),
        Row("messages-paced", "translated to Messages: CPU per SSE event, paced 10 ms", EVENT, Rule.ABOVE, 15, 7.5),
        Row("converse-json", "translated to Converse: CPU per JSON request, saturated", REQUEST, Rule.ABOVE, 60, 30),
        Row("converse-paced", "translated to Converse: CPU per event, paced 10 ms", EVENT, Rule.ABOVE, 15, 7.5),
        Row("sdk-p50", "p50 of a call of Bedrock, one after the other", "us", Rule.ADDED),
        Row("sdk-p99", "p99 of a call of Bedrock, one after the other", "us", Rule.ADDED),
    )
}


@dataclasses.dataclass(frozen=True)
class Judgement:
    row: Row
    medians: dict  # stack: median of its rounds
    to_floor: float | None  # ratio or difference, as the row's rule says; median over rounds
    to_yardstick: float | None
    spread: float | None  # of the floor; of the subject where the row has no floor
    rounds: int
    verdict: str

    @property
    def missed(self):
        return "MISS" in self.verdict


def spread(values):
    """(4th - 2nd) / median of five rounds; of more, or fewer, the same thing: the quartiles, over all rounds."""
    if len(values) < ROUNDS_MIN:
        return None
    lower, median, upper = statistics.quantiles(values, n=4, method="inclusive")
    return (upper - lower) / abs(median) if median else None


def settled(values):
    """Whether a floor with these figures can be compared with."""
    width = spread(values)
    return width is not None and width < NOISY_FROM


def judge(row, values, floor=FLOOR, subject=PRODUCT, yardstick=YARDSTICK):
    """Judges one row. `values` maps each stack to its figures, one a round, in the order of rounds.

    Only the product is judged, or the most keys against the fewest; any other subject is compared and that is all.
    """
    medians = {stack: statistics.median(figures) for stack, figures in values.items() if figures}
    figures = values.get(subject, [])
    base = values.get(floor, [])
    rounds = max(map(len, values.values()), default=0)
    comparing = row.rule in (Rule.RATIO, Rule.ABOVE, Rule.ADDED)
    combine = (lambda own, other: own / other) if row.rule is Rule.RATIO else (lambda own, other: own - other)
    to_floor = paired(figures, base, combine) if comparing else None
    peers = values.get(yardstick, []) if subject != yardstick else []
    # An added latency can be measured as less than nothing; a ratio to that would mean nothing either.
    to_yardstick = paired(figures, peers, lambda own, other: own / other) if min(peers, default=0) > 0 else None
    width = spread(base) if comparing else spread(figures)
    verdict = ""
    judged = bool(figures) and row.rule is not Rule.ADDED and (subject == PRODUCT or floor != FLOOR)
    if judged and row.rule is Rule.PLAIN:
        verdict = against(medians[subject], row.must, row.aim, "")
    elif judged and comparing and len(base) >= ROUNDS_MIN:
        if settled(base):
            verdict = against(to_floor, row.must, row.aim, "")
        elif row.noisy_must:
            verdict = against(to_yardstick, row.noisy_must, row.noisy_must, "noisy, by vertx2: ")
        else:
            verdict = against(to_floor, row.must, row.aim, "noisy: ")
    return Judgement(row, medians, to_floor, to_yardstick, width, rounds, verdict)


def paired(own, other, combine):
    """The median over rounds of one stack's figure combined with another's of the same round."""
    pairs = list(zip(own, other))
    return statistics.median(combine(mine, base) for mine, base in pairs) if pairs else None


def against(value, must, aim, prefix):
    if value is None:
        return prefix + "not comparable"
    if value > must:
        return prefix + "MISS"
    return prefix + ("aim" if value <= aim < must else "must")
