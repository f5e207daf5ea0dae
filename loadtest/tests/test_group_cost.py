import unittest

from runner.group_cost import shares, table


def accepted(rate):
    return {"perSecond": rate, "p50Millis": 20.4, "p99Millis": 61.2}


class GroupCostTest(unittest.TestCase):
    found = {(1, 1): [accepted(4_000), accepted(5_000), accepted(9_000)], (3, 1): [accepted(3_000)] * 3}

    def test_takes_the_medians_of_the_rounds(self):
        self.assertEqual({1: 0.6}, shares(self.found))

    def test_shows_each_system(self):
        one, group = table(self.found).splitlines()[2:]
        self.assertEqual("| 1 | one server | 5,000 | 20 ms | 61 ms |  |", one)
        self.assertEqual("| 1 | group of three | 3,000 | 20 ms | 61 ms | 0.60 |", group)
