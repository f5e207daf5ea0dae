"""Three times capacity: what is accepted must stay quick, and as much as without the overload.

Capacity is measured before and after: a machine that has become slower or faster meanwhile is not an overload's
doing."""

from __future__ import annotations

import statistics

from . import load
from .capacity import closed_loop, warm_up
from .outcome import Outcome, at_least, at_most
from .spike import run_k6

TIMES = 3
MINUTES = 0.5
CAPACITY_SECONDS = 15
# A crowd, not a pool: enough that the waiting happens in the service, where it can shed.
CONNECTIONS = 2_000
# The driver is cold as well, and while it compiles for 2,000 connections it takes half a core from the service.
WARM_UP_SECONDS = 10
# A buyer who finds no free connection goes away at once.
MAX_LATE_MILLIS = 50
GOODPUT_SHARE = 0.9
SLOWEST_ACCEPTED_MILLIS = 1_000


def overload(run) -> Outcome:
    before = run.options.rate or _first_capacity(run)
    rate = before * TIMES * run.options.rate_scale
    if run.options.driver == "k6":
        return run_k6(run, "overload", {"quota": None}, {"RATE": str(rate)})
    campaign = run.create_campaign("overload", {"quota": None})
    result = run.generator.driver(
        "overload", "--campaign", campaign, "--user-prefix", f"{run.id}-overload-", "--rate", str(rate),
        "--connections", str(CONNECTIONS), "--max-late-millis", str(MAX_LATE_MILLIS), "--warm-up",
        str(WARM_UP_SECONDS), "--seconds", str((run.options.minutes or MINUTES) * 60), targets=run.options.target,
    )
    after = run.options.rate or _capacity(run, "capacity-after")
    return _outcome([before, after], rate, result)


def _first_capacity(run) -> float:
    warm_up(run, "overload", run.create_campaign("overload-warm-up", {"quota": None}), run.options.target)
    return _capacity(run, "capacity-before")


def _capacity(run, name: str) -> float:
    run.product.wait_until_quiet()
    campaign = run.create_campaign(name, {"quota": None})
    result = closed_loop(run, name, campaign, run.options.target, CAPACITY_SECONDS)
    return result["byKind"]["accepted"]["perSecond"]


def _outcome(capacities: list, rate: float, result: dict) -> Outcome:
    capacity = statistics.mean(capacities)
    accepted, shed, failed = (result["byKind"][kind] for kind in ("accepted", "shed", "failed"))
    figures = {
        "capacity before, accepted per second": capacities[0],
        "capacity after": capacities[1],
        "offered per second": rate,
        "goodput, accepted per second": accepted["perSecond"],
        "goodput / capacity": accepted["perSecond"] / max(1, capacity),
        "issued": accepted["count"],
        "shed (429, 503)": shed["count"],
        "failed": failed["count"],
        "not sent, no connection free": result["dropped"],
        "accepted p99, ms": accepted["p99Millis"],
        "accepted max, ms": accepted["maxMillis"],
        "shed p99, ms": shed["p99Millis"],
    }
    limits = [
        at_least("goodput / capacity", figures["goodput / capacity"], GOODPUT_SHARE),
        at_most("slowest accepted request", accepted["maxMillis"], SLOWEST_ACCEPTED_MILLIS, " ms"),
        at_most("failed requests", failed["count"], 0),
    ]
    return Outcome(figures, limits, load.timeline(result), raw={"driver": result})
