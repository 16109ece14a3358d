"""What is compared, each as something that can be started on a port, and ended: nginx, vertx2, the gateway."""

import http.client
import json
import os
import pathlib
import resource
import shutil
import signal
import socket
import subprocess
import time

from rig import bodies, machine

UPSTREAM_PORTS = (9101, 9102)  # bench/gateway.yaml names them too
OPEN_FILES = 20_000
START_SECONDS_MAX = 600  # the first start of a gateway may have to build it
STOP_SECONDS_MAX = 45  # a graceful stop may drain for 25 s and flush for 5 s

# The yardstick's flags; a change here makes old rows of results.md incomparable.
PROTOTYPE_FLAGS = (
    "-XX:+UseSerialGC",
    "-XX:+UseCompactObjectHeaders",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
)
ROUNDS_HEAP = ("-Xms512m", "-Xmx512m")
FRESH_HEAP = ("-Xms24m", "-Xmx512m")


class RigError(Exception):
    """A run that cannot be finished, or whose figures would mean nothing; the message is for the reader."""


class Stack:
    """One program under load. Subclasses say how to start it, and what it does to an answer."""

    name = ""
    checks_keys = True  # refuses a wrong key, maps the model's name
    warms_up = True  # gets cheaper by the call, as a JIT compiler gets on

    def __init__(self, port):
        self.port = port
        self.folder = machine.TARGET / "run" / f"{self.name}-{port}"
        self.process = None

    def command(self):
        raise NotImplementedError

    def environment(self):
        return dict(os.environ)

    def expected(self, direct):
        """What a client must receive where the upstream itself would have sent these bytes."""
        return direct

    def launch(self):
        """Starts the program and returns at once. Its folder is new: nothing of an earlier start is in it."""
        require_free(self.port)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.prepare()
        with open(self.folder / "log", "wb") as log:
            self.process = subprocess.Popen(
                self.command(),
                cwd=machine.ROOT,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self

    def prepare(self):
        """Writes what the program reads at start into its folder."""

    def start(self):
        """Starts the program and returns when it has answered a call with 200."""
        self.launch()
        deadline = time.monotonic() + START_SECONDS_MAX
        while not self.serves():
            if time.monotonic() > deadline:
                raise RigError(f"{self.name} did not answer within {START_SECONDS_MAX} s: see {self.folder}/log")
            time.sleep(0.02)
        return self

    def serves(self):
        if self.process.poll() is not None:
            raise RigError(f"{self.name} ended with code {self.process.returncode}: see {self.folder}/log")
        try:
            return call(self.port, bodies.path("json").read_bytes())[0] == 200
        except OSError:
            return False

    def stop(self):
        """Ends the program and what it started, gently at first."""
        if self.process is None:
            return
        group = self.process.pid  # the session that launch() made
        try:
            os.killpg(group, signal.SIGTERM)
            self.process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            os.killpg(group, signal.SIGKILL)
            self.process.wait()
        except ProcessLookupError:
            self.process.wait()
        self.process = None


class Upstream(Stack):
    """The C upstream that all others call."""

    name = "upstream"

    def __init__(self):
        super().__init__(UPSTREAM_PORTS[0])

    def launch(self):
        require_free(UPSTREAM_PORTS[1])
        return super().launch()

    def command(self):
        return [str(machine.TARGET / "upstream"), *map(str, UPSTREAM_PORTS)]

    def stats(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/stats")
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()


class Direct(Stack):
    """No gateway at all: the client calls the upstream."""

    name = "direct"
    checks_keys = False

    def __init__(self, upstream):
        super().__init__(upstream.port)
        self.process = upstream.process

    def launch(self):
        return self

    def stop(self):
        """The upstream ends for itself."""


class Nginx(Stack):
    """nginx with proxy_pass, kept-alive upstream connections and two workers."""

    name = "nginx"
    checks_keys = False
    warms_up = False

    def command(self):
        binary = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin:/usr/local/sbin")
        folder = self.folder
        return [binary, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]

    def prepare(self):
        servers = " ".join(f"server 127.0.0.1:{port};" for port in UPSTREAM_PORTS)
        text = (machine.BENCH / "nginx.conf").read_text()
        filled = text.replace("@PORT@", str(self.port)).replace("@UPSTREAMS@", servers)
        (self.folder / "nginx.conf").write_text(filled)


class Prototype(Stack):
    """The bare prototype of bench/src/main/java."""

    name = "vertx2"

    def __init__(self, port, heap=ROUNDS_HEAP):
        super().__init__(port)
        self.heap = heap

    def command(self):
        return [
            java(),
            *self.heap,
            *PROTOTYPE_FLAGS,
            f"-Dport={self.port}",
            "-Dupstreams=" + ",".join(map(str, UPSTREAM_PORTS)),
            "-cp",
            f"{machine.TARGET}/bench-0.1.0.jar:{machine.TARGET}/lib/*",
            "dev.pontage.bench.prototype.Prototype",
        ]


class Gateway(Stack):
    """The product, as its launcher starts it from this checkout."""

    name = "gateway"

    def __init__(self, port, launcher=("./pontage",), extra=()):
        super().__init__(port)
        self.launcher = launcher
        self.extra = extra

    def command(self):
        return gateway_command(self.port, self.folder, self.launcher, self.extra)

    def environment(self):
        """Ours, less every vendor's key: a key there would register that vendor as one more provider."""
        kept = {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY")}
        kept["PONTAGE_ENV_PROVIDERS"] = "off"
        kept["PONTAGE_METRICS"] = f"127.0.0.1:{self.port + 1000}"  # two gateways run beside each other
        return kept

    def expected(self, direct):
        """The answer names the model as it was asked for: the map changed it, so the gateway changes it back."""
        return direct.replace(
            f'"model":"{bodies.UPSTREAM_MODEL}"'.encode(), f'"model":"{bodies.ASKED_MODEL}"'.encode()
        )


def gateway_command(port, folder, launcher, extra):
    """The command line of a gateway: the only place here that knows the product's options."""
    return [
        *launcher,
        "serve",
        "--listen",
        f"127.0.0.1:{port}",
        "--data",
        str(folder / "data"),
        "--secrets",
        str(folder / "secrets"),
        "-f",
        "bench/gateway.yaml",
        *extra,
    ]


def java():
    """A java of 25 or later: JAVA_HOME's, else the first in the usual places."""
    homes = [os.environ.get("JAVA_HOME", "")]
    homes += sorted(map(str, pathlib.Path("/usr/lib/jvm").glob("*")), reverse=True)
    for home in filter(None, homes):
        release = pathlib.Path(home) / "release"
        if not release.exists():
            continue
        version = release.read_text().split('JAVA_VERSION="', 1)[1].split('"', 1)[0]
        if int(version.split(".")[0]) >= 25:
            return f"{home}/bin/java"
    raise RigError("no JDK of 25 or later: set JAVA_HOME")


def raise_open_files():
    """The streams row holds 2,000 clients and 2,000 upstream connections open; children inherit the limit."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def require_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise RigError(f"port {port} is taken ({error.strerror}); see --base-port, or end what holds it") from error


def call(port, body, key=bodies.KEY):
    """One call; returns its status and its body, joined if it came in chunks."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    try:
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        connection.request("POST", "/v1/chat/completions", body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except http.client.HTTPException as error:
        raise OSError(f"no whole answer from port {port}: {error!r}") from error
    finally:
        connection.close()
