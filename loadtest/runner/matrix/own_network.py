"""A network of the drill's own, with nothing in it but a loopback device, whose rules may be changed: root on Linux."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from .. import judge, mysql_group, tools
from ..product import LAUNCHER, Unusable

_MARK = "FIRST_SERVED_OWN_NETWORK"
_PROGRAMS = ("unshare", "ip", "setpriv")


def missing() -> str:
    """Why there is none; empty if this process is in one."""
    if is_own():
        return ""
    lacking = [program for program in _PROGRAMS if not shutil.which(program)]
    return f"it needs {', '.join(lacking)}" if lacking else "it needs root, and leave to make a network of its own"


def is_own() -> bool:
    return _MARK in os.environ


def enter(arguments: list) -> None:
    """Starts this program again in such a network, where that can be; what is fetched from elsewhere is fetched before."""
    if is_own() or os.geteuid() != 0 or not all(map(shutil.which, _PROGRAMS)) or not _allowed():
        return
    _fetch()
    sys.stdout.flush()
    script = 'ip link set lo up && exec "$@"'
    os.execvpe(
        "unshare", ["unshare", "--net", "sh", "-c", script, "sh", sys.executable, sys.argv[0], *arguments],
        {**os.environ, _MARK: "yes"},
    )


def _allowed() -> bool:
    return subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False).returncode == 0


def _fetch() -> None:
    if subprocess.run([str(LAUNCHER), "--help"], stdout=subprocess.DEVNULL, check=False).returncode != 0:
        raise Unusable("the system could not be built")
    tools.jar("driver")
    judge.build()
    mysql_group.install()
