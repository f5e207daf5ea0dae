"""What the profile makes of `jfr print` and of a process's threads."""

import os
import unittest

from runner import processes, profile

PRINTED = """
jdk.CPUTimeSample {
  startTime = 11:06:22.359 (2026-11-25)
  failed = false
  samplingPeriod = 10.0 ms
  biased = true
  eventThread = "" (javaThreadId = 77, virtual)
  stackTrace = [
    java.util.HashMap.get(Object) line: 1
    io.lettuce.core.Something$Inner.lambda$send$0(Object) line: 12
    io.firstserved.command.issuance.Issuance.issue(CampaignId) line: 60
    java.lang.VirtualThread.run(Runnable) line: 460
    jdk.internal.vm.Continuation.enterSpecial(Continuation, boolean, boolean)
  ]
}

jdk.CPUTimeSample {
  eventThread = "" (javaThreadId = 78, virtual)
  stackTrace = [
    jdk.internal.vm.Continuation.yield0(ContinuationScope, Continuation) line: 1
    java.lang.VirtualThread.park() line: 700
    io.firstserved.command.log.Append.await(Duration) line: 80
  ]
}

jdk.CPUTimeSample {
  eventThread = "log-writer" (javaThreadId = 30)
  stackTrace = [
    io.firstserved.command.log.LogWriter.writeNext() line: 80
  ]
}

jdk.CPUTimeSample {
  eventThread = "" (javaThreadId = 79, virtual)
  stackTrace = [
    java.lang.String.<init>(byte[], byte) line: 1
    java.lang.Thread.run() line: 1
  ]
}
"""


class ProfileTest(unittest.TestCase):
    def test_counts_a_sample_for_the_innermost_frame_that_is_known(self):
        counts = profile.count(PRINTED.splitlines())

        self.assertEqual({"gate": 1, "switching virtual threads": 1, "others": 1}, counts)

    def test_adds_up_the_threads_of_a_process(self):
        seconds = profile.threads(os.getpid())

        self.assertEqual({"others"}, set(seconds))
        self.assertLessEqual(seconds["others"], processes.cpu_seconds(os.getpid()) + 0.1)

    def test_gives_shares_of_the_whole_the_largest_first(self):
        self.assertEqual([["b", 75.0], ["a", 25.0]], profile._shares({"a": 1, "b": 3, "c": 0}))


if __name__ == "__main__":
    unittest.main()
