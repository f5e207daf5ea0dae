"""loadtest/group-cost: what a MySQL group of three costs beside one server.

Starts whole systems one after the other, on one real MySQL and on a group of three of the same program with the same
settings, each with one command node and with two (--ha); drives each until it is warm, then sells as fast as the
answers come; and has each log audited. All three servers of the group run on this machine, too."""

from __future__ import annotations

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field

from . import load
from .capacity import closed_loop, warm_up
from .ha import free_ports
from .mysql_group import PASSWORD, PORTS, MySqlGroup
from .product import LAUNCHER, ROOT, Product, Unusable

BELOW, NOT_MEASURED = 1, 3
REAL_MYSQL = ROOT / ".ci" / "real-mysql"
START_LIMIT_SECONDS = 900
PORT_COUNTS = {"command": 2, "query": 2, "redis": 4, "sentinel": 3, "kafka": 3}


def main(arguments: list) -> int:
    options = _parser().parse_args(arguments)
    try:
        found = {
            (servers, nodes): [_measure(servers, nodes, options) for _ in range(options.rounds)]
            for nodes in ((1,) if options.one_node else (1, 2))
            for servers in (1, 3)
        }
    except Unusable as why:
        print(f"loadtest/group-cost: {why}", file=sys.stderr)
        return NOT_MEASURED
    print(table(found))
    return BELOW if any(share < options.share for share in shares(found).values()) else 0


@dataclass
class _Run:
    """What the load functions ask of a run."""

    product: Product
    generator: load.Generator
    options: argparse.Namespace
    id: str = field(default_factory=lambda: f"group-cost-{int(time.time())}")


def _measure(servers: int, nodes: int, options) -> dict:
    """What the driver says of the stretch at full rate."""
    name = f"{'group' if servers > 1 else 'one server'}, {nodes} command node{'s' if nodes > 1 else ''}"
    with tempfile.TemporaryDirectory(prefix="first-served-group-cost-") as folder, \
            _Database(servers, pathlib.Path(folder) / "mysql") as url, \
            _System(nodes, pathlib.Path(folder) / "system", url) as product:
        run = _Run(product, load.Generator(pathlib.Path(folder)), options)
        product.create_campaign(f"{run.id}-warm-up", {"quota": None})
        warm_up(run, "warm-up", f"{run.id}-warm-up", product.targets)
        product.wait_until_quiet()
        product.create_campaign(run.id, {"quota": None})
        result = closed_loop(run, "accepted", run.id, product.targets, options.seconds)
        product.wait_until_quiet()
        audit = product.audit(run.generator.history)
        if audit["exit"] != 0:
            raise Unusable(f"{name}: the audit does not prove the log: {audit}")
    accepted = result["byKind"]["accepted"]
    print(f"{name}: {accepted['perSecond']:,.0f} accepted/s, p99 {accepted['p99Millis']:.0f} ms, PROVEN", file=sys.stderr)
    return accepted


class _Database:
    """One real MySQL, or a group, as long as the block lasts; its URL."""

    def __init__(self, servers: int, folder: pathlib.Path):
        self._servers, self._folder, self._port = servers, folder, free_ports(PORTS)[0]

    def __enter__(self) -> str:
        if self._servers > 1:
            return MySqlGroup(self._folder, self._port).start().url
        self._call("start", str(self._port), PASSWORD)
        return f"jdbc:mysql://127.0.0.1:{self._port}/"

    def __exit__(self, *_):
        if self._servers > 1:
            MySqlGroup(self._folder, self._port).stop()
        else:
            self._call("stop")

    def _call(self, what: str, *words: str) -> None:
        command = [str(REAL_MYSQL), what, str(self._folder), *words]
        if subprocess.run(command, stdout=sys.stderr, check=False, timeout=START_LIMIT_SECONDS).returncode != 0:
            raise Unusable(f"real-mysql {what} failed")


class _System:
    """A whole system on that database, as long as the block lasts."""

    def __init__(self, nodes: int, data: pathlib.Path, url: str):
        self._nodes, self._data, self._url = nodes, data, url

    def __enter__(self) -> Product:
        free = free_ports(sum(PORT_COUNTS.values()))
        ports, words = {}, []
        for name, count in PORT_COUNTS.items():
            ports[name] = free[:count]
            del free[:count]
            words += [f"--{name}-port", str(ports[name][0])]
        command = [str(LAUNCHER), "up", "--detach", "--data", str(self._data), "--mysql-url", self._url, *words]
        if self._nodes > 1:
            command.append("--ha")
        started = subprocess.run(command, env={**os.environ, "FIRST_SERVED_MYSQL_PASSWORD": PASSWORD}, stdout=sys.stderr, check=False)
        if started.returncode != 0:
            raise Unusable("the system did not start")
        targets = [f"http://127.0.0.1:{port}" for port in ports["command"][: self._nodes]]
        return Product(targets, f"http://127.0.0.1:{ports['query'][0]}", data=str(self._data))

    def __exit__(self, *_):
        subprocess.run([str(LAUNCHER), "down", "--data", str(self._data)], stdout=sys.stderr, check=False)


def shares(found: dict) -> dict:
    """Command nodes -> the group's rate by that of one server; medians of the rounds."""
    return {
        nodes: _median(found[3, nodes], "perSecond") / _median(found[1, nodes], "perSecond")
        for nodes in sorted({nodes for _, nodes in found})
    }


def table(found: dict) -> str:
    """As Markdown, for docs/reference/benchmarks-log.md."""
    lines = ["| command nodes | database | accepted/s | p50 | p99 | of one server |", "|---:|---|---:|---:|---:|---:|"]
    for (servers, nodes), rounds in found.items():
        share = f"{shares(found)[nodes]:.2f}" if servers > 1 else ""
        lines.append(
            f"| {nodes} | {'group of three' if servers > 1 else 'one server'} | {_median(rounds, 'perSecond'):,.0f} "
            f"| {_median(rounds, 'p50Millis'):.0f} ms | {_median(rounds, 'p99Millis'):.0f} ms | {share} |"
        )
    return "\n".join(lines)


def _median(rounds: list, figure: str) -> float:
    return statistics.median(accepted[figure] for accepted in rounds)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="loadtest/group-cost",
        description=__doc__.split(": ", 1)[1],
        epilog="exit status: 0 the group has at least that share of one server's rate; 1 not; 3 not measured",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--rounds", type=int, default=1, metavar="N", help="of each system, medians are taken (default: %(default)s)")
    add("--seconds", type=float, default=30, metavar="S", help="at full rate (default: %(default)s)")
    add("--connections", type=int, default=200, metavar="C", help="of the driver (default: %(default)s)")
    add("--share", type=float, default=0.6, metavar="P", help="of one server's rate that is wanted (default: %(default)s)")
    add("--one-node", action="store_true", help="leave out the systems with two command nodes")
    return parser
