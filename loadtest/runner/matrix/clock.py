"""Clocks that step, by libfaketime: the whole machine's, as every process of the system sees it."""

from __future__ import annotations

import pathlib

from .fault import Abstract, Fault

HOUR_SECONDS = 3_600
LIBRARIES = ("/usr/lib/*/faketime/libfaketime.so.1", "/usr/local/lib/faketime/libfaketime.so.1")


class Stepped(Abstract, Fault):
    """All clocks are wrong by this much, then right again."""

    own_system = True
    hold = 10
    after = 15
    seconds = 0

    @classmethod
    def missing(cls) -> str:
        return "" if _library() else "libfaketime is not here (apt install libfaketime)"

    def furnish(self, data: pathlib.Path) -> None:
        self._file = data / "clock"
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text("+0")
        self.environment = {
            "LD_PRELOAD": _library(), "FAKETIME_TIMESTAMP_FILE": str(self._file), "FAKETIME_CACHE_DURATION": "1",
            # How long things take is measured by another clock, which nobody steps.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_RESET": "1",
        }

    def inject(self, system) -> None:
        self._file.write_text(f"{self.seconds:+d}")

    def heal(self, system) -> None:
        self._file.write_text("+0")


class ClockAhead(Stepped):
    """All clocks step an hour ahead for 10 s, and back."""

    seconds = HOUR_SECONDS


class ClockBehind(Stepped):
    """All clocks step an hour back for 10 s, and ahead again."""

    seconds = -HOUR_SECONDS


def _library() -> str:
    root = pathlib.Path("/")
    return next((str(file) for pattern in LIBRARIES for file in root.glob(pattern[1:])), "")
