import json
import pathlib
import tempfile
import unittest

from runner import history


def told(user, serial, campaign="c", status=201):
    return {"userId": user, "campaignId": campaign, "status": status, "serial": serial}


class HistoryTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, *answers):
        file = self.folder / "history.ndjson"
        file.write_text("".join(json.dumps(answer) + "\n" for answer in answers))
        return file

    def broken(self, *answers, quota=10):
        return [limit.what for limit in history.promises(self.write(*answers), {"c": quota}) if not limit.kept]

    def test_keeps_what_the_audit_reads_and_charts_the_rest(self):
        console = self.folder / "console"
        console.write_text(
            json.dumps({**told("u", 1), "couponId": "x", "at": 1000, "millis": 5}) + "\n"
            + "a warning of k6\n"
            + json.dumps({"userId": "v", "campaignId": "c", "status": 410, "reason": "SOLD_OUT", "at": 3100, "millis": 2})
        )
        answers = history.from_k6(console, self.folder / "out")
        lines = [json.loads(line) for line in (self.folder / "out").read_text().splitlines()]
        self.assertEqual({**told("u", 1), "couponId": "x"}, lines[0])
        self.assertEqual("SOLD_OUT", lines[1]["reason"])
        self.assertEqual([{"accepted": 1}, {}, {"refused": 1}], [second.counts for second in answers.timeline()])
        self.assertEqual([2], answers.millis(lambda second, kind: second == 2 and kind == "refused"))

    def test_an_honest_history_breaks_nothing(self):
        self.assertEqual([], self.broken(told("u", 1), told("u", 1), told("v", 2), told("w", None, status=410)))

    def test_sees_a_serial_told_to_two_users(self):
        self.assertEqual(["serials told to two users (P1)"], self.broken(told("u", 1), told("v", 1)))

    def test_sees_a_serial_beyond_the_quota(self):
        self.assertEqual(["serials beyond the quota (P1)"], self.broken(told("u", 11)))

    def test_sees_a_user_with_two_coupons(self):
        self.assertEqual(["users told more coupons than their limit (P2)"], self.broken(told("u", 1), told("u", 2)))

    def test_campaigns_do_not_mix(self):
        self.assertEqual([], self.broken(told("u", 1), told("v", 1, campaign="d"), told("u", 2, campaign="d")))
