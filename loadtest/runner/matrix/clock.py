"""Clocks that step: the whole machine's, as every process of the system sees it, by a library preloaded into each."""

from __future__ import annotations

import pathlib
import shutil
import struct
import subprocess

from ..product import Unusable
from .fault import Abstract, Fault

HOUR_SECONDS = 3_600
NANOS_PER_SECOND = 1_000_000_000
SOURCE = pathlib.Path(__file__).with_name("stepped_clock.c")
COMPILE_LIMIT_SECONDS = 60


class Stepped(Abstract, Fault):
    """All clocks are wrong by this much, then right again."""

    own_system = True
    hold = 10
    after = 15
    seconds = 0

    @classmethod
    def missing(cls) -> str:
        return "" if shutil.which("cc") else "no C compiler is here (apt install gcc libc6-dev)"

    def furnish(self, data: pathlib.Path) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self._file = data.parent / "clock"
        self._file.write_bytes(bytes(8))
        self.environment = {"LD_PRELOAD": str(compiled(data.parent)), "FIRST_SERVED_CLOCK": str(self._file)}

    def inject(self, system) -> None:
        self._step(self.seconds)

    def heal(self, system) -> None:
        self._step(0)

    def _step(self, seconds: int) -> None:
        # In place: the processes have mapped this file.
        with self._file.open("r+b") as file:
            file.write(struct.pack("=q", seconds * NANOS_PER_SECOND))


class ClockAhead(Stepped):
    """All clocks step an hour ahead for 10 s, and back."""

    seconds = HOUR_SECONDS


class ClockBehind(Stepped):
    """All clocks step an hour back for 10 s, and ahead again."""

    seconds = -HOUR_SECONDS


def compiled(folder: pathlib.Path) -> pathlib.Path:
    """The library, made in that folder."""
    library = folder / "stepped_clock.so"
    command = ["cc", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl"]
    made = subprocess.run(command, capture_output=True, text=True, check=False, timeout=COMPILE_LIMIT_SECONDS)
    if made.returncode != 0:
        raise Unusable(f"the library that steps clocks cannot be compiled: {made.stderr[-500:]}")
    return library
