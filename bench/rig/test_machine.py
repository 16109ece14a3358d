"""What is read about processes: CPU time in nanoseconds, with the time of threads that have ended."""

import subprocess
import sys
import unittest

from rig import machine

BUSY_THREAD = """
import sys, threading, time
def work():
    while time.thread_time() < 0.2:
        pass
thread = threading.Thread(target=work)
thread.start()
thread.join()
print("joined", flush=True)
sys.stdin.read()
"""


class ProcessClock(unittest.TestCase):
    def setUp(self):
        self.process = subprocess.Popen(
            [sys.executable, "-c", BUSY_THREAD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.process.stdout.readline()

    def tearDown(self):
        self.process.communicate()

    def test_the_time_of_a_thread_that_ended_counts(self):
        pid = self.process.pid
        self.assertGreater(machine.cpu_nanos(pid), machine.schedstat_nanos(pid) + 150_000_000)

    def test_the_clock_is_the_schedulers_own(self):
        # The live thread's share agrees with schedstat: the rest is what the ended thread used, 200 ms and a little.
        pid = self.process.pid
        ended = machine.cpu_nanos(pid) - machine.schedstat_nanos(pid)
        self.assertLess(ended, 300_000_000)

    def test_a_child_belongs_to_the_tree(self):
        self.assertIn(self.process.pid, machine.tree(machine.os.getpid()))


if __name__ == "__main__":
    unittest.main()
