"""The cost of a thousand coupons, from samples as the sampler takes them."""

import unittest

from runner import cost


def _sample(at, head=None, **cpu):
    return {"at": at, "cpu": cpu, **({} if head is None else {"meters": {"coupon_log_head": head}})}


class CostTest(unittest.TestCase):
    def test_counts_only_the_stretches_at_full_rate(self):
        samples = [
            _sample(0, 0, database=9.0),
            _sample(1, database=0.5),
            _sample(2, 1_000, database=0.5),
            _sample(3, database=0.3),
            _sample(4, 11_000, database=0.4, Redis=0.1),
            _sample(5, database=0.3),
            _sample(6, 20_000, database=0.3),
            _sample(7),
            _sample(8, 20_000, database=5.0),
        ]

        table = cost.at_full_rate(samples, "gateway mode")

        self.assertEqual("Cost of 1,000 coupons at full rate, gateway mode", table.title)
        self.assertEqual(["Redis", "database", "all together"], [row[0] for row in table.rows])
        self.assertAlmostEqual(0.1 / 19, table.rows[0][1])
        self.assertAlmostEqual(1.3 / 19, table.rows[1][1])

    def test_is_not_misled_by_a_few_fast_seconds(self):
        samples = [_sample(0, 0), _sample(2, 20_000, database=9.0)]
        samples += [_sample(2 + 2 * n, 20_000 + 10_000 * n, database=1.0) for n in range(1, 5)]

        table = cost.at_full_rate(samples)

        self.assertAlmostEqual((9.0 + 4.0) / 60, table.rows[0][1])

    def test_says_nothing_of_a_run_with_few_coupons(self):
        self.assertIsNone(cost.at_full_rate([_sample(0, 0), _sample(2, 1_000, database=0.1)]))
        self.assertIsNone(cost.at_full_rate([]))


if __name__ == "__main__":
    unittest.main()
