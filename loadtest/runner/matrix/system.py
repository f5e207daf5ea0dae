"""One whole system of the matrix: ./first-served up on free ports, its nodes behind proxies of ours."""

from __future__ import annotations

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from ..ha import free_ports
from ..mysql_group import PASSWORD, PORTS, MySqlGroup, OnPrimary
from ..product import LAUNCHER, Product, Unusable, call
from . import own_network
from .proxy import Proxy
from .wire import Sql, redis

READY_LIMIT_SECONDS = 120
RESTART_LIMIT_SECONDS = 120
NOTICE_LIMIT_SECONDS = 60
ACCEPT_LIMIT_SECONDS = 120
LOOK_SECONDS = 0.2
LOG, READ_MODEL = "first_served_log", "first_served_query"
URL_OPTIONS = "rewriteBatchedStatements=true&cacheServerConfiguration=true&useLocalSessionState=true&sslMode=DISABLED&allowPublicKeyRetrieval=true"
# Ports that count upwards from their option with --ha; without, one each.
COUNTS = {"command": (1, 2), "query": (1, 2), "mysql": (1, 1), "redis": (1, 4), "sentinel": (0, 3), "kafka": (1, 3)}


class Embedded:
    """Started by `start`, ended by `stop`. Nodes reach the database, and a single Redis, only through a proxy; the
    servers of a group they reach without one."""

    def __init__(self, data: pathlib.Path, ha: bool = False, seed: int = 0, group: bool = False):
        self.data = data
        self.ha = ha
        counts = {name: count[ha] for name, count in COUNTS.items()}
        free = free_ports(sum(counts.values()) + 2 + (PORTS if group else 0))
        self.group = MySqlGroup(data.parent / "group", free[-PORTS], own_network.is_own()) if group else None
        self.ports = {}
        for name, count in counts.items():
            self.ports[name] = free[:count]
            del free[:count]
        self.to_database = Proxy(free[0], self.ports["mysql"][0], seed)
        self.to_redis = Proxy(free[1], self.ports["redis"][0], seed)
        self.commands = [f"http://127.0.0.1:{port}" for port in self.ports["command"]]
        self.queries = [f"http://127.0.0.1:{port}" for port in self.ports["query"]]
        self.product = Product(self.commands, self.queries[0], data=str(data))

    def start(self, environment: dict | None = None) -> Embedded:
        self.to_database.start()
        self.to_redis.start()
        command = [str(LAUNCHER), "up", "--detach", "--data", str(self.data), *(["--ha"] if self.ha else [])]
        if self.group:
            command += ["--mysql-url", self.group.start().url]
        for name, ports in self.ports.items():
            command += [f"--{name}-port", str(ports[0])] if ports else []
        environment = {
            **os.environ, **(environment or {}),
            "FIRST_SERVED_JAVA_OPTS": " ".join(self._detour()), "FIRST_SERVED_MYSQL_PASSWORD": PASSWORD,
        }
        if subprocess.run(command, env=environment, check=False, stdout=sys.stderr).returncode != 0:
            raise Unusable("the system did not start")
        return self

    def _detour(self) -> list:
        """Java's system properties win over the environment, by which the supervisor tells the nodes their servers."""
        base = f"jdbc:mysql://127.0.0.1:{self.to_database.port}"
        options = [] if self.group else [
            # The two sides differ by their user only.
            f"-Ddatabase-of.first_served_command={LOG}",
            f"-Ddatabase-of.first_served_query={READ_MODEL}",
            f"-Dspring.datasource.url={base}/${{database-of.${{spring.datasource.username}}}}?{URL_OPTIONS}",
            f"-Dfirst-served.log-database.url={base}/{LOG}?{URL_OPTIONS}",
        ]
        return options if self.ha else [*options, f"-Dspring.data.redis.port={self.to_redis.port}"]

    def stop(self) -> list:
        """Ends it, whatever it is in the middle of; returns the processes that are left all the same."""
        for pid in self.all_pids():
            _signal(pid, signal.SIGCONT)
        subprocess.run([str(LAUNCHER), "down", "--data", str(self.data)], check=False, stdout=sys.stderr)
        self.to_database.stop()
        self.to_redis.stop()
        if self.group:
            self.group.stop()
        listed = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout
        return [line for line in listed.splitlines() if f"{self.data.parent}/" in line]

    def keep_logs(self, folder: pathlib.Path) -> None:
        """Copies what its processes have written, to look at later."""
        if (self.data / "logs").exists():
            shutil.copytree(self.data / "logs", folder / f"logs-{self.ports['command'][0]}-{int(time.time())}")

    def names(self, part: str) -> list:
        """Processes of that kind: mariadb, redis, kafka, command-side, query-side."""
        files = sorted((self.data / "run").glob(f"{part}*.pid"))
        return [file.stem for file in files if re.fullmatch(rf"{part}(-\d+)?", file.stem)]

    def victim(self, part: str) -> str:
        """The one process of that kind that a fault hits: the first; of several Redis the master."""
        return f"redis-{self._master()}" if part == "redis" and self.ha else self.names(part)[0]

    def pid(self, name: str) -> int:
        return int((self.data / "run" / f"{name}.pid").read_text().split()[0])

    def all_pids(self) -> list:
        return [int(file.read_text().split()[0]) for file in (self.data / "run").glob("*.pid")]

    def signal(self, name: str, number: int) -> int:
        """Sends a signal; the pid it went to."""
        pid = self.pid(name)
        _signal(pid, number)
        return pid

    def await_restarted(self, name: str, old_pid: int) -> None:
        """Until the supervisor has started another process in its place."""
        self.wait_for(f"a new {name}", lambda: self._runs(name, old_pid), RESTART_LIMIT_SECONDS)

    def _runs(self, name: str, old_pid: int) -> bool:
        try:
            return self.pid(name) != old_pid
        except (OSError, ValueError, IndexError):
            return False

    def await_ready(self, limit_seconds: float = READY_LIMIT_SECONDS) -> float:
        """Until every node says that it is ready; the seconds that took."""
        begun = time.monotonic()
        self.wait_for("every node to be ready", self.ready, limit_seconds)
        return time.monotonic() - begun

    def ready(self) -> bool:
        nodes = [*self.commands, *self.queries]
        return all(call("GET", f"{node}/actuator/health/readiness")[0] == 200 for node in nodes)

    @staticmethod
    def wait_for(what: str, reached, limit_seconds: float) -> None:
        deadline = time.monotonic() + limit_seconds
        while not reached():
            if time.monotonic() > deadline:
                raise Unusable(f"waited {limit_seconds:.0f} s for {what}")
            time.sleep(LOOK_SECONDS)

    def await_diverged(self) -> None:
        """Until every command node says that the log is not the one that was relayed."""
        self.wait_for("every command node to say LOG_DIVERGED", lambda: all(map(self._divergence, self.commands)),
                      NOTICE_LIMIT_SECONDS)

    def _divergence(self, node: str) -> str | None:
        token = self.product.token("operator")
        status, text = call("GET", f"{node}/api/v1/log/incarnations", headers={"Authorization": f"Bearer {token}"})
        return json.loads(text)["divergence"] if status == 200 else None

    def accept_log(self) -> list:
        """What an operator does about it, by the command line; the events that went with the lost end."""
        with tempfile.TemporaryDirectory() as folder:
            command = [str(LAUNCHER), "accept-log", "--yes", "--reason", "fault matrix", "--data", str(self.data)]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=ACCEPT_LIMIT_SECONDS)
            if done.returncode != 0:
                raise Unusable(f"accept-log: {(done.stdout + done.stderr)[-1000:]}")
            (lost,) = pathlib.Path(folder).glob("lost-*.ndjson")
            return [json.loads(line) for line in lost.read_text().splitlines()]

    def sql(self, limit_seconds: float = 60) -> Sql | OnPrimary:
        """A session of the database's administrator, past the proxy."""
        if self.group:
            return OnPrimary(self.group)
        return Sql(self.ports["mysql"][0], "root", self.secret("mysql-root-password"), limit_seconds)

    def redis(self, *words: str):
        """One command to the Redis that is written to, past the proxy."""
        return redis(self._master(), *words)

    def _master(self) -> int:
        if not self.ha:
            return self.ports["redis"][0]
        return int(redis(self.ports["sentinel"][0], "SENTINEL", "get-master-addr-by-name", "first-served")[1])

    def secret(self, name: str) -> str:
        lines = (self.data / "secrets.properties").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line and line[0] != "#")[name].replace("\\", "")


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass
