"""Another command node beside the one that runs: its own command line and environment, on another port."""

from __future__ import annotations

import os
import socket
import subprocess
import time

from . import processes
from .product import Unusable, call

GIVE_UP_SECONDS = 120


class SecondNode:
    """A context manager: a command node like the running one, with this environment besides (None: without)."""

    def __init__(self, run, name: str, environment: dict | None = None):
        self._run, self._name, self._environment = run, name, environment or {}
        self._process = None
        self.target = f"http://127.0.0.1:{_free_port()}"

    def __enter__(self):
        running = processes.participants(self._run.options.target, self._run.options.query).get("command side", set())
        if not running:
            raise Unusable(f"{self._name} needs a command side on this machine (Linux), to start another like it")
        pid = next(iter(running))
        environment = {**os.environ, **processes.environment(pid), **self._environment}
        with (self._run.folder / f"{self._name}.log").open("w") as log:
            self._process = subprocess.Popen(
                [*processes.arguments(pid), f"--server.port={self.target.rpartition(':')[2]}"],
                cwd=f"/proc/{pid}/cwd", stdout=log, stderr=log,
                env={name: value for name, value in environment.items() if value is not None},
            )
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(timeout=GIVE_UP_SECONDS)

    def wait_until_ready(self) -> None:
        begun = time.monotonic()
        while call("GET", f"{self.target}/actuator/health/readiness")[0] != 200:
            if self._process.poll() is not None or time.monotonic() - begun > GIVE_UP_SECONDS:
                raise Unusable(f"the node did not start: see {self._name}.log in the report's folder")
            time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
