"""The outcome of an overload, from a result as the driver writes it."""

import unittest

from runner import overload


def _kind(per_second=0, slowest=0):
    return {"count": 30 * per_second, "perSecond": per_second, "p99Millis": slowest, "maxMillis": slowest}


class OverloadTest(unittest.TestCase):
    def test_compares_goodput_with_the_capacity_before_and_after(self):
        kinds = {"accepted": _kind(85, 700), "shed": _kind(5), "failed": _kind()}
        result = {"byKind": kinds, "dropped": 9, "timeline": [{"counts": {}, "p99Millis": 1}] * 2}

        kept = overload._outcome([100, 80], 300, result)
        missed = overload._outcome([100, 100], 300, result)

        self.assertEqual(85 / 90, kept.figures["goodput / capacity"])
        self.assertEqual([True, True, True], [limit.kept for limit in kept.thresholds])
        self.assertEqual([False, True, True], [limit.kept for limit in missed.thresholds])


if __name__ == "__main__":
    unittest.main()
