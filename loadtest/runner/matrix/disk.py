"""Disks that are full: the data lies on a small file system of its own (tmpfs, which only root can mount)."""

from __future__ import annotations

import errno
import os
import pathlib
import subprocess

from .fault import Abstract, Fault


class DiskFull(Abstract, Fault):
    """Not one byte is left."""

    own_system = True
    hold = 15
    folder = ""
    MEGABYTES = 0
    TRIES = 20

    @classmethod
    def missing(cls) -> str:
        return "" if os.geteuid() == 0 else "only root can mount a small file system"

    def furnish(self, data: pathlib.Path) -> None:
        place = data / self.folder
        place.mkdir(parents=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={self.MEGABYTES}m", "first-served", str(place)], check=True)
        self._filler = place / "filler"

    def clear(self) -> None:
        subprocess.run(["umount", str(self._filler.parent)], check=False)

    def inject(self, system) -> None:
        with self._filler.open("wb") as filler:
            for _ in range(self.TRIES):
                if self._fill(filler.fileno()):
                    return
        raise OSError(errno.ENOSPC, "others took the last space faster, again and again")

    def _fill(self, file: int) -> bool:
        free = os.statvfs(self._filler.parent)
        try:
            os.posix_fallocate(file, 0, free.f_bavail * free.f_frsize)
        except OSError as failed:
            if failed.errno == errno.ENOSPC:  # somebody has written meanwhile
                return False
            raise
        return True

    def heal(self, system) -> None:
        self._filler.unlink()
        system.await_ready()


class DiskFullOfAll(DiskFull):
    """The disk of database and Kafka is full for 15 s."""

    folder = "data"
    MEGABYTES = 1_200


class DiskFullOfBroker(DiskFull):
    """The broker's disk is full for 15 s."""

    folder = "data/kafka"
    MEGABYTES = 300
