import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import unittest

from runner.matrix.clock import HOUR_SECONDS, ClockAhead, ClockBehind

# Prints the time of day at each line it is given, and how long that took; at "wait" it first waits until the time of
# day is 0.2 s later, as C programs do.
TELLS = """
import ctypes, sys, time
system, condition, mutex = ctypes.CDLL(None), (ctypes.c_long * 8)(), (ctypes.c_long * 8)()
for word in sys.stdin:
    begun = time.monotonic()
    if word.strip() == "wait":
        nanos = time.time_ns() + 200_000_000
        system.pthread_mutex_lock(mutex)
        system.pthread_cond_timedwait(condition, mutex, (ctypes.c_long * 2)(*divmod(nanos, 1_000_000_000)))
        system.pthread_mutex_unlock(mutex)
    print(time.time(), time.monotonic() - begun, flush=True)
"""
TOLERANCE_SECONDS = 60


@unittest.skipIf(ClockAhead.missing(), ClockAhead.missing())
class SteppedTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "system"

    def told(self, kind, *words):
        """What a running process says before the step, in it and after it."""
        fault = kind(random.Random(1))
        fault.furnish(self.data)
        with subprocess.Popen([sys.executable, "-c", TELLS], env={**os.environ, **fault.environment}, text=True,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            answers = [self.ask(process, words)]
            fault.inject(None)
            answers.append(self.ask(process, words))
            fault.heal(None)
            answers.append(self.ask(process, words))
            process.stdin.close()
        return answers

    @staticmethod
    def ask(process, words):
        for word in words or ("time",):
            process.stdin.write(f"{word}\n")
            process.stdin.flush()
            told, took = process.stdout.readline().split()
        return float(told) - time.time(), float(took)

    def test_steps_the_clock_of_a_running_process_and_back(self):
        for kind, step in ((ClockAhead, HOUR_SECONDS), (ClockBehind, -HOUR_SECONDS)):
            with self.subTest(kind.title()):
                offsets = [offset for offset, _ in self.told(kind)]
                for wanted, seen in zip((0, step, 0), offsets, strict=True):
                    self.assertAlmostEqual(wanted, seen, delta=TOLERANCE_SECONDS)

    def test_a_wait_takes_as_long_as_was_meant_whatever_the_clock_says(self):
        for kind in (ClockAhead, ClockBehind):
            for _, took in self.told(kind, "wait"):
                self.assertGreaterEqual(took, 0.19)
                self.assertLess(took, TOLERANCE_SECONDS)


if __name__ == "__main__":
    unittest.main()
