import unittest

from runner.matrix.figures import back_after, longest_gap, rate_before


class FiguresTest(unittest.TestCase):
    def test_leaves_the_first_second_out_of_the_rate_before(self):
        self.assertEqual(50, rate_before([7, 50, 49, 51, 0], 4))

    def test_takes_the_longest_run_of_seconds_without_a_coupon_after_the_strike(self):
        self.assertEqual(3, longest_gap([0, 0, 0, 0, 50, 0, 0, 50, 0, 0, 0, 9], 4))

    def test_is_back_at_once_if_the_rate_never_fell(self):
        self.assertEqual(0, back_after([50] * 12, 4, 6.5))

    def test_is_back_when_the_rate_stays(self):
        accepted = [50, 50, 50, 50, 0, 0, 0, 50, 0, 0, 47, 46, 50, 48]
        self.assertEqual(3.5, back_after(accepted, 4, 6.5))

    def test_counts_from_the_cure_not_from_the_strike(self):
        self.assertEqual(0, back_after([50, 50, 50, 0, 50, 50, 50, 50], 3, 6.5))

    def test_is_not_back_if_the_load_ends_before(self):
        self.assertIsNone(back_after([50, 50, 50, 50, 0, 0, 20, 44], 4, 5.5))
