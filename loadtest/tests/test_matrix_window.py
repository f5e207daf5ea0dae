import types
import unittest

from runner.matrix.window import PausedCampaign


class WindowTest(unittest.TestCase):
    def paused(self, pauses, asks):
        """Whether the pause was acknowledged, and the coupons given after it."""
        answers = iter(pauses)
        buyers = types.SimpleNamespace(create=lambda *_: None, ask=lambda *_: asks, administer=lambda *_: next(answers))
        window = PausedCampaign(types.SimpleNamespace(commands=["node"]), buyers, "c-w")
        return window.end(), window.issued_after

    def test_counts_what_is_given_after_the_acknowledgement(self):
        self.assertEqual((True, 1), self.paused([200], 201))
        self.assertEqual((True, 0), self.paused([200], 403))

    def test_takes_a_conflict_for_the_pause_whose_answer_was_lost(self):
        self.assertEqual((True, 0), self.paused([409], 403))

    def test_is_not_paused_by_a_refusal(self):
        self.assertEqual((False, 0), self.paused([503], 201))
