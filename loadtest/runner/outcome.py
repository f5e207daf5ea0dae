"""What a scenario brings home: figures, thresholds, a timeline, tables."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Threshold:
    """A limit that the run had to keep."""

    what: str
    limit: str
    actual: str
    kept: bool


def at_most(what: str, actual: float, limit: float, unit: str = "") -> Threshold:
    return Threshold(what, f"≤ {number(limit)}{unit}", f"{number(actual)}{unit}", actual <= limit)


def at_least(what: str, actual: float, limit: float, unit: str = "") -> Threshold:
    return Threshold(what, f"≥ {number(limit)}{unit}", f"{number(actual)}{unit}", actual >= limit)


def number(value: float) -> str:
    """A figure as a person writes it: no more digits than it deserves."""
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:,.3f}" if abs(value) < 0.1 else f"{value:,.2f}"


@dataclass
class Table:
    """A table of the report."""

    title: str
    header: list
    rows: list
    note: str = ""


@dataclass
class Second:
    """What one second of the load brought; latency in milliseconds."""

    counts: dict
    p99: float


@dataclass
class Outcome:
    """All of it."""

    figures: dict = field(default_factory=dict)
    thresholds: list = field(default_factory=list)
    timeline: list = field(default_factory=list)
    tables: list = field(default_factory=list)
    raw: dict = field(default_factory=dict)
    # Where a run goes on with something else: until when (monotonic seconds) coupons cost what is said, and of whom.
    costs_until: float | None = None
    costs_of: str = ""
