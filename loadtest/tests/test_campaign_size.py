"""The outcome of a campaign-size run, from results as the driver writes them."""

import unittest

from runner import campaign_size


def _result(kind, per_second):
    kinds = {
        name: {"count": 0, "perSecond": 0, "p50Millis": 1, "p99Millis": 3}
        for name in ("accepted", "refused", "shed", "failed")
    }
    kinds[kind] = {**kinds[kind], "count": 10 * per_second, "perSecond": per_second}
    return {"byKind": kinds, "timeline": [{"counts": {kind: per_second}, "p99Millis": 3}] * 2}


class CampaignSizeTest(unittest.TestCase):
    def test_compares_the_largest_with_the_smallest_before_and_after_it(self):
        rates = {1_000: [100, 60], 1_000_000: [60]}
        measured = [
            (size, _result("accepted", size // 10), _result("accepted", rates.get(size, [70]).pop(0)),
             _result("refused", 90 if size == 1_000_000 else 200))
            for size in campaign_size.SIZES
        ]

        outcome = campaign_size._outcome(measured)

        self.assertEqual(60 / 80, outcome.figures["accepted, largest / smallest campaign"])
        self.assertEqual(90 / 200, outcome.figures["refused, largest / smallest campaign"])
        self.assertEqual([True, False], [limit.kept for limit in outcome.thresholds])
        self.assertEqual(sum(campaign_size.SIZES) + 10 * (100 + 60 + 60 + 70 + 70), outcome.figures["issued"])
        self.assertEqual([f"{size:,}" for size in campaign_size.SIZES], [row[0] for row in outcome.tables[0].rows])


if __name__ == "__main__":
    unittest.main()
