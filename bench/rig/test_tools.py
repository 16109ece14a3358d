"""The C tools: what the upstream answers and counts, and what the rate generator sees. Needs bench/prepare."""

import http.client
import json
import socket
import subprocess
import tempfile
import time
import unittest
import zlib

from rig import bodies, fresh, load, machine, stacks, translated


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@unittest.skipUnless((machine.TARGET / "upstream").exists(), "run bench/prepare first")
class Tools(unittest.TestCase):
    def setUp(self):
        self.port = free_port()
        self.process = subprocess.Popen([str(machine.TARGET / "upstream"), str(self.port)])
        self.upstream = stacks.Upstream()
        self.upstream.port = self.port
        self.upstream.process = self.process
        fresh.wait_until(self.up, 5, lambda: "the upstream does not answer")
        bodies.write()

    def tearDown(self):
        self.process.terminate()
        self.process.wait()

    def up(self):
        try:
            return self.upstream.stats()["open"] == 0
        except OSError:
            return False

    def ask(self, name):
        return stacks.call(self.port, bodies.path(name).read_bytes())

    def post(self, path, name):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        self.addCleanup(connection.close)
        connection.request("POST", path, bodies.path(name).read_bytes())
        return connection.getresponse().read()

    def rate(self, name, expected):
        with tempfile.NamedTemporaryFile() as file:
            file.write(expected)
            file.flush()
            command = [str(machine.TARGET / "rate"), str(self.port), "500", "1", str(bodies.path(name))]
            run = subprocess.run(command + [str(bodies.key_path()), file.name], capture_output=True, check=True)
        return json.loads(run.stdout)

    def test_a_stream_is_49_deltas_of_199_bytes_then_usage_then_done(self):
        events = self.ask("burst")[1].split(b"\n\n")
        self.assertEqual([len(event) + 2 for event in events[:49]], [199] * 49)
        self.assertIn(b'"usage":{"prompt_tokens":212', events[49])
        self.assertEqual(events[50:], [b"data: [DONE]", b""])

    def test_an_answer_is_json_of_about_1100_bytes_with_usage(self):
        answer = self.ask("json")[1]
        self.assertEqual(json.loads(answer)["usage"]["total_tokens"], 340)
        self.assertTrue(1050 < len(answer) < 1150, len(answer))

    def test_other_protocols_say_the_same_in_as_many_deltas(self):
        text = json.loads(self.ask("json")[1])["choices"][0]["message"]["content"]
        self.assertEqual(json.loads(self.post("/v1/messages", "json"))["content"][0]["text"], text)
        whole = json.loads(self.post("/model/m/converse", "json"))
        self.assertEqual(whole["output"]["message"]["content"][0]["text"], text)
        events = self.post("/v1/messages", "burst").split(b"\n\n")
        self.assertEqual(sum(event.startswith(b"event: content_block_delta\n") for event in events), 49)
        frames = list(self.frames(self.post("/model/m/converse-stream", "json")))
        self.assertEqual(sum(b"contentBlockDelta" in frame for frame in frames), 49)
        self.assertIn(b'"totalTokens":262', frames[-1])

    def frames(self, stream):
        while stream:
            length = int.from_bytes(stream[:4], "big")
            frame, stream = stream[:length], stream[length:]
            self.assertEqual(zlib.crc32(frame[:8]), int.from_bytes(frame[8:12], "big"))
            self.assertEqual(zlib.crc32(frame[:-4]), int.from_bytes(frame[-4:], "big"))
            yield frame

    def test_a_translated_request_asks_for_its_pace_in_words(self):
        started = time.monotonic()
        self.post("/model/m/converse-stream", "converse-paced")
        self.assertGreater(time.monotonic() - started, 0.48)

    def test_what_an_answer_means_is_read_whole_and_streamed(self):
        whole, streamed = (translated.meaning(self.ask(name)[1]) for name in ("json", "burst"))
        self.assertEqual((whole["model"], whole["usage"]), ("mock-model-1", (212, 128, 340)))
        self.assertEqual((streamed["model"], streamed["usage"]), ("mock-model-1", (212, 50, 262)))
        self.assertTrue(streamed["text"].startswith(" carts00 carts01"))

    def test_a_paced_stream_takes_its_time(self):
        started = time.monotonic()
        self.ask("paced")
        self.assertGreater(time.monotonic() - started, 0.48)

    def test_requests_are_counted_and_those_that_name_its_own_model(self):
        self.ask("json")
        stacks.call(self.port, b'{"model":"mock-model-1"}')
        stats = self.upstream.stats()
        self.assertEqual((stats["requests"], stats["mapped"], stats["open"]), (2, 1, 0))

    def test_a_reader_that_leaves_is_counted_with_the_time(self):
        with socket.create_connection(("127.0.0.1", self.port)) as client:
            client.sendall(b'POST / HTTP/1.1\r\nContent-Length: 16\r\n\r\n{"user":"d15000"')
            fresh.wait_until(lambda: self.upstream.stats()["open"] == 1, 5, lambda: "not read")
            left = time.monotonic_ns()
        fresh.wait_until(lambda: self.upstream.stats()["cancelled"] == 1, 5, lambda: "not counted")
        self.assertTrue(0 < self.upstream.stats()["lastCancelNanos"] - left < 5e9)

    def test_the_generator_counts_right_answers_and_their_latency(self):
        counts = self.rate("json", self.ask("json")[1])
        self.assertEqual((counts["done"], counts["failed"], counts["different"]), (500, 0, 0))
        self.assertTrue(0 < counts["p50"] <= counts["p99"] <= counts["longest"])

    def test_the_generator_sees_one_wrong_byte(self):
        counts = self.rate("json", self.ask("json")[1][:-1] + b"]")
        self.assertEqual((counts["done"], counts["different"]), (0, 500))

    def test_the_generator_joins_chunks_before_it_compares(self):
        self.assertEqual(self.rate("burst", self.ask("burst")[1])["done"], 500)

    def test_answers_of_a_wrong_length_void_a_round(self):
        load.ANSWERS[False] = self.ask("json")[1] + b"!"
        self.addCleanup(load.ANSWERS.clear)
        stack = stacks.Direct(self.upstream)
        stack.port = self.port
        with self.assertRaisesRegex(stacks.RigError, "do not make"):
            load.counted("json", 1, stack, self.upstream, "json", 4, 100, 10)


if __name__ == "__main__":
    unittest.main()
