"""On what the run was made: the machine and the versions."""

from __future__ import annotations

import os
import pathlib
import platform
import re
import subprocess

from . import processes
from .product import ROOT


def describe(product, generator: str) -> dict:
    """Everything a reader needs to compare figures."""
    facts = {
        "processor": _first(r"model name\s*:\s*(.+)", "/proc/cpuinfo") or platform.processor(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": _memory(),
        "system": f"{platform.system()} {platform.release()}",
        "first-served": _output("git", "-C", str(ROOT), "describe", "--always", "--dirty"),
        "load generator": generator,
        "load average before": " ".join(f"{load:.2f}" for load in os.getloadavg()),
    }
    for name, pids in processes.participants(product.targets, product.query).items():
        facts[name] = f"{len(pids)} × {_version(next(iter(pids)))}"
    return facts


def _version(pid: int) -> str:
    executable = processes.arguments(pid)[:1] or ["?"]
    name = pathlib.Path(executable[0]).name.rstrip(":")
    flag = "-version" if name == "java" else "--version"
    try:
        path = os.readlink(f"/proc/{pid}/exe")
        result = subprocess.run([path, flag], capture_output=True, text=True, check=False, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return name
    lines = (result.stdout + result.stderr).strip().splitlines()
    return re.sub(r"^.*/", "", lines[0]) if lines else name


def _memory() -> str:
    kilobytes = _first(r"MemTotal:\s*(\d+)", "/proc/meminfo")
    return f"{int(kilobytes) / 1024 / 1024:.1f} GiB" if kilobytes else "unknown"


def _first(pattern: str, file: str) -> str | None:
    try:
        match = re.search(pattern, pathlib.Path(file).read_text())
    except OSError:
        return None
    return match.group(1).strip() if match else None


def _output(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip() or "unknown"
    except OSError:
        return "unknown"
