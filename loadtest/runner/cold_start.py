"""A node is started like the one that runs, and hit at once with 1,000 requests a second.

It joins a system that has been serving: everything but the node is driven before, so that what is measured is
the node. On one machine a relay, a broker and a query side that still compile would take its cores."""

from __future__ import annotations

import time

from . import load
from .capacity import closed_loop
from .outcome import Outcome, at_most
from .second_node import SecondNode

SERVED_BEFORE_SECONDS = 60
RATE = 1_000
SECONDS = 10
READY_LIMIT_SECONDS = 15
P99_LIMIT_MILLIS = 100
# The driver is as cold as the node, and its own compiling would be at the cost of the node's cores.
DRIVER_OPTIONS = ("-XX:TieredStopAtLevel=1",)


def cold_start(run) -> Outcome:
    before = run.create_campaign("cold-start-before", {"quota": None})
    closed_loop(run, "before", before, run.options.target, SERVED_BEFORE_SECONDS)
    run.product.wait_until_quiet()
    campaign = run.create_campaign("cold-start", {"quota": None})
    begun = time.time()
    with SecondNode(run, "cold-node") as node:
        result = run.generator.driver(
            "cold-start", "--campaign", campaign, "--user-prefix", f"{run.id}-cold-",
            "--rate", str(RATE * run.options.rate_scale), "--seconds", str(SECONDS),
            "--wait-for", f"{node.target}/actuator/health/readiness", targets=[node.target],
            java_options=DRIVER_OPTIONS,
        )
    return _outcome(result, result["readyAtEpochSeconds"] - begun)


def _outcome(result: dict, ready_seconds: float) -> Outcome:
    kinds = result["byKind"]
    accepted = kinds["accepted"]
    bad = kinds["failed"]["count"] + kinds["shed"]["count"] + kinds["refused"]["count"] + result["dropped"]
    figures = {
        "from start to ready, s": ready_seconds, "requests per second": accepted["perSecond"],
        "issued": accepted["count"], "errors": bad, "p50, ms": accepted["p50Millis"],
        "p95, ms": accepted["p95Millis"], "p99, ms": accepted["p99Millis"], "max, ms": accepted["maxMillis"],
        "p99 of the first second, ms": result["timeline"][0]["p99Millis"],
    }
    limits = [
        at_most("from start to ready", ready_seconds, READY_LIMIT_SECONDS, " s"),
        at_most("p99 in the first 10 seconds", accepted["p99Millis"], P99_LIMIT_MILLIS, " ms"),
        at_most("errors in the first 10 seconds", bad, 0),
    ]
    return Outcome(figures, limits, load.timeline(result), raw={"driver": result})
