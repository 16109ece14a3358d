"""The documents of many keys, and the rows that compare a gateway with few keys and one with many."""

from rig import load, machine, rounds
from rig.stacks import Gateway

FIRST = 1_000_000  # the prototype's and gateway.yaml's keys are below
RATE_PER_SECOND = 2000

DOCUMENT = """apiVersion: pontage.dev/v1
kind: Key
metadata: {{name: bench-{number}}}
spec:
  account: bench
  value: {value}
  budgets: [{{usd: "10000000.00", period: day}}]
"""


def name(count):
    return f"{count:,} keys"


def value(number):
    return f"pontage-bench-key-{number:014d}"


def documents(count):
    """The Key documents, one string each."""
    return (DOCUMENT.format(number=number, value=value(number)) for number in range(FIRST, FIRST + count))


def values(count):
    return (value(number) for number in range(FIRST, FIRST + count))


def measure(ports, upstream, options, report):
    """Runs one gateway for each count of keys, fewest first, and measures them in interleaved rounds.

    Once with one key at full load, where every look-up is warm, and once with all keys in turn at a steady rate,
    where with many keys hardly any is.
    """
    gateways = []
    try:
        for count, port in zip(options.keys, ports):
            documents_path, values_path = write(count)
            stack = Gateway(port, options.launcher, ("-f", str(documents_path)))
            gateways.append((stack, values_path))
            stack.start()
            stack.name = name(count)
            rounds.warm_up(stack, upstream, options.warm_up)
            load.steady("warm-up", 0, stack, upstream, RATE_PER_SECOND, options.warm_up.json_seconds, values_path)

        def measure_row(row, round_number):
            for stack, values_path in rounds.in_turn(gateways, round_number):
                if row == "keys-json":
                    yield load.saturated(row, round_number, stack, upstream, "json", 32, options.seconds)
                else:
                    yield load.steady(
                        row, round_number, stack, upstream, RATE_PER_SECOND, options.seconds, values_path
                    )

        floor = gateways[0][0].name
        return rounds.interleave(("keys-json", "keys-rate"), floor, options, measure_row, report)
    finally:
        for stack, _ in gateways:
            stack.stop()


def write(count):
    folder = machine.TARGET / "keys"
    folder.mkdir(parents=True, exist_ok=True)
    documents_path = folder / f"{count}.yaml"
    documents_path.write_text("---\n".join(documents(count)))
    values_path = folder / f"{count}.txt"
    values_path.write_text("\n".join(values(count)) + "\n")
    return documents_path, values_path
