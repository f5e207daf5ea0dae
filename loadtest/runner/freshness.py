"""How far the read model is behind while coupons are issued, and how fast it takes a backlog."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
import urllib.request

from . import load, processes
from .capacity import closed_loop, warm_up
from .history import percentile
from .outcome import Outcome, Table, at_least, at_most
from .product import Unusable, call

CAPACITY_SECONDS = 15
MINUTES = 1.0
BUSY_SHARE = 0.8
QUIET_RATE = 300
# Each look is a coupon of its own and a read that waits for it.
LOOK_EVERY_SECONDS = 0.1
LOOK_LIMIT_SECONDS = 10
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
    """(the driver's result, seconds from a coupon's 201 to the read model that has it)."""
    # A campaign of its own: what is looked at is not in the history of answers that the audit gets.
    looked_at = run.create_campaign(f"looks-{rate:.0f}", {"quota": None})
    with Watch(run.product, looked_at, f"{run.id}-look-") as watch:
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
    before = _projected(run.product)
    _signal(pids, signal.SIGSTOP)
    try:
        closed_loop(run, "backlog", campaign, run.options.target, STOPPED_SECONDS / 2)
    finally:
        _signal(pids, signal.SIGCONT)
    begun = time.monotonic()
    events = _head(run.product) - before
    while _projected(run.product) < before + events:
        if time.monotonic() - begun > CATCH_UP_LIMIT_SECONDS:
            raise Unusable(f"the backlog was not projected within {CATCH_UP_LIMIT_SECONDS} s")
        time.sleep(0.05)
    seconds = time.monotonic() - begun
    return {"events": events, "seconds": seconds, "perSecond": events / seconds}


def _signal(pids: set, what: signal.Signals) -> None:
    for pid in pids:
        os.kill(pid, what)


def _head(product) -> int:
    return int(max(value for name, _, value in product.meters(product.targets[0]) if name == "coupon_log_head"))


def _projected(product) -> int:
    """Events that every projection has taken: all of the log's, in the end."""
    status, text = call("GET", f"{product.query}/api/v1/projections")
    return min(each["events"] for each in json.loads(text)["items"]) if status == 200 else 0


class Watch:
    """A context manager; until it is left, it gets coupons and measures how long their reads wait for them."""

    def __init__(self, product, campaign: str, users: str):
        self._product = product
        self._campaign = campaign
        self._users = users
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
        number = 0
        while not self._stop.wait(LOOK_EVERY_SECONDS):
            number += 1
            index = self._issue(f"{self._users}{number}")
            if index is not None:
                begun = time.monotonic()
                self._read_behind(index)
                self.ages.append(time.monotonic() - begun)

    def _issue(self, user: str) -> str | None:
        """Where in the log the user's coupon is; None if there was none."""
        path = f"{self._product.targets[0]}/api/v1/campaigns/{self._campaign}/coupons"
        body = json.dumps({"userId": user}).encode()
        request = urllib.request.Request(path, body, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=LOOK_LIMIT_SECONDS) as answer:
                return answer.headers["X-Log-Index"]
        except OSError:
            return None

    def _read_behind(self, index: str) -> None:
        """Asks until the read model has the event: one call waits for it only so long."""
        path = f"{self._product.query}/api/v1/campaigns/{self._campaign}"
        end = time.monotonic() + LOOK_LIMIT_SECONDS
        while call("GET", path, headers={"X-Wait-For-Index": index})[0] != 200 and time.monotonic() < end:
            pass


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
    for (name, (result, ages)), limit in zip(parts.items(), (BUSY_AGE_LIMIT_SECONDS, QUIET_AGE_LIMIT_SECONDS), strict=False):
        p50, p99, most = (percentile(ages, percent) for percent in (50, 99, 100))
        rows.append([name, result["byKind"]["accepted"]["perSecond"], len(ages), *(1000 * age for age in (p50, p99, most))])
        outcome.thresholds.append(at_most(f"from 201 to the read model at {name}, p99", p99, limit, " s"))
        outcome.timeline += load.timeline(result)
    header = ["", "accepted/s", "looks", "p50, ms", "p99, ms", "max, ms"]
    note = "Each look gets a coupon and reads the campaign with X-Wait-For-Index: as old was that event when projected."
    outcome.tables.append(Table("From the 201 to the read model", header, rows, note))
    outcome.thresholds.append(at_least("projected / issued per second", share, PROJECTION_SHARE))
    return outcome
