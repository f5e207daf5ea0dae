"""A node is started like the one that runs, and hit at once with 1,000 requests a second.

It joins a system that has been serving: everything but the node is driven before, so that what is measured is
the node. On one machine a relay, a broker and a query side that still compile would take its cores."""

from __future__ import annotations

import os
import socket
import subprocess
import time

from . import load, processes
from .capacity import closed_loop
from .outcome import Outcome, at_most
from .product import Unusable

SERVED_BEFORE_SECONDS = 60
RATE = 1_000
SECONDS = 10
READY_LIMIT_SECONDS = 15
P99_LIMIT_MILLIS = 100
GIVE_UP_SECONDS = 120
# The driver is as cold as the node, and its own compiling would be at the cost of the node's cores.
DRIVER_OPTIONS = ("-XX:TieredStopAtLevel=1",)


def cold_start(run) -> Outcome:
    before = run.create_campaign("cold-start-before", {"quota": None})
    closed_loop(run, "before", before, run.options.target, SERVED_BEFORE_SECONDS)
    run.product.wait_until_quiet()
    campaign = run.create_campaign("cold-start", {"quota": None})
    port = _free_port()
    target = f"http://127.0.0.1:{port}"
    begun = time.time()
    node = _second_node(run, port)
    try:
        result = run.generator.driver(
            "cold-start", "--campaign", campaign, "--user-prefix", f"{run.id}-cold-",
            "--rate", str(RATE * run.options.rate_scale), "--seconds", str(SECONDS),
            "--wait-for", f"{target}/actuator/health/readiness", targets=[target],
            java_options=DRIVER_OPTIONS,
        )
    finally:
        node.terminate()
        node.wait(timeout=GIVE_UP_SECONDS)
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


def _second_node(run, port: int) -> subprocess.Popen:
    """The running node's own command line and environment, on another port."""
    running = processes.participants(run.options.target, run.options.query).get("command side", set())
    if not running:
        raise Unusable("cold-start needs a command side on this machine, to start another like it")
    pid = next(iter(running))
    log = (run.folder / "cold-node.log").open("w")
    return subprocess.Popen(
        [*processes.arguments(pid), f"--server.port={port}"], cwd=f"/proc/{pid}/cwd",
        env={**os.environ, **processes.environment(pid)}, stdout=log, stderr=log,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
