import json
import pathlib
import tempfile
import unittest
from unittest import mock

from runner import judge


class JudgeTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, *lines):
        file = self.folder / name
        file.write_text("".join(json.dumps({"campaignId": "c", **line}) + "\n" for line in lines))
        return file

    def judged(self, *answers):
        events = self.write("events", {"op": "create", "status": 201, "quota": 1, "called": 0, "returned": 1})
        verdict = judge.judge(events, self.write("answers", *answers))
        if verdict.status is None:
            self.skipTest(verdict.says)
        return verdict

    def test_takes_several_files_for_one_history(self):
        verdict = self.judged({"userId": "u", "status": 201, "serial": 1, "called": 2, "returned": 3})
        self.assertEqual(0, verdict.status, verdict.says)

    def test_says_what_cannot_be_explained(self):
        verdict = self.judged({"userId": "u", "status": 201, "serial": 2, "called": 2, "returned": 3})
        self.assertEqual(judge.VIOLATED, verdict.status)
        self.assertIn("user u", verdict.says)

    def test_says_that_nothing_was_judged_without_go(self):
        with mock.patch.object(judge, "find_go", return_value=None):
            self.assertEqual(judge.Verdict(None, "not judged: no Go"), judge.judge(self.folder / "none"))
