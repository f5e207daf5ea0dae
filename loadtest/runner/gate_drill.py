"""loadtest/faults --gate: Breaks Redis and a node in one process, and prints which promise held in how many runs.

Runs the test FaultsIT of the command side in its long form: two nodes, the clock of one an hour
ahead, a real database, a Redis master with three replicas and three sentinels, all started and
ended by the test. Needs nothing but a JDK 25, like ./mvnw. Where Go is there, the history of answers
of each run is also judged by Porcupine (loadtest/judge). Exit status: 0 all held, 1 not.
"""

from __future__ import annotations

import argparse
import collections
import os
import shutil
import subprocess
import sys
import time

from .judge import judge
from .product import ROOT

RESULTS = ROOT / "command-side" / "target" / "faults.tsv"
HISTORIES = ROOT / "command-side" / "target" / "histories"


def arguments(words):
    parser = argparse.ArgumentParser(
        prog="loadtest/faults --gate",
        description=__doc__.split(": ", 1)[1],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--runs", type=int, default=3, help="of every fault (default: %(default)s)")
    parser.add_argument(
        "--seed",
        type=int,
        default=int(time.time()),
        help="decides when a fault strikes and which node a buyer asks (default: the time)",
    )
    parser.add_argument(
        "--quota", type=int, default=2000, help="coupons of each campaign (default: %(default)s)"
    )
    parser.add_argument(
        "--pause", type=int, default=10, help="seconds a paused master stands still (default: %(default)s)"
    )
    parser.add_argument(
        "--recovery", type=int, default=10, help="seconds it may take to recover (default: %(default)s)"
    )
    parser.add_argument("--only", default="", help="these faults, by their names (default: all)")
    return parser.parse_args(words)


def run(options):
    RESULTS.unlink(missing_ok=True)
    shutil.rmtree(HISTORIES, ignore_errors=True)
    command = [
        str(ROOT / "mvnw"),
        "--quiet",
        "--batch-mode",
        "--projects=command-side",
        "--also-make",
        "-Dsurefire.failIfNoSpecifiedTests=false",
        "-Dfailsafe.failIfNoSpecifiedTests=false",
        "-Dtest=NoneTest",
        "-Dit.test=FaultsIT",
        f"-Dfirst-served.faults.runs={options.runs}",
        f"-Dfirst-served.faults.seed={options.seed}",
        f"-Dfirst-served.faults.quota={options.quota}",
        f"-Dfirst-served.faults.only={options.only}",
        f"-Dfirst-served.faults.pause-seconds={options.pause}",
        f"-Dfirst-served.faults.recovery-seconds={options.recovery}",
        "verify",
    ]
    return subprocess.run(command, cwd=ROOT, env=os.environ, check=False).returncode


def matrix(lines):
    """Fault -> promise -> [runs in which it held, runs]."""
    table = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0]))
    for line in lines:
        fault, _seed, promise, held = line.rstrip("\n").split("\t")
        table[fault][promise][0] += held == "held"
        table[fault][promise][1] += 1
    return table


def show(table):
    promises = list(dict.fromkeys(promise for row in table.values() for promise in row))
    width = max(map(len, table)) + 2
    print("fault".ljust(width) + "  ".join(promises))
    for fault, row in table.items():
        cells = ("{}/{}".format(*row[promise]).ljust(len(promise)) for promise in promises)
        print(fault.ljust(width) + "  ".join(cells))


def judged():
    """Judges the history of each run; whether no violation was found."""
    clean = True
    for file in sorted(HISTORIES.glob("*.ndjson")):
        verdict = judge(file)
        print(f"{file.stem}: {verdict.says}")
        clean = clean and verdict.status in (None, 0)
        if verdict.status is None:
            break  # nor would the others be
    return clean


def main(words):
    options = arguments(words)
    status = run(options)
    print(f"seed {options.seed}, {options.quota} coupons a run")
    if not RESULTS.exists():
        print("no run came to its end", file=sys.stderr)
        return 1
    with RESULTS.open(encoding="utf-8") as lines:
        show(matrix(lines))
    return 0 if judged() and status == 0 else 1
