import types
import unittest

from runner.drill import Drill


def drill(killed_in_second, *seconds):
    self = types.SimpleNamespace(killed_in_second=killed_in_second, result={"timeline": [{"counts": counts} for counts in seconds]})
    return Drill._errors_elsewhere(self)


class DrillTest(unittest.TestCase):
    def test_excuses_what_broke_when_the_node_died(self):
        self.assertEqual(0, drill(1, {"accepted": 5}, {"failed": 3, "accepted": 2}, {"failed": 1}, {"refused": 4}))

    def test_excuses_nothing_before_and_nothing_after(self):
        self.assertEqual(3, drill(1, {"failed": 1}, {"failed": 9}, {}, {"shed": 2}))
