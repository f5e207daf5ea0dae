"""A highly available system without Docker, as ./first-served up --ha runs it behind HAProxy."""

from __future__ import annotations

import csv
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time

from .product import LAUNCHER, ROOT, Unusable, call

FIRST_PORT, LAST_PORT = 21_000, 27_000
# The ports counted upwards by --ha: two of each side, four of Redis, three sentinels, three brokers.
OPTIONS = {"command": 2, "query": 2, "mysql": 1, "redis": 4, "sentinel": 3, "kafka": 3}
# What docker/beside reads from its environment, with its own defaults.
EDGE = {
    "HAPROXY_APPLICATION_PORT": 8880, "HAPROXY_COMMAND_PORT": 8881, "HAPROXY_QUERY_PORT": 8882,
    "HAPROXY_REDIS_WRITE_PORT": 6399, "HAPROXY_REDIS_READ_PORT": 6398, "HAPROXY_STATISTICS_PORT": 9000,
    "HAPROXY_METRICS_PORT": 5001, "HAPROXY_RUNTIME_PORT": 9999, "PROMETHEUS_PORT": 9090,
}
SERVING_LIMIT_SECONDS = 60


class System:
    """One running system and its edge."""

    def __init__(self, data: pathlib.Path, ports: dict):
        self.data = data
        self._ports = ports
        self.commands = f"http://127.0.0.1:{ports['HAPROXY_COMMAND_PORT']}"
        self.queries = f"http://127.0.0.1:{ports['HAPROXY_QUERY_PORT']}"

    @staticmethod
    def running(data: pathlib.Path) -> System:
        """The one that runs on this folder; its edge has docker/beside's ports, or those of the environment."""
        return System(data.resolve(), {name: int(os.environ.get(name, port)) for name, port in EDGE.items()})

    @staticmethod
    def start(data: pathlib.Path) -> System:
        """Starts one on free ports; returns when HAProxy has all its nodes in service."""
        free = free_ports(sum(OPTIONS.values()) + len(EDGE))
        options = []
        for name, count in OPTIONS.items():
            options += [f"--{name}-port", str(free[0])]
            del free[:count]
        system = System(data, dict(zip(EDGE, free, strict=False)))
        environment = {**os.environ, **{name: str(port) for name, port in system._ports.items()}}
        command = [str(LAUNCHER), "up", "--ha", "--detach", "--data", str(data), *options]
        if subprocess.run(command, env=environment, check=False, stdout=sys.stderr).returncode != 0:
            raise Unusable("the system did not start")
        system.await_serving()
        return system

    def stop(self) -> list:
        """Ends it; returns the processes that are left all the same."""
        subprocess.run([str(LAUNCHER), "down", "--data", str(self.data)], check=False, stdout=sys.stderr)
        listed = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout
        return [line for line in listed.splitlines() if f"{self.data}/" in line]

    def await_serving(self) -> None:
        deadline = time.monotonic() + SERVING_LIMIT_SECONDS
        while any(self.state(node) != "UP" for node in (1, 2)):
            if time.monotonic() > deadline:
                raise Unusable(f"HAProxy has not two command nodes in service (statistics: {self._statistics()})")
            time.sleep(0.2)

    def state(self, node: int) -> str:
        """What HAProxy says of the node: UP, DOWN, or on the way from one to the other."""
        status, text = call("GET", self._statistics())
        if status != 200:
            raise Unusable(f"no HAProxy: {self._statistics()} says {status or text}")
        rows = csv.DictReader(text.removeprefix("# ").splitlines())
        found = [row["status"] for row in rows if (row["pxname"], row["svname"]) == ("command_nodes", f"command-{node}")]
        return found[0] if found else "unknown"

    def kill(self, node: int) -> None:
        """kill -9, as the kernel does it to a process that takes too much memory."""
        os.kill(self._pid(node), signal.SIGKILL)

    def _pid(self, node: int) -> int:
        files = sorted((self.data / "run").glob("command-side-*.pid"))
        if len(files) < node:
            raise Unusable(f"no two command nodes run on {self.data}: start them with ./first-served up --ha")
        return int(files[node - 1].read_text().split()[0])

    def _statistics(self) -> str:
        return f"http://127.0.0.1:{self._ports['HAPROXY_STATISTICS_PORT']}/;csv"


def data_folder(given: str | None) -> pathlib.Path:
    return pathlib.Path(given) if given else ROOT / ".first-served"


def free_ports(count: int) -> list:
    """So many adjacent ports below those that the kernel hands out."""
    first = FIRST_PORT + os.getpid() % 1_000
    while first + count < LAST_PORT:
        taken = [port for port in range(first, first + count) if _in_use(port)]
        if not taken:
            return list(range(first, first + count))
        first = taken[-1] + 1
    raise Unusable(f"no {count} free ports between {FIRST_PORT} and {LAST_PORT}")


def _in_use(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
