"""How fast coupons are issued, and duplicates refused, in a campaign that has given out very many already."""

from __future__ import annotations

import statistics

from . import load
from .capacity import closed_loop, warm_up
from .outcome import Outcome, Table, at_least
from .product import Unusable

# The smallest comes again at the end: the machine is not equally fast all the time, and the largest is
# compared with what was measured on both sides of it.
SIZES = (1_000, 10_000, 100_000, 1_000_000, 1_000)
# A limited campaign, and coupons left for the measurement.
QUOTA = 10_000_000
SECONDS = 10
# At a tenth of the rate of two cores a million coupons are given out within it.
FILL_SECONDS = 1_800
# What a shared machine differs by from one minute to the next passes; a cost that grows with the size does not.
SHARE_OF_SMALLEST = 0.7


def campaign_size(run) -> Outcome:
    warm_up(run, "size", run.create_campaign("size-warm-up", {"quota": None}), run.options.target)
    measured = []
    for place, size in enumerate(SIZES, 1):
        name = f"size-{place}-{size}"
        campaign = run.create_campaign(name, {"quota": QUOTA})
        filled = _fill(run, name, campaign, size)
        run.product.wait_until_quiet()
        accepted = closed_loop(run, f"{name}-accepted", campaign, run.options.target, SECONDS)
        run.product.wait_until_quiet()
        measured.append((size, filled, accepted, _again(run, name, campaign, size)))
    return _outcome(measured)


def _fill(run, name: str, campaign: str, size: int) -> dict:
    result = run.generator.driver(
        f"{name}-fill", "--campaign", campaign, "--user-prefix", f"{run.id}-{name}-", "--requests", str(size),
        "--connections", str(min(size, run.options.connections)), "--seconds", str(FILL_SECONDS),
        targets=run.options.target,
    )
    if result["byKind"]["accepted"]["count"] != size:
        raise Unusable(f"{campaign} was to give out {size:,} coupons before it is measured: {result['byStatus']}")
    return result


def _again(run, name: str, campaign: str, size: int) -> dict:
    """The holders ask once more, each in turn."""
    return run.generator.driver(
        f"{name}-refused", "--campaign", campaign, "--user-prefix", f"{run.id}-{name}-", "--users", str(size),
        "--connections", str(run.options.connections), "--warm-up", "2", "--seconds", str(SECONDS),
        targets=run.options.target,
    )


def _outcome(measured: list) -> Outcome:
    rates = {what: {size: [] for size in SIZES} for what in ("accepted", "refused")}
    rows, issued, bad = [], 0, 0
    for size, filled, accepted, refused in measured:
        given, declined = accepted["byKind"]["accepted"], refused["byKind"]["refused"]
        rates["accepted"][size].append(given["perSecond"])
        rates["refused"][size].append(declined["perSecond"])
        issued += filled["byKind"]["accepted"]["count"] + given["count"]
        bad += sum(result["byKind"][kind]["count"] for result in (accepted, refused) for kind in ("failed", "shed"))
        rows.append([
            f"{size:,}", round(given["perSecond"]), given["p50Millis"], given["p99Millis"],
            round(declined["perSecond"]), declined["p50Millis"], declined["p99Millis"],
        ])
    header = ["coupons before", "issued/s", "p50, ms", "p99, ms", "duplicates refused/s", "p50, ms", "p99, ms"]
    note = f"Closed loop, {SECONDS} s each, one campaign a row; duplicates: its holders ask again."
    outcome = Outcome(
        figures={"issued": issued, "failed or shed": bad},
        tables=[Table("Growth with campaign size", header, rows, note)],
        timeline=load.timeline(measured[-1][2]),
        raw={"measured": measured},
    )
    for what, of_size in rates.items():
        share = statistics.mean(of_size[max(SIZES)]) / max(1, statistics.mean(of_size[min(SIZES)]))
        outcome.figures[f"{what}, largest / smallest campaign"] = share
        outcome.thresholds.append(at_least(f"{what} per second, largest / smallest campaign", share, SHARE_OF_SMALLEST))
    return outcome
