"""Everybody in the same second: the campaign opens at an instant and all have been waiting for it."""

from __future__ import annotations

import datetime
import math

from . import load
from .outcome import Outcome, at_least, at_most
from .spike import run_k6

# Time to start the generator and to open every connection.
LEAD_SECONDS = 20
USERS = 1_000
# Users who ask within the same connection limit share connections above this many.
MAX_CONNECTIONS = 2_000
CLICKS = 2


def stampede(run) -> Outcome:
    users = run.options.users or USERS
    opens = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=LEAD_SECONDS)
    opens_at = opens.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    terms = {"quota": math.ceil(users / 3), "opensAt": opens_at}
    if run.options.driver == "k6":
        outcome = run_k6(run, "stampede", terms, {"OPENS_AT": opens_at, "USERS": str(users)})
    else:
        outcome = _with_driver(run, users, terms)
    issued = outcome.figures["issued"]
    outcome.thresholds.append(at_least("issued: the whole quota", issued, terms["quota"]))
    return outcome


def _with_driver(run, users: int, terms: dict) -> Outcome:
    campaign = run.create_campaign("stampede", terms)
    result = run.generator.driver(
        "stampede", "--campaign", campaign, "--users", str(users), "--requests", str(users * CLICKS),
        "--connections", str(min(users, MAX_CONNECTIONS)), "--start-at", terms["opensAt"], "--seconds", "60",
        targets=run.options.target,
    )
    kinds = result["byKind"]
    figures = {
        "users": users, "clicks of each": CLICKS, "issued": kinds["accepted"]["count"],
        "refused": kinds["refused"]["count"], "shed": kinds["shed"]["count"], "failed": kinds["failed"]["count"],
        "accepted p99, ms": kinds["accepted"]["p99Millis"], "refused p99, ms": kinds["refused"]["p99Millis"],
        "slowest answer, ms": max(kind["maxMillis"] for kind in kinds.values()),
    }
    limits = [at_most("failed requests", kinds["failed"]["count"], 0)]
    limits.append(at_most("slowest answer", figures["slowest answer, ms"], 2_000, " ms"))
    return Outcome(figures, limits, load.timeline(result), raw={"driver": result})
