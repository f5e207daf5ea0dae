"""What the users were told: k6's lines turned into the audit's, and a first look at the promises."""

from __future__ import annotations

import json
import pathlib
from dataclasses import dataclass

from .outcome import Second, Threshold

AUDIT_MEMBERS = ("userId", "campaignId", "status", "couponId", "serial", "reason")


@dataclass(frozen=True)
class Answers:
    """What k6 got, by the second since the epoch in which it came: [(status, milliseconds)]."""

    by_second: dict

    def timeline(self) -> list:
        return _timeline(self.by_second)

    def millis(self, keep) -> list:
        """Latencies of the answers for which keep(seconds since the first answer, kind) is true."""
        first = min(self.by_second, default=0)
        return [
            millis
            for second, answers in self.by_second.items()
            for status, millis in answers
            if keep(second - first, kind(status))
        ]


def from_k6(console: pathlib.Path, history: pathlib.Path) -> Answers:
    """Writes the audit's history from k6's console output; returns the answers."""
    by_second = {}
    with console.open() as lines, history.open("w") as out:
        for line in lines:
            if not line.startswith('{"userId"'):
                continue
            answer = json.loads(line)
            told = {name: answer[name] for name in AUDIT_MEMBERS if name in answer}
            out.write(json.dumps(told, separators=(",", ":")) + "\n")
            by_second.setdefault(answer["at"] // 1000, []).append((answer["status"], answer["millis"]))
    return Answers(by_second)


def _timeline(by_second: dict) -> list:
    if not by_second:
        return []
    seconds = []
    for second in range(min(by_second), max(by_second) + 1):
        answers = by_second.get(second, [])
        counts = {}
        for status, _ in answers:
            counts[kind(status)] = counts.get(kind(status), 0) + 1
        seconds.append(Second(counts, percentile([millis for _, millis in answers], 99)))
    return seconds


def percentile(values: list, percent: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else 0.0


def kind(status: int) -> str:
    if status == 201:
        return "accepted"
    if status in (403, 409, 410):
        return "refused"
    return "shed" if status in (429, 503) else "failed"


def promises(history: pathlib.Path, quotas: dict, per_user: int = 1) -> list:
    """P1 and P2 as the users saw them, checked here as well, without the product's help."""
    serials, coupons, over, beyond = {}, {}, 0, 0
    with history.open() as lines:
        for line in lines:
            told = json.loads(line)
            if told["status"] != 201:
                continue
            campaign, user, serial = told["campaignId"], told["userId"], told["serial"]
            serials.setdefault(campaign, {}).setdefault(serial, set()).add(user)
            coupons.setdefault((campaign, user), set()).add(serial)
            quota = quotas.get(campaign)
            beyond += quota is not None and not 1 <= serial <= quota
    twice = sum(len(users) > 1 for given in serials.values() for users in given.values())
    over = sum(len(given) > per_user for given in coupons.values())
    return [
        _none("serials told to two users (P1)", twice),
        _none("serials beyond the quota (P1)", beyond),
        _none("users told more coupons than their limit (P2)", over),
    ]


def _none(what: str, found: int) -> Threshold:
    return Threshold(what, "0", str(found), found == 0)
