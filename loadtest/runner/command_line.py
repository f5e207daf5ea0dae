"""loadtest/run: options, the order of a run, its exit status."""

from __future__ import annotations

import argparse
import datetime
import pathlib
import shlex
import signal
import sys

from . import history, report, spike
from .limits import Limits
from .load import Generator
from .outcome import Threshold
from .processes import participants
from .product import ROOT, Product, Unusable
from .sampler import Sampler
from .scenarios import SCENARIOS
from .signing import ALGORITHMS

CATCH_UP_LIMIT_SECONDS = 120


class Run:
    """One run: its options, its folder, the campaigns it made."""

    def __init__(self, options):
        started = datetime.datetime.now(datetime.timezone.utc)
        self.options = options
        self.started_at = started.isoformat(timespec="seconds")
        self.id = started.strftime("%m%d%H%M%S")
        self.folder = options.report or ROOT / ".first-served" / "loadtest" / f"{options.scenario}-{self.id}"
        self.folder = self.folder.resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.product = Product(options.target, options.query, options.token, options.data)
        self.generator = Generator(self.folder)
        self.quotas = {}

    def create_campaign(self, name: str, terms: dict) -> str:
        campaign = f"lt-{name}-{self.id}"
        self.product.create_campaign(campaign, terms)
        self.quotas[campaign] = terms["quota"]
        return campaign


def main(arguments: list) -> int:
    options = _parser().parse_args(arguments)
    options.target = options.target or ["http://127.0.0.1:8080"]
    scenario = SCENARIOS[options.scenario]
    options.driver = options.driver or scenario.driver
    options.command = "loadtest/run " + shlex.join(arguments)
    # Whoever ends a run gets the system back as it was: its processes out of the cgroup, the second node ended.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _run(Run(options), scenario)
    except Unusable as why:
        print(f"loadtest/run: {why}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


def _run(run: Run, scenario) -> int:
    run.product.require_ready()
    run.product.token()
    people = participants(run.options.target, run.options.query)
    application = people.get("command side", set()) | people.get("query side", set())
    with Limits(application, run.options.cpus, run.options.memory) as limited:
        with Sampler(run.product, lambda: run.generator.pid) as sampler:
            outcome = scenario.run(run)
        caught_up = run.product.wait_until_quiet(CATCH_UP_LIMIT_SECONDS)
    outcome.thresholds += _after_the_load(run, sampler, caught_up)
    audit = {"exit": 0, "says": "not asked for (--no-audit)"}
    if not run.options.no_audit:
        audit = run.product.audit(run.generator.history)
    return report.write(run, outcome, sampler, audit, limited)


def _after_the_load(run: Run, sampler: Sampler, caught_up: float | None) -> list:
    limits = history.promises(run.generator.history, run.quotas)
    said = "not in time" if caught_up is None else f"{caught_up:.1f} s"
    limits.append(
        Threshold("read model caught up with the log", f"≤ {CATCH_UP_LIMIT_SECONDS} s", said, caught_up is not None)
    )
    return limits + (spike.soak_limits(sampler.samples) if run.options.scenario == "soak" else [])


def _parser() -> argparse.ArgumentParser:
    listed = "\n".join(f"  {name:<17}{one.says} [{one.driver}]" for name, one in SCENARIOS.items())
    parser = argparse.ArgumentParser(
        prog="loadtest/run",
        description=__doc__ + "\n\nscenarios [who applies them by default]:\n" + listed,
        epilog="exit status: 0 every threshold kept and the log proven; 1 a threshold broken; 2 a promise "
        "broken; 3 the audit or the run could not be completed",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("scenario", choices=SCENARIOS, metavar="SCENARIO")
    add("--target", action="append", metavar="URL", help="command side (http://127.0.0.1:8080); repeat for several nodes")
    add("--query", default="http://127.0.0.1:8090", metavar="URL", help="query side (%(default)s)")
    add("--token", help="campaign-admin token (default: ./first-served token makes one)")
    add("--data", metavar="DIR", help="the --data of ./first-served up, where that was given")
    add("--rate-scale", type=float, default=1.0, metavar="X", help="multiplies every rate (%(default)s)")
    add("--minutes", type=float, metavar="M", help="length of the load; the spike's stages keep their proportions")
    add("--rate", type=float, metavar="R", help="soak: requests per second; overload: the capacity, if known")
    add("--users", type=int, metavar="N", help="stampede: how many users (1000)")
    add("--connections", type=int, default=200, metavar="N", help="capacity: connections of the driver (%(default)s)")
    add("--driver", choices=("k6", "java"), help="who applies stampede, capacity and overload")
    add("--cpus", type=float, metavar="X", help="hold both sides together to X CPUs (1.5 as the reference)")
    add("--memory", metavar="SIZE", help="and to this memory (2.5g as the reference)")
    add("--report", type=pathlib.Path, metavar="DIR", help="where the report goes (.first-served/loadtest/…)")
    add("--no-audit", action="store_true", help="skip the audit")
    add("--jwt", action="append", choices=ALGORITHMS, metavar="ALG", help="capacity: how tokens are signed in JWT mode, HS256 (default), RS256 or ES256; repeat for several")
    add("--no-yardsticks", action="store_true", help="capacity: the service alone")
    add("--floor-mysql-url", metavar="URL", help="database of the yardsticks (the service's own)")
    add("--floor-mysql-user", metavar="USER")
    add("--floor-mysql-password", metavar="PASSWORD")
    add("--floor-redis-url", metavar="URL", help="Redis of the yardsticks (the service's own)")
    return parser
