import unittest

from runner.matrix import book
from runner.matrix.fault import PROMISES, catalogue


def outcome(fault="database-killed", seed=1, **other):
    return {
        "fault": fault, "drawn": "", "seed": seed, "startedAt": "2026-11-26T17:00:00+00:00", "highlyAvailable": False,
        "promises": dict.fromkeys(PROMISES, ""), "gaps": {}, "broken": [], "answers": {"201": 500, "503": 7, "0": 2, "timeout": 3},
        "secondsWithout201": 2, "backAfterSeconds": 1.5, "acceptedBySecond": [50] * 20, "healedAfter": 6.0, **other,
    }


class BookTest(unittest.TestCase):
    def test_a_run_is_good_only_without_broken_promises_500s_and_failures_of_the_fault_itself(self):
        self.assertEqual(0, book.status(outcome()))
        self.assertEqual(1, book.status(outcome(answers={"201": 1, "500": 1})))
        self.assertEqual(1, book.status(outcome(answers={"201": 1, "pause 500": 1})))
        self.assertEqual(1, book.status(outcome(broken=["the fault could not be made"])))
        self.assertEqual(2, book.status(outcome(promises={"P5": "9 of 10"})))

    def test_a_known_gap_is_told_and_does_not_fail_the_run(self):
        known = outcome(promises={"P9": "nobody noticed"}, gaps={"P9": "not built yet"})
        self.assertEqual(0, book.status(known))
        self.assertIn("P9 (known): nobody noticed", book.line(known))
        self.assertIn("(known: not built yet)", book.render([known], catalogue()))

    def test_the_page_has_a_row_for_each_fault_with_what_was_seen_in_all_its_runs(self):
        runs = [outcome(seed=1), outcome(seed=2, secondsWithout201=6, backAfterSeconds=None), outcome("redis-flushed", seed=1, revision="abc1234")]
        page = book.render(runs, catalogue())
        self.assertIn("3 runs of 2 faults", page)
        self.assertIn("Revisions: not recorded (2 runs), abc1234 (1 runs).", page)
        self.assertIn("| 2 | 1, 2 | all | 14 | 10 | 0 | 4 s (6 s) | 1.5 s; > 14 s in 1 |", page)
        self.assertIn("## Redis", page)

    def test_the_page_says_which_promise_was_broken_how_often_and_why(self):
        page = book.render([outcome(), outcome(seed=2, promises={"P7": "did not catch up"})], catalogue())
        self.assertIn("**P7 1/2**", page)
        self.assertIn("- database-killed, seed 2: P7: did not catch up", page)

    def test_the_page_names_what_was_not_run(self):
        self.assertIn("- redis-flushed: not run", book.render([outcome()], catalogue()))
