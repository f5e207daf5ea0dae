"""A MySQL group of three without Docker, as .ci/mysql-group runs it."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

from .product import ROOT, Unusable

SCRIPT = ROOT / ".ci" / "mysql-group"
SERVERS = ("1", "2", "3")
# Its own ports among the servers begin so far above the first.
GROUP_PORTS_FROM, PORTS = 10, 13
PASSWORD = "loadtest-group"
START_LIMIT_SECONDS, ANSWER_LIMIT_SECONDS = 900, 120
# The user number of the first server, where each has one of its own.
FIRST_UID = 61_001


def install() -> None:
    """Fetches the servers' program, where it is not here yet."""
    if subprocess.run([str(SCRIPT), "install"], stdout=sys.stderr, check=False, timeout=START_LIMIT_SECONDS).returncode != 0:
        raise Unusable("MySQL could not be installed")


class MySqlGroup:
    """Servers 1, 2 and 3 on `port` and the two after it; started by `start`, ended by `stop`."""

    def __init__(self, folder: pathlib.Path, port: int, own_users: bool = False):
        """With users of their own, servers can be cut off from each other (cut, mend)."""
        self._folder = folder
        self.port = port
        self._environment = {**os.environ, **({"MYSQL_GROUP_UIDS": str(FIRST_UID)} if own_users else {})}

    def start(self) -> MySqlGroup:
        """Installs what is missing; also brings a group back that has lost its majority, if all three can start."""
        self._call("start", str(self.port), PASSWORD, limit_seconds=START_LIMIT_SECONDS)
        return self

    def stop(self) -> None:
        self._call("stop", limit_seconds=START_LIMIT_SECONDS)

    @property
    def url(self) -> str:
        return "jdbc:mysql://" + ",".join(f"127.0.0.1:{self.port + n}" for n in range(len(SERVERS))) + "/"

    def do(self, what: str, *servers: str) -> None:
        """kill, pause, wake, cut, mend, end, rejoin or switch, one server after the other."""
        for server in servers:
            self._call(what, server)

    def primary(self) -> str:
        return self._call("primary").strip()

    def secondaries(self) -> list:
        """Those that are not the primary, whether they run or not."""
        primary = self.primary()
        return [server for server in SERVERS if server != primary]

    def online(self) -> int:
        """How many members the group has that are up to date."""
        return self._call("members").count("ONLINE")

    def sql(self, server: str, statement: str) -> list:
        """The rows as texts."""
        return [line.split("\t") for line in self._call("sql", server, statement).splitlines()]

    def _call(self, what: str, *words: str, limit_seconds: int = ANSWER_LIMIT_SECONDS) -> str:
        command = [str(SCRIPT), what, str(self._folder), *words]
        try:
            done = subprocess.run(
                command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False, timeout=limit_seconds,
                env=self._environment,
            )
        except subprocess.TimeoutExpired as late:
            raise Unusable(f"mysql-group {what}: no answer within {limit_seconds} s") from late
        if done.returncode != 0:
            raise Unusable(f"mysql-group {what} {' '.join(words[:1])}: {done.stderr.strip()[-500:]}")
        sys.stderr.write(done.stderr)
        return done.stdout


class OnPrimary:
    """A session on whatever server is the primary now, in the form of matrix.wire.Sql."""

    def __init__(self, group: MySqlGroup):
        self._group = group

    def run(self, statement: str) -> list:
        return self._group.sql(self._group.primary(), statement)

    def close(self) -> None:
        pass

    def __enter__(self) -> OnPrimary:
        return self

    def __exit__(self, *_):
        self.close()
