"""Holds processes to a part of the machine, as the reference test's application was held."""

from __future__ import annotations

import os
import pathlib
import re
import subprocess

from .product import Unusable

# Of one run: two that shared a group would hold each other's processes to their own limits.
GROUP = f"first-served-loadtest-{os.getpid()}"
PERIOD_MICROS = 100_000
CGROUPS = pathlib.Path("/sys/fs/cgroup")


class Limits:
    """A context manager: moves the processes into a cgroup (needs root), else pins them to cores."""

    def __init__(self, pids: set, cpus: float | None, memory: str | None):
        self._pids = pids
        self._cpus = cpus
        self._memory = memory
        self._undo = []

    @property
    def wanted(self) -> bool:
        return self._cpus is not None or self._memory is not None

    def __enter__(self) -> str:
        if not self.wanted:
            return "none"
        if not self._pids:
            raise Unusable("the application does not run on this machine: limit it where it runs")
        try:
            return self._by_cgroup()
        except OSError as refused:
            return self._by_affinity(refused)

    def __exit__(self, *_):
        for undo in reversed(self._undo):
            undo()

    def _by_cgroup(self) -> str:
        if (CGROUPS / "cgroup.controllers").exists():
            settings = {"": {"cpu.max": f"{self._quota()} {PERIOD_MICROS}", "memory.max": self._bytes()}}
        else:
            settings = {"cpu": {"cpu.cfs_period_us": PERIOD_MICROS, "cpu.cfs_quota_us": self._quota()}}
            settings["memory"] = {"memory.limit_in_bytes": self._bytes()}
        for controller, values in settings.items():
            group = CGROUPS / controller / GROUP
            group.mkdir(exist_ok=True)
            self._undo.append(lambda controller=controller, group=group: self._leave(controller, group))
            for name, value in values.items():
                if value is not None:
                    (group / name).write_text(str(value))
            self._move(group)
        return f"cgroup: {self._cpus or 'all'} CPU, {self._memory or 'all'} memory, both sides together"

    def _by_affinity(self, refused: OSError) -> str:
        cores = max(1, int(self._cpus or os.cpu_count()))
        for pid in self._pids:
            subprocess.run(["taskset", "-acp", f"0-{cores - 1}", str(pid)], capture_output=True, check=True)
        everything = f"0-{os.cpu_count() - 1}"
        self._undo.append(
            lambda: [subprocess.run(["taskset", "-acp", everything, str(pid)], check=False) for pid in self._pids]
        )
        return f"no cgroup ({refused}); pinned to {cores} core(s) instead, memory not limited"

    def _move(self, group: pathlib.Path) -> None:
        for pid in self._pids:
            (group / "cgroup.procs").write_text(str(pid))

    def _leave(self, controller: str, group: pathlib.Path) -> None:
        for pid in self._pids:
            if pathlib.Path(f"/proc/{pid}").exists():
                (CGROUPS / controller / "cgroup.procs").write_text(str(pid))
        group.rmdir()

    def _quota(self):
        return int(self._cpus * PERIOD_MICROS) if self._cpus else None

    def _bytes(self):
        if self._memory is None:
            return None
        amount, unit = re.fullmatch(r"([\d.]+)\s*([kmg]?)b?", self._memory.lower()).groups()
        return int(float(amount) * 1024 ** " kmg".index(unit or " "))
