"""Who takes part, on this machine: found by who listens where and who talks to whom (Linux)."""

from __future__ import annotations

import os
import pathlib
import re
import urllib.parse

PROC = pathlib.Path("/proc")
LISTEN, ESTABLISHED = "0A", "01"
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
# By the program's own name, and by what its command line says besides.
SERVERS = [
    ("database", re.compile(r"mariadbd|mysqld"), re.compile("")),
    ("Redis Sentinel", re.compile(r"redis"), re.compile(r"sentinel")),
    ("Redis", re.compile(r"redis"), re.compile("")),
    ("Kafka", re.compile(r"java"), re.compile(r"\bkafka\.Kafka\b")),
]


def participants(targets: list, query: str) -> dict:
    """Component name -> process ids: both sides and every server they are connected to."""
    if not (PROC / "net/tcp").exists():
        return {}
    sockets = _Sockets()
    found = {}
    for target in targets:
        _add(found, "command side", sockets.listener(_port(target)))
    _add(found, "query side", sockets.listener(_port(query)))
    for pid in sockets.neighbours(set().union(*found.values()) if found else set()):
        _add(found, _server_name(pid), pid)
    found.pop(None, None)
    return found


def cpu_seconds(pid: int) -> float | None:
    """CPU time of a living process, its threads included; None once it has ended."""
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_bytes(pid: int) -> int | None:
    try:
        return int((PROC / str(pid) / "statm").read_text().split()[1]) * PAGE_BYTES
    except OSError:
        return None


def arguments(pid: int) -> list:
    return [part for part in _read(pid, "cmdline").split("\0") if part]


def environment(pid: int) -> dict:
    return dict(line.split("=", 1) for line in _read(pid, "environ").split("\0") if "=" in line)


def _read(pid: int, name: str) -> str:
    try:
        return (PROC / str(pid) / name).read_text(errors="replace")
    except OSError:
        return ""


def _add(found: dict, name: str | None, pid: int | None) -> None:
    if pid is not None and name is not None:
        found.setdefault(name, set()).add(pid)


def _port(url: str) -> int:
    parts = urllib.parse.urlsplit(url)
    return parts.port or (443 if parts.scheme == "https" else 80)


def _server_name(pid: int) -> str | None:
    program, *rest = arguments(pid) or [""]
    name, line = pathlib.Path(program).name, " ".join(rest) + program
    return next((who for who, called, says in SERVERS if called.match(name) and says.search(line)), None)


class _Sockets:
    """TCP sockets of this machine and whose they are."""

    def __init__(self):
        self._owner = {}
        for fd in PROC.glob("[0-9]*/fd/*"):
            try:
                link = os.readlink(fd)
            except OSError:
                continue
            if link.startswith("socket:["):
                self._owner[link[8:-1]] = int(fd.parts[2])
        self._rows = []
        for table in ("net/tcp", "net/tcp6"):
            if (PROC / table).exists():
                for line in (PROC / table).read_text().splitlines()[1:]:
                    fields = line.split()
                    local, remote = (int(f.rpartition(":")[2], 16) for f in fields[1:3])
                    self._rows.append((fields[3], local, remote, self._owner.get(fields[9])))

    def listener(self, port: int) -> int | None:
        return next((pid for state, local, _, pid in self._rows if state == LISTEN and local == port and pid), None)

    def neighbours(self, pids: set) -> set:
        """Servers these are connected to, and servers connected to those, to the end."""
        found, fringe = set(), set(pids)
        while fringe:
            ports = {r for s, _, r, pid in self._rows if s == ESTABLISHED and pid in fringe}
            served = {local for s, local, _, pid in self._rows if s == LISTEN and pid in fringe}
            near = {pid for s, local, _, pid in self._rows if s == LISTEN and local in ports and pid}
            near |= {pid for s, _, r, pid in self._rows if s == ESTABLISHED and r in served and pid}
            fringe = {pid for pid in near - found - pids if _server_name(pid)}
            found |= fringe
        return found
