"""What is said of growth, with campaign size and with nodes, from results as the driver writes them."""

import unittest

from types import SimpleNamespace

from runner import campaign_size, growth, nodes
from runner.product import Unusable


def _result(kind, per_second):
    kinds = {
        name: {"count": 0, "perSecond": 0, "p50Millis": 1, "p99Millis": 3}
        for name in ("accepted", "refused", "shed", "failed")
    }
    kinds[kind] = {**kinds[kind], "count": 10 * per_second, "perSecond": per_second}
    return {"byKind": kinds, "timeline": [{"counts": {kind: per_second}, "p99Millis": 3}] * 2}


def _measured(size, accepted, refused):
    return growth.Measured(size, _result("accepted", accepted), _result("refused", refused))


class GrowthTest(unittest.TestCase):
    def test_compares_the_largest_with_the_smallest_before_and_after_it(self):
        measured = [_measured(1, 100, 200), _measured(5, 70, 200), _measured(30, 60, 90), _measured(1, 60, 200)]

        outcome = growth.outcome("Growth", "size", measured, "")

        self.assertEqual(60 / 80, outcome.figures["accepted, largest / smallest"])
        self.assertEqual(90 / 200, outcome.figures["refused, largest / smallest"])
        self.assertEqual([True, False], [limit.kept for limit in outcome.thresholds])
        self.assertEqual(10 * (100 + 70 + 60 + 60), outcome.figures["issued"])
        self.assertEqual(["1", "5", "30", "1"], [row[0] for row in outcome.tables[0].rows])

    def test_counts_what_a_campaign_was_filled_with(self):
        outcome = campaign_size._outcome([_result("accepted", 7)], [_measured(1, 100, 200)])

        self.assertEqual(10 * (7 + 100), outcome.figures["issued"])

    def test_asks_for_the_nodes_it_is_to_compare(self):
        run = SimpleNamespace(options=SimpleNamespace(target=["http://127.0.0.1:8080"]))

        with self.assertRaisesRegex(Unusable, "--target for each node"):
            nodes.nodes(run)


if __name__ == "__main__":
    unittest.main()
