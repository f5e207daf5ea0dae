import json
import pathlib
import tempfile
import types
import unittest

from runner.matrix.promises import verdicts

PROVEN = {"exit": 0, "report": {"violationCounts": {}, "figures": {"head": 12, "sealedUpTo": 12}}}


def issued(user, serial, status=201):
    return {"userId": user, "campaignId": "c", "status": status, "serial": serial, "couponId": f"id-{serial}"}


class PromisesTest(unittest.TestCase):
    def broken(self, answers=(), **seen):
        told = tempfile.NamedTemporaryFile("w", suffix=".ndjson", delete=False)
        with told:
            told.writelines(json.dumps(answer) + "\n" for answer in answers)
        self.addCleanup(pathlib.Path(told.name).unlink)
        window = types.SimpleNamespace(campaign="c-w", QUOTA=100, issued_after=seen.pop("issued_after", 0))
        facts = {
            "audit": PROVEN, "campaign": "c", "quota": 10, "issued": 10, "projected": 10, "quiet_after": 1.0, "paused": True,
            "log": {"events": 12, "last": 12, "head": 12}, "window": window,
            "generator": types.SimpleNamespace(history=pathlib.Path(told.name)), **seen,
        }
        return {promise for promise, why in verdicts(types.SimpleNamespace(**facts)).items() if why}

    def test_all_hold_in_a_run_as_it_should_be(self):
        self.assertEqual(set(), self.broken([issued("a", 1), issued("b", 2)]))

    def test_a_serial_told_to_two_users_breaks_p1(self):
        self.assertEqual({"P1"}, self.broken([issued("a", 1), issued("b", 1)]))

    def test_two_coupons_of_one_user_break_p2(self):
        self.assertEqual({"P2"}, self.broken([issued("a", 1), issued("a", 2)]))

    def test_a_coupon_after_an_acknowledged_pause_breaks_p3_and_so_does_a_pause_that_is_never_acknowledged(self):
        self.assertEqual({"P3"}, self.broken(issued_after=1))
        self.assertEqual({"P3"}, self.broken(paused=False))

    def test_too_few_coupons_break_p5_and_too_many_p1(self):
        self.assertEqual({"P5"}, self.broken(issued=9, projected=9))
        self.assertEqual({"P1"}, self.broken(issued=11, projected=11))

    def test_a_hole_and_a_head_ahead_of_the_log_break_p6(self):
        self.assertEqual({"P6"}, self.broken(log={"events": 11, "last": 12, "head": 12}))
        self.assertEqual({"P6"}, self.broken(log={"events": 12, "last": 12, "head": 13}))

    def test_a_read_model_that_is_behind_or_wrong_breaks_p7(self):
        self.assertEqual({"P7"}, self.broken(quiet_after=None))
        self.assertEqual({"P7"}, self.broken(projected=9))

    def test_takes_the_audits_word_for_what_it_found(self):
        found = {"exit": 2, "report": {"violationCounts": {"P4": 3, "SEAL": 1}}}
        self.assertEqual({"P4", "P9"}, self.broken(audit=found))

    def test_an_audit_without_a_verdict_breaks_p8(self):
        self.assertEqual({"P8"}, self.broken(audit={"exit": 3, "says": "no answer"}))

    def test_a_log_that_is_not_sealed_to_its_end_breaks_p9(self):
        behind = {"exit": 0, "report": {"figures": {"head": 12, "sealedUpTo": 11}}}
        self.assertEqual({"P9"}, self.broken(audit=behind))
