import math
import unittest

from runner.product import Product


class _Metered(Product):
    def __init__(self, command: list, query: list):
        super().__init__(["command"], "query")
        self._meters = {"command": command, "query": query}

    def meters(self, base: str) -> list:
        return [(name, {}, value) for name, value in self._meters[base]]


RELAYED = [("coupon_relay_lag_events", 0.0)]


class LagTest(unittest.TestCase):
    def test_is_the_longer_of_relay_and_projections(self):
        self.assertEqual(7.0, _Metered(RELAYED, [("coupon_projection_lag_events", 7.0), ("coupon_projection_lag_events", 3.0)]).lag())

    def test_is_not_known_while_the_query_side_does_not_say(self):
        """A query node that has just been started again has published nothing, or no number."""
        self.assertIsNone(_Metered(RELAYED, []).lag())
        self.assertIsNone(_Metered(RELAYED, [("coupon_projection_lag_events", math.nan)]).lag())
        self.assertIsNone(_Metered([], [("coupon_projection_lag_events", 0.0)]).lag())

    def test_that_is_not_known_is_not_quiet(self):
        self.assertIsNone(_Metered(RELAYED, []).wait_until_quiet(0.01))
        self.assertIsNotNone(_Metered(RELAYED, [("coupon_projection_lag_events", 0.0)]).wait_until_quiet())
