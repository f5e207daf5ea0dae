import random
import unittest

from runner.matrix import command_line
from runner.matrix.fault import KINDS, PROMISES, catalogue
from runner.matrix.pairs import TwoAtOnce


class FaultsTest(unittest.TestCase):
    def test_are_at_least_thirty(self):
        self.assertGreaterEqual(len(catalogue()), 30)

    def test_all_say_what_they_are_and_stand_under_a_heading(self):
        for title, kind in catalogue().items():
            with self.subTest(title):
                self.assertRegex(kind.says(), r"\.$")
                self.assertIn(kind.kind(), KINDS)
                self.assertLessEqual(set(kind.gaps), set(PROMISES))

    def test_have_names_that_can_be_typed(self):
        self.assertIn("database-stopped-30", catalogue())
        self.assertIn("two-at-once", catalogue())
        for title in catalogue():
            self.assertRegex(title, r"^[a-z0-9]+(-[a-z0-9]+)*$")

    def test_two_at_once_are_the_same_for_the_same_seed_and_of_different_parts(self):
        for seed in range(50):
            first, again = (TwoAtOnce(random.Random(seed)) for _ in range(2))
            self.assertEqual(first.drawn(), again.drawn())
            self.assertEqual(2, len({fault.kind() for fault in first.both}))
            self.assertFalse(any(fault.group_only for fault in first.both))

    def test_two_at_once_are_both_healed_whatever_the_first_says(self):
        pair = TwoAtOnce(random.Random(1))
        healed = []
        pair.both = [_Healing(healed, fails) for fails in (True, True)]
        with self.assertRaises(OSError):
            pair.heal(None)
        self.assertEqual(2, len(healed))

    def test_a_plan_has_those_with_a_system_of_their_own_last_in_each_round(self):
        plan = command_line._plan(command_line._parser().parse_args(["--runs", "2", "--seed", "7"]))
        kinds = [kind for kind, seed in plan if seed == 7]
        self.assertEqual(kinds, [kind for kind, seed in plan if seed == 8])
        own = [kind.own_system for kind in kinds]
        self.assertEqual(sorted(own), own)

    def test_a_group_is_broken_by_its_own_faults_only_and_nothing_else_by_them(self):
        on_group, on_one = (
            {kind.title() for kind, _ in command_line._plan(command_line._parser().parse_args(words))} for words in (["--group"], [])
        )
        self.assertIn("primary-killed", on_group)
        self.assertEqual({"nothing"}, on_group & on_one)
        self.assertEqual(set(catalogue()), on_group | on_one)

    def test_the_short_form_is_drawn_by_the_seed(self):
        first, again, other = (
            command_line._plan(command_line._parser().parse_args(["--short", "--seed", seed])) for seed in ("7", "7", "8")
        )
        self.assertEqual(first, again)
        self.assertNotEqual([kind for kind, _ in first], [kind for kind, _ in other])
        self.assertEqual(len(command_line.SHORT_KINDS), len({kind.kind() for kind, _ in first}))

    def test_an_unknown_fault_is_refused_by_name(self):
        with self.assertRaisesRegex(command_line.Unusable, "earthquake"):
            command_line._plan(command_line._parser().parse_args(["--fault", "earthquake"]))


class _Healing:
    def __init__(self, healed, fails):
        self._healed = healed
        self._fails = fails

    def heal(self, _system):
        self._healed.append(self)
        if self._fails:
            raise OSError("not to be had")
