import types
import unittest

from runner import charts, page, report
from runner.outcome import Second, at_least, at_most, number


class ReportTest(unittest.TestCase):
    def test_the_audit_decides_before_the_thresholds(self):
        kept, broken = at_most("x", 1, 2), at_most("x", 3, 2)
        self.assertEqual(0, report.exit_status([kept], 0))
        self.assertEqual(1, report.exit_status([kept, broken], 0))
        self.assertEqual(2, report.exit_status([broken], 2))
        self.assertEqual(3, report.exit_status([kept], 3))
        self.assertEqual(3, report.exit_status([kept], 137))

    def test_cost_is_counted_per_thousand_accepted(self):
        sampler = types.SimpleNamespace(cpu={"command side": 3.0}, peak_bytes={"command side": 2**20})
        self.assertEqual(1.5, report.components(sampler, 2000)["command side"]["per1000"])

    def test_thresholds_say_what_was_measured(self):
        self.assertEqual(("≥ 0.40", "0.50", True), (lambda t: (t.limit, t.actual, t.kept))(at_least("x", 0.5, 0.4)))

    def test_figures_have_no_more_digits_than_they_deserve(self):
        self.assertEqual(["1,234", "12.78", "0.004", "9,342"], [number(v) for v in (1234, 12.78, 0.004, 9341.7)])

    def test_the_page_escapes_what_it_shows(self):
        self.assertIn("&lt;b&gt;", page.grid(["<b>"], [["<b>"]]))

    def test_draws_a_chart_for_each_series_there_is(self):
        drawn = "".join(page.draw([Second({"accepted": 5}, 2.0), Second({"refused": 9}, 1.0)], []))
        self.assertEqual(2, drawn.count("<svg"))
        self.assertIn("refused", drawn)

    def test_axes_end_at_round_figures(self):
        self.assertEqual([1, 2, 50, 1000], [charts.nice(v) for v in (0, 1.2, 44, 999)])
