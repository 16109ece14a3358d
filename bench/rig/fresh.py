"""The rows that need a new process: memory, memory of open streams, start, cancel."""

import socket
import subprocess
import time

from rig import bodies, load, machine
from rig.stacks import RigError

IDLE_SECONDS = 4
STREAMS = 2000
STREAMS_SETTLE_SECONDS = 8
STREAMS_OPEN_SECONDS_MAX = 30
CANCELS = 20
CANCEL_SECONDS_MAX = 5
POLL_SECONDS = 0.002


def memory(make, upstream):
    """Megabytes idle and warm, and kilobytes for each of 2,000 open streams of one event a second."""
    stack = make().start()
    try:
        time.sleep(IDLE_SECONDS)
        idle = machine.tree_rss_kilobytes(stack.process.pid)
        load.counted("memory", 0, stack, upstream, "json", 16, 20_000, 120)
        load.counted("memory", 0, stack, upstream, "paced", 50, 200, 60)
        time.sleep(1)
        warm = machine.tree_rss_kilobytes(stack.process.pid)
        with_streams = hold_streams(stack, upstream)
        return {"idle": idle / 1024, "warm": warm / 1024, "streams": (with_streams - warm) / STREAMS}
    finally:
        stack.stop()


def hold_streams(stack, upstream):
    """Resident kilobytes while all the streams are open; raises if they do not all end when the clients do."""
    command = load.h2load_command(stack, "slow", STREAMS, ["-n", str(STREAMS)])
    client = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(
            lambda: upstream.stats()["open"] == STREAMS,
            STREAMS_OPEN_SECONDS_MAX,
            lambda: f"{stack.name}: only {upstream.stats()['open']} of {STREAMS} streams opened",
        )
        time.sleep(STREAMS_SETTLE_SECONDS)
        held = machine.tree_rss_kilobytes(stack.process.pid)
        if upstream.stats()["open"] != STREAMS:
            raise RigError(f"{stack.name}: lost streams: {upstream.stats()['open']} of {STREAMS} are open")
    finally:
        client.kill()
        client.wait()
    wait_until(
        lambda: upstream.stats()["open"] == 0,
        CANCEL_SECONDS_MAX,
        lambda: f"{stack.name}: {upstream.stats()['open']} streams run on although their clients are gone",
    )
    return held


def start(make):
    """Seconds from the start of a new process, on an empty folder, to the last byte of its first 200.

    Whoever calls this starts the program once before: a launcher may have to build it, and its files are then read.
    """
    stack = make()
    started = time.monotonic()
    stack.launch()
    try:
        while not stack.serves():
            if time.monotonic() - started > 60:
                raise RigError(f"{stack.name} did not answer within 60 s: see {stack.folder}/log")
            time.sleep(POLL_SECONDS)
        return time.monotonic() - started
    finally:
        stack.stop()


def cancel(make, upstream):
    """The slowest of 20 cancels, in milliseconds, before the first byte and in a stream.

    From the client's close to the moment at which the upstream sees its connection end, both on one clock.
    """
    stack = make().start()
    try:
        load.counted("cancel", 0, stack, upstream, "json", 16, 2000, 60)  # no class is loaded while we measure
        waiting = [cancel_once(stack, upstream, "json-waiting") for _ in range(CANCELS)]
        streaming = [cancel_once(stack, upstream, "slow") for _ in range(CANCELS)]
        return {"cancel-waiting": max(waiting), "cancel-streaming": max(streaming)}
    finally:
        stack.stop()


def cancel_once(stack, upstream, body):
    before = upstream.stats()
    with socket.create_connection(("127.0.0.1", stack.port), 5) as client:
        content = bodies.path(body).read_bytes()
        client.sendall(
            b"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + f"Authorization: Bearer {bodies.KEY}\r\nContent-Length: {len(content)}\r\n\r\n".encode()
            + content
        )
        if bodies.PACES[body][0]:
            received = b""
            while b"\n\n" not in received:
                piece = client.recv(65536)
                if not piece:
                    raise RigError(f"{stack.name}: ended the stream before its first event")
                received += piece
        else:
            wait_until(
                lambda: upstream.stats()["open"] == before["open"] + 1,
                CANCEL_SECONDS_MAX,
                lambda: f"{stack.name}: the call did not reach the upstream",
            )
        left = time.monotonic_ns()
    wait_until(
        lambda: upstream.stats()["cancelled"] == before["cancelled"] + 1,
        CANCEL_SECONDS_MAX,
        lambda: f"{stack.name}: {body}: not cancelled within {CANCEL_SECONDS_MAX} s",
    )
    after = upstream.stats()
    if after["requests"] != before["requests"] + 1 or after["open"] != before["open"]:
        raise RigError(f"{stack.name}: {body}: called the upstream again for a client that had left")
    return (after["lastCancelNanos"] - left) / 1e6


def wait_until(condition, seconds, complaint):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise RigError(complaint())
        time.sleep(POLL_SECONDS)
