"""loadtest/idle: what many open campaigns cost while nobody asks for a coupon.

Measures the CPU of each part of a running system for a while without traffic, creates the campaigns over HTTP,
waits until what they set off is done, and measures again. Shares are percent of one core.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import contextlib
import subprocess
import sys
import tempfile
import threading
import time

from . import processes
from .ha import free_ports
from .product import LAUNCHER, Product, Unusable

# What the limit is for: the parts that sweeps and repair work on.
LIMITED = ("command side", "Redis", "database")
OVER, NOT_MEASURED = 1, 3
PORT_OPTIONS = ("command", "query", "mysql", "redis", "kafka")


def main(arguments: list) -> int:
    options = _parser().parse_args(arguments)
    try:
        with _system(options) as product:
            return _run(product, options)
    except Unusable as why:
        print(f"loadtest/idle: {why}", file=sys.stderr)
        return NOT_MEASURED


@contextlib.contextmanager
def _system(options):
    if not options.own:
        yield Product(options.target or ["http://127.0.0.1:8080"], options.query, options.token, options.data)
        return
    with tempfile.TemporaryDirectory(prefix="first-served-idle-") as folder:
        ports = dict(zip(PORT_OPTIONS, free_ports(len(PORT_OPTIONS)), strict=True))
        words = [word for name, port in ports.items() for word in (f"--{name}-port", str(port))]
        try:
            started = [str(LAUNCHER), "up", "--detach", "--data", folder, *words]
            if subprocess.run(started, check=False, stdout=sys.stderr).returncode != 0:
                raise Unusable("the system did not start")
            yield Product(
                [f"http://127.0.0.1:{ports['command']}"], f"http://127.0.0.1:{ports['query']}", data=folder
            )
        finally:
            subprocess.run([str(LAUNCHER), "down", "--data", folder], check=False, stdout=sys.stderr)


def _run(product: Product, options) -> int:
    product.require_ready()
    before = measure(product, options.seconds)
    took = create(product, options.campaigns, options.connections)
    print(f"{options.campaigns:,} campaigns created in {took:,.0f} s", file=sys.stderr)
    if product.wait_until_quiet() is None:
        raise Unusable("the read model did not catch up with the new campaigns")
    time.sleep(options.settle)
    after = measure(product, options.seconds)
    print(report(before, after, options.campaigns, options.seconds))
    cost = sum(after.get(part, 0) for part in LIMITED)
    print(f"{', '.join(LIMITED)}: {cost:.1f} % of a core together (limit {options.limit:g} %)")
    return OVER if cost >= options.limit else 0


def create(product: Product, count: int, connections: int) -> float:
    """Creates so many open campaigns, over so many connections; the seconds that it took."""
    product.token()
    begun, run = time.monotonic(), int(time.time())
    done, lock = [0], threading.Lock()

    def one(number: int) -> None:
        product.create_campaign(f"idle-{run}-{number}", {"quota": 1_000})
        with lock:
            done[0] += 1
            if done[0] % 1_000 == 0:
                print(f"{done[0]:,} of {count:,} campaigns", file=sys.stderr)

    with concurrent.futures.ThreadPoolExecutor(connections) as workers:
        for created in [workers.submit(one, number) for number in range(count)]:
            created.result()
    return time.monotonic() - begun


def measure(product: Product, seconds: float) -> dict:
    """Part of the system -> percent of a core that it takes over so many seconds."""
    people = processes.participants(product.targets, product.query)
    if "command side" not in people:
        raise Unusable("the command side's process is not on this machine, or this is not Linux")
    begun, first = time.monotonic(), _cpu(people)
    time.sleep(seconds)
    return shares(first, _cpu(people), time.monotonic() - begun)


def _cpu(people: dict) -> dict:
    return {name: sum(processes.cpu_seconds(pid) or 0 for pid in pids) for name, pids in people.items()}


def shares(first: dict, last: dict, seconds: float) -> dict:
    """CPU seconds at two instants -> percent of a core between them."""
    return {name: 100 * (last[name] - first[name]) / seconds for name in first}


def report(before: dict, after: dict, campaigns: int, seconds: float) -> str:
    """A table of both measurements, part by part."""
    lines = [f"{'percent of a core over':<24}{'before':>10}{f'with {campaigns:,} more':>20}"]
    lines[0] = lines[0].replace("over", f"over {seconds:g} s", 1)
    for name in sorted(after, key=after.get, reverse=True):
        lines.append(f"{name:<24}{before.get(name, 0):>10.1f}{after[name]:>20.1f}")
    lines.append(f"{'all together':<24}{sum(before.values()):>10.1f}{sum(after.values()):>20.1f}")
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="loadtest/idle",
        description=__doc__.split(": ", 1)[1],
        epilog=f"exit status: 0 {', '.join(LIMITED)} together below the limit; 1 not; 3 not measured. The campaigns stay.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--campaigns", type=int, default=10_000, metavar="N", help="how many to create (%(default)s)")
    add("--seconds", type=float, default=60, metavar="S", help="how long each measurement lasts (%(default)s)")
    add("--settle", type=float, default=30, metavar="S", help="wait between the last campaign and the measurement (%(default)s)")
    add("--limit", type=float, default=5, metavar="PERCENT", help="of a core (%(default)s)")
    add("--connections", type=int, default=8, metavar="N", help="campaigns created at the same time (%(default)s)")
    add("--own", action="store_true", help="start a system on free ports, and end it (default: use the one that runs)")
    add("--target", action="append", metavar="URL", help="command side, several times for several nodes (http://127.0.0.1:8080)")
    add("--query", default="http://127.0.0.1:8090", metavar="URL", help="query side (%(default)s)")
    add("--data", metavar="DIR", help="data folder of the running system, for its token")
    add("--token", metavar="JWT", help="of a campaign-admin, instead")
    return parser
