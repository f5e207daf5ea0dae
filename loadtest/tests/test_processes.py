import os
import pathlib
import socket
import subprocess
import sys
import unittest

from runner import processes
from runner.limits import Limits
from runner.product import parse_meters

LINUX = pathlib.Path("/proc/net/tcp").exists()


class ProcessesTest(unittest.TestCase):
    @unittest.skipUnless(LINUX, "reads /proc")
    def test_finds_who_listens_at_the_target(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            target = f"http://127.0.0.1:{server.getsockname()[1]}"
            self.assertEqual({"command side": {os.getpid()}}, processes.participants([target], "http://127.0.0.1:9"))

    @unittest.skipUnless(LINUX, "reads /proc")
    def test_measures_a_process_until_it_ends(self):
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        self.assertIsNotNone(processes.cpu_seconds(child.pid))
        child.communicate(b"\n")
        self.assertIsNone(processes.cpu_seconds(child.pid))

    def test_reads_meters_with_and_without_labels(self):
        text = '# HELP x\ncoupon_log_head 12.0\nlag{projection="campaign summary"} 3.0\n'
        self.assertEqual(
            [("coupon_log_head", "", 12.0), ("lag", 'projection="campaign summary"', 3.0)], list(parse_meters(text))
        )

    @unittest.skipUnless(LINUX and os.geteuid() == 0, "needs a cgroup")
    def test_holds_a_process_and_lets_it_go_again(self):
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        group = pathlib.Path(f"/proc/{child.pid}/cgroup")
        with Limits({child.pid}, 0.5, "64m") as said:
            if said.startswith("cgroup"):
                self.assertIn("first-served-loadtest", group.read_text())
        self.assertNotIn("first-served-loadtest", group.read_text())
        child.communicate(b"\n")
