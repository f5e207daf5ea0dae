"""How two rates change with the size of something: accepted and refused per second, a row a size."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from . import load
from .outcome import Outcome, Table, at_least

# What a shared machine differs by from one minute to the next passes; a cost that grows with the size does not.
SHARE_OF_SMALLEST = 0.7


@dataclass(frozen=True)
class Measured:
    """One size, and what the driver said of it."""

    size: int
    accepted: dict
    refused: dict


def outcome(title: str, of_what: str, measured: list, note: str) -> Outcome:
    """Compares the largest with all measurements of the smallest: the machine is not equally fast all the time."""
    rates = {"accepted": {}, "refused": {}}
    rows, bad = [], 0
    for one in measured:
        row = [f"{one.size:,}"]
        for what in rates:
            latency = getattr(one, what)["byKind"][what]
            rates[what].setdefault(one.size, []).append(latency["perSecond"])
            row += [round(latency["perSecond"]), latency["p50Millis"], latency["p99Millis"]]
        bad += sum(result["byKind"][kind]["count"] for result in (one.accepted, one.refused) for kind in ("failed", "shed"))
        rows.append(row)
    header = [of_what, "issued/s", "p50, ms", "p99, ms", "refused/s", "p50, ms", "p99, ms"]
    found = Outcome(
        figures={
            "issued": sum(one.accepted["byKind"]["accepted"]["count"] for one in measured), "failed or shed": bad,
        },
        tables=[Table(title, header, rows, note)],
        timeline=load.timeline(measured[-1].accepted),
        raw={"measured": [vars(one) for one in measured]},
    )
    for what, of_size in rates.items():
        share = statistics.mean(of_size[max(of_size)]) / max(1, statistics.mean(of_size[min(of_size)]))
        found.figures[f"{what}, largest / smallest"] = share
        found.thresholds.append(at_least(f"{what} per second, largest / smallest", share, SHARE_OF_SMALLEST))
    return found
