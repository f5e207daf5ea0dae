import unittest

from runner.spike import all_sent


class AllSentTest(unittest.TestCase):
    def test_is_a_run_whose_load_was_applied(self):
        self.assertTrue(all_sent({"requests": 10_000, "dropped, no VU free": 100}).kept)
        self.assertTrue(all_sent({"requests": 0, "dropped, no VU free": 0}).kept)

    def test_is_none_that_k6_left_out_of(self):
        self.assertFalse(all_sent({"requests": 9_000, "dropped, no VU free": 100}).kept)
