"""How fast coupons are issued, and duplicates refused, in a campaign that has given out very many already."""

from __future__ import annotations

from . import growth
from .capacity import closed_loop, warm_up
from .outcome import Outcome
from .product import Unusable

# The smallest comes again at the end: the machine is not equally fast all the time, and the largest is
# compared with what was measured on both sides of it.
SIZES = (1_000, 10_000, 100_000, 1_000_000, 1_000)
# A limited campaign, and coupons left for the measurement.
QUOTA = 10_000_000
SECONDS = 10
# At a tenth of the rate of two cores a million coupons are given out within it.
FILL_SECONDS = 1_800


def campaign_size(run) -> Outcome:
    warm_up(run, "size", run.create_campaign("size-warm-up", {"quota": None}), run.options.target)
    filled, measured = [], []
    for place, size in enumerate(SIZES, 1):
        name = f"size-{place}-{size}"
        campaign = run.create_campaign(name, {"quota": QUOTA})
        filled.append(_fill(run, name, campaign, size))
        run.product.wait_until_quiet()
        accepted = closed_loop(run, f"{name}-accepted", campaign, run.options.target, SECONDS)
        run.product.wait_until_quiet()
        measured.append(growth.Measured(size, accepted, _again(run, name, campaign, size)))
    return _outcome(filled, measured)


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


def _outcome(filled: list, measured: list) -> Outcome:
    note = f"Closed loop, {SECONDS} s each, one campaign a row; refused: its holders ask again."
    outcome = growth.outcome("Growth with campaign size", "coupons before", measured, note)
    outcome.figures["issued"] += sum(result["byKind"]["accepted"]["count"] for result in filled)
    return outcome
