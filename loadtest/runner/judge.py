"""Has a history of answers judged by Porcupine: loadtest/judge, built here where Go is there."""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass

SOURCES = pathlib.Path(__file__).resolve().parents[1] / "judge"
BINARY = SOURCES / "target" / "judge"
VIOLATED, UNDECIDED = 2, 3


@dataclass(frozen=True)
class Verdict:
    """status None: not judged, because there is no Go here that builds the judge."""

    status: int | None
    says: str


class Events:
    """What happened to campaigns besides their buyers' requests, which the audit reads and these not. Thread-safe."""

    def __init__(self, file: pathlib.Path):
        self.file = file
        self._lock = threading.Lock()

    def note(self, campaign: str, called: int, **event) -> None:
        """Something that began at `called`, of time.monotonic_ns(), and has ended now."""
        told = {"campaignId": campaign, **span(called), **event}
        with self._lock, self.file.open("a") as lines:
            lines.write(json.dumps(told) + "\n")


def span(called: int) -> dict:
    """Members of a request that returns now. The driver's clock, System.nanoTime(), is the same one."""
    return {"called": called, "returned": time.monotonic_ns()}


def judge(*histories: pathlib.Path) -> Verdict:
    """What the judge says of files that are one history together."""
    why_not = build()
    if why_not:
        return Verdict(None, f"not judged: {why_not}")
    result = subprocess.run([str(BINARY), *map(str, histories)], capture_output=True, text=True, check=False)
    return Verdict(result.returncode, (result.stdout + result.stderr).strip())


def build() -> str | None:
    """Builds the judge; says why it could not."""
    go = find_go()
    if go is None:
        return "no Go"
    result = subprocess.run(
        [go, "build", "-o", str(BINARY), "."],
        cwd=SOURCES, env={**os.environ, "GOTOOLCHAIN": "local"}, capture_output=True, text=True, check=False,
    )
    return None if result.returncode == 0 else f"Go does not build it: {result.stderr.strip()}"


def find_go() -> str | None:
    """Go, on PATH or where its own installer puts it."""
    return shutil.which("go") or shutil.which("go", path="/usr/local/go/bin")
