"""Starts the floor and the naive baseline beside the service, on the same database and Redis."""

from __future__ import annotations

import os
import pathlib
import subprocess
import time

from . import processes, tools
from .product import Product, Unusable, call

PORTS = {"floor": 8180, "naive": 8181}
START_LIMIT_SECONDS = 30


class Yardstick:
    """A context manager: one of the two servers, answering the issue command."""

    def __init__(self, kind: str, options, folder: pathlib.Path):
        self.kind = kind
        self.target = f"http://127.0.0.1:{PORTS[kind]}"
        self._log = folder / f"{kind}.log"
        self._servers = servers_of(options)
        self._process = None

    @property
    def pid(self) -> int:
        return self._process.pid

    def __enter__(self):
        servers = self._servers
        command = [tools.java(), "-Xmx1g", "-jar", str(tools.jar("floor")), self.kind]
        command += ["--port", str(PORTS[self.kind]), "--redis-url", servers["redis"]]
        command += ["--mysql-url", servers["mysql"], "--mysql-user", servers["user"]]
        environment = {**os.environ, "FLOOR_MYSQL_PASSWORD": servers["password"]}
        with self._log.open("w") as log:
            self._process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        begun = time.monotonic()
        while call("GET", f"{self.target}/")[0] == 0:
            if self._process.poll() is not None or time.monotonic() - begun > START_LIMIT_SECONDS:
                raise Unusable(f"the {self.kind} server did not start: see {self._log}")
            time.sleep(0.1)
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()

    def create_campaign(self, campaign: str, quota: int | None) -> None:
        Product([self.target], self.target, "none needed").create_campaign(campaign, {"quota": quota})


def servers_of(options) -> dict:
    """The service's own database and Redis, read from its process, unless they are given."""
    pids = processes.participants(options.target, options.query).get("command side", set())
    settings = processes.environment(next(iter(pids))) if pids else {}
    host, port = (settings.get(f"SPRING_DATA_REDIS_{name}") for name in ("HOST", "PORT"))
    redis = settings.get("SPRING_DATA_REDIS_URL") or f"redis://{host or '127.0.0.1'}:{port or 6379}"
    found = {
        "mysql": options.floor_mysql_url or settings.get("SPRING_DATASOURCE_URL"),
        "user": options.floor_mysql_user or settings.get("SPRING_DATASOURCE_USERNAME"),
        "password": options.floor_mysql_password or settings.get("SPRING_DATASOURCE_PASSWORD"),
        "redis": options.floor_redis_url or redis,
    }
    if None in found.values():
        raise Unusable("which database the yardsticks may use cannot be seen: give --floor-mysql-url, -user, -password")
    return found
