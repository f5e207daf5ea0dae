"""The outcome of a capacity run, from results as the driver writes them."""

import unittest

from runner import capacity


def _result(**per_second):
    kinds = {
        kind: {"count": 10 * rate, "perSecond": rate, "p50Millis": 1, "p95Millis": 2, "p99Millis": 3}
        for kind, rate in {"accepted": 0, "refused": 0, "shed": 0, "failed": 0, **per_second}.items()
    }
    return {"byKind": kinds, "timeline": []}


def _server(accepted, refused):
    return {"warm-up": [1, 2], "accepted": _result(accepted=accepted), "refused": _result(refused=refused)}


class CapacityTest(unittest.TestCase):
    def test_sets_the_service_beside_the_floor(self):
        results = {
            capacity.SERVICE: _server(50, 90), "service, JWT mode, HS256": _server(30, 120),
            "service, JWT mode, ES256": _server(5, 6), "floor": _server(100, 200), "naive": _server(10, 20),
        }
        steps = [(40, _result(accepted=40), True), (50, _result(accepted=45), False)]

        outcome = capacity._outcome(results, steps)

        self.assertEqual(0.5, outcome.figures["service, gateway mode: accepted, part of the floor"])
        self.assertEqual(0.45, outcome.figures["service, gateway mode: refused, part of the floor"])
        self.assertEqual(0.6, outcome.figures["service, JWT mode, HS256: refused, part of the floor"])
        self.assertEqual(0.05, outcome.figures["service, JWT mode, ES256: accepted, part of the floor"])
        self.assertEqual(40, outcome.figures["service, gateway mode: highest sustained rate"])
        self.assertEqual(500 + 300 + 50 + 400 + 450, outcome.figures["issued"])
        self.assertEqual([True, False, False, True], [limit.kept for limit in outcome.thresholds])
        self.assertEqual(list(results), [row[0] for row in outcome.tables[0].rows])


if __name__ == "__main__":
    unittest.main()
