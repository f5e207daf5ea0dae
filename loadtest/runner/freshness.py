"""How far the read model is behind while coupons are issued, and how fast it takes a backlog."""

from __future__ import annotations

import json
import os
import signal
import threading
import time

from . import load, processes
from .capacity import closed_loop, warm_up
from .history import percentile
from .outcome import Outcome, Table, at_least, at_most
from .product import Unusable, call

CAPACITY_SECONDS = 15
MINUTES = 1.0
BUSY_SHARE = 0.8
QUIET_RATE = 300
# The query side looks at its lag every 500 ms; twice as often misses no look.
LOOK_EVERY_SECONDS = 0.25
BUSY_AGE_LIMIT_SECONDS, QUIET_AGE_LIMIT_SECONDS = 1.0, 0.2
# Much less than the consumer group's session timeout, so that the node keeps its partitions.
STOPPED_SECONDS = 10
CATCH_UP_LIMIT_SECONDS = 120
PROJECTION_SHARE = 1.5


def freshness(run) -> Outcome:
    warm_up(run, "freshness", run.create_campaign("freshness-warm-up", {"quota": None}), run.options.target)
    campaign = run.create_campaign("freshness", {"quota": None})
    capacity = run.options.rate or _capacity(run, campaign)
    run.product.wait_until_quiet()
    parts = {}
    for name, rate in (("80 % of capacity", capacity * BUSY_SHARE), ("300/s", QUIET_RATE)):
        parts[name] = _paced(run, campaign, rate * run.options.rate_scale)
        run.product.wait_until_quiet()
    return _outcome(capacity, parts, _backlog(run, campaign))


def _capacity(run, campaign: str) -> float:
    result = closed_loop(run, "capacity", campaign, run.options.target, CAPACITY_SECONDS)
    return result["byKind"]["accepted"]["perSecond"]


def _paced(run, campaign: str, rate: float) -> tuple:
    """(the driver's result, ages of the oldest unprojected event in seconds)."""
    with Watch(run.product) as watch:
        result = run.generator.driver(
            f"paced-{rate:.0f}", "--campaign", campaign, "--user-prefix", f"{run.id}-paced-{rate:.0f}-",
            "--connections", str(run.options.connections), "--rate", str(rate),
            "--seconds", str((run.options.minutes or MINUTES) * 60), targets=run.options.target,
        )
    return result, watch.ages


def _backlog(run, campaign: str) -> dict:
    """Stops the query side while coupons are issued; then how fast it projects what has gathered."""
    pids = processes.participants(run.options.target, run.options.query).get("query side", set())
    if not pids:
        raise Unusable("freshness needs the query side on this machine, to stop it for some seconds")
    before = projected(run.product)
    _signal(pids, signal.SIGSTOP)
    try:
        closed_loop(run, "backlog", campaign, run.options.target, STOPPED_SECONDS / 2)
    finally:
        _signal(pids, signal.SIGCONT)
    begun = time.monotonic()
    if run.product.wait_until_quiet(CATCH_UP_LIMIT_SECONDS) is None:
        raise Unusable(f"the backlog was not projected within {CATCH_UP_LIMIT_SECONDS} s")
    seconds = time.monotonic() - begun
    events = projected(run.product) - before
    return {"events": events, "seconds": seconds, "perSecond": events / seconds}


def _signal(pids: set, what: signal.Signals) -> None:
    for pid in pids:
        os.kill(pid, what)


def projections(product) -> list:
    status, text = call("GET", f"{product.query}/api/v1/projections")
    return json.loads(text)["items"] if status == 200 else []


def projected(product) -> int:
    return min((each["events"] for each in projections(product)), default=0)


class Watch:
    """A context manager that reads the age of the oldest unprojected event until it is left."""

    def __init__(self, product):
        self._product = product
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, name="freshness", daemon=True)
        self.ages = []

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stop.wait(LOOK_EVERY_SECONDS):
            ages = [each["lagSeconds"] for each in projections(self._product)]
            if ages:
                self.ages.append(max(age or 0.0 for age in ages))


def _outcome(capacity: float, parts: dict, backlog: dict) -> Outcome:
    share = backlog["perSecond"] / max(1, capacity)
    outcome = Outcome(raw={"backlog": backlog})
    outcome.figures = {
        "capacity, accepted per second": capacity,
        "backlog, events": backlog["events"],
        "backlog, projected per second": backlog["perSecond"],
        "projected / issued per second": share,
        "issued": sum(result["byKind"]["accepted"]["count"] for result, _ in parts.values()),
    }
    rows = []
    for (name, (result, ages)), limit in zip(parts.items(), (BUSY_AGE_LIMIT_SECONDS, QUIET_AGE_LIMIT_SECONDS)):
        p50, p99, most = (percentile(ages, percent) for percent in (50, 99, 100))
        rows.append([name, result["byKind"]["accepted"]["perSecond"], len(ages), p50, p99, most])
        outcome.thresholds.append(at_most(f"age of the oldest unprojected event at {name}, p99", p99, limit, " s"))
        outcome.timeline += load.timeline(result)
    header = ["", "accepted/s", "looks", "p50, s", "p99, s", "max, s"]
    outcome.tables.append(Table("Age of the oldest unprojected event", header, rows))
    outcome.thresholds.append(at_least("projected / issued per second", share, PROJECTION_SHARE))
    return outcome
