"""What idle campaigns cost: figures from CPU clocks, and the creation of campaigns."""

import threading
import unittest

from runner import idle
from runner.product import Unusable


class _Product:
    """Stands for the system; refuses one campaign if told so."""

    def __init__(self, refuse=None):
        self._refuse = refuse
        self._lock = threading.Lock()
        self.created = []

    def token(self):
        return "a token"

    def create_campaign(self, campaign, terms):
        with self._lock:
            if len(self.created) == self._refuse:
                raise Unusable("refused")
            self.created.append((campaign, terms["quota"]))


class IdleTest(unittest.TestCase):
    def test_gives_each_part_its_share_of_a_core(self):
        first = {"command side": 100.0, "Redis": 10.0}
        last = {"command side": 103.0, "Redis": 10.6}

        self.assertEqual({"command side": 5.0, "Redis": 1.0}, _rounded(idle.shares(first, last, 60)))

    def test_reports_every_part_the_largest_first(self):
        lines = idle.report({"Redis": 1.0, "database": 2.0}, {"Redis": 1.5, "database": 4.0}, 10_000, 60).splitlines()

        self.assertIn("over 60 s", lines[0])
        self.assertIn("with 10,000 more", lines[0])
        self.assertEqual(["database", "2.0", "4.0"], lines[1].split())
        self.assertEqual(["Redis", "1.0", "1.5"], lines[2].split())
        self.assertEqual(["all", "together", "3.0", "5.5"], lines[3].split())

    def test_creates_each_campaign_once(self):
        product = _Product()

        idle.create(product, 100, 8)

        self.assertEqual(100, len(set(product.created)))

    def test_fails_when_a_campaign_is_refused(self):
        with self.assertRaises(Unusable):
            idle.create(_Product(refuse=50), 100, 8)

    def test_says_that_nothing_was_measured_without_a_system(self):
        self.assertEqual(idle.NOT_MEASURED, idle.main(["--target", "http://127.0.0.1:9", "--query", "http://127.0.0.1:9"]))


def _rounded(shares):
    return {name: round(share, 6) for name, share in shares.items()}
