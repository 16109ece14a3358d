"""The rows that say what the way through the gateway adds to calling Bedrock with AWS's own SDK (S2.23).

A simulated Bedrock, a gateway in front of it, and a client that calls the one and the other in turn (AddedLatency in
e2e/aws), each in a process of its own.
"""

import json
import shlex
import subprocess

from rig import bodies, machine, rounds, verdict
from rig.stacks import Gateway, RigError, java

MODEL = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
CALLS_PER_SECOND = 150  # of each way, about; the length of a round follows from it
WARM_UP_CALLS = {rounds.FULL: 3000, rounds.SHORT: 100}  # a JIT compiler counts calls
ROUND_SECONDS_MAX = 900
WAYS = ("sdk", "sdk-gateway", "openai-gateway")
RESOURCES = machine.TARGET / "sdk.yaml"
CLASS_PATH = machine.TARGET / "sdk-classpath"

DOCUMENT = """apiVersion: pontage.dev/v1
kind: Provider
metadata: {{name: simulated}}
spec:
  dialect: bedrock
  baseUrl: {address}
  auth: {{sigv4: bedrock}}
  region: us-east-1
  price: free
  models: ["{model}"]
  credentials: [{{name: main, accessKeyId: AKIASIMULATOR0000001, secretAccessKey: "{secret}"}}]
"""
SECRET = "simulated/secret+access/key/0123456789ab"  # the simulator's, which takes no other


def build():
    """Compiles the client and writes its class path."""
    command = ["./mvnw", "-q", "-pl", "e2e/aws", "-am", "-DskipTests", "test-compile", "dependency:build-classpath"]
    command += [f"-Dmdep.outputFile={CLASS_PATH}", "-Dmdep.includeScope=test"]
    if subprocess.run(command, cwd=machine.ROOT, check=False).returncode != 0:
        raise RigError("the build of the client failed: " + shlex.join(command))


def measure(port, options, report):
    """The judgements, and the names of the ways."""
    build()
    simulators = subprocess.Popen(
        program("dev.pontage.testkit.simulator.Simulators"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    gateway = None
    try:
        addresses = dict(simulators.stdout.readline().split() for _ in range(4))
        RESOURCES.write_text(DOCUMENT.format(address=addresses["bedrock"], model=MODEL, secret=SECRET))
        gateway = Gateway(port, options.launcher, ("-f", str(RESOURCES))).start()
        found = [one_round(addresses["bedrock"], port, options, report) for _ in range(options.rounds)]
    finally:
        if gateway:
            gateway.stop()
        simulators.stdin.close()
        simulators.wait(10)
    judgements = []
    for quantile in ("p50", "p99"):
        values = {way: [each[way][quantile] for each in found] for way in WAYS}
        row = verdict.ROWS[f"sdk-{quantile}"]
        judgements.append(verdict.judge(row, values, floor=WAYS[0], subject=WAYS[-1], yardstick=""))
    return judgements, list(WAYS)


def program(main, *arguments):
    classes = [machine.ROOT / "e2e/aws/target/test-classes", CLASS_PATH.read_text().strip()]
    flags = ["-XX:+UseSerialGC", "-Xmx512m", "-cp", ":".join(map(str, classes))]
    return [java(), *flags, main, *arguments]


def one_round(address, port, options, report):
    gateway = f"http://127.0.0.1:{port}"
    counts = (WARM_UP_CALLS[options.warm_up], CALLS_PER_SECOND * options.seconds)
    command = program("dev.pontage.e2e.aws.AddedLatency", address, gateway, bodies.KEY, MODEL, *map(str, counts))
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=ROUND_SECONDS_MAX, check=False)
    except subprocess.TimeoutExpired as error:
        raise RigError(f"the client of AWS's SDK did not end within {ROUND_SECONDS_MAX} s") from error
    if ended.returncode != 0:
        raise RigError(f"the client of AWS's SDK ended with {ended.returncode}: {ended.stderr[-2000:]}")
    found = json.loads(ended.stdout.splitlines()[-1])
    report(f"sdk       {json.dumps(found)}")
    return found
