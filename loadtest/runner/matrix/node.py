"""Faults of the nodes of both sides. With two of a side it is the first that is hit."""

from __future__ import annotations

import pathlib
import subprocess
import tempfile

from .. import tools
from .fault import Abstract, Killed, Stopped, Terminated

HEAP_EATER = pathlib.Path(__file__).parent / "HeapEater.java"
# A node is back in service when it is warm, which takes longer on a machine that is busy selling.
START_SECONDS = 25


class NodeKilled(Killed):
    """A command node is killed (SIGKILL) and starts again."""

    part = "command-side"
    after = START_SECONDS


class NodeTerminated(Terminated):
    """A command node is asked to end (SIGTERM) under load and starts again."""

    part = "command-side"
    after = START_SECONDS


class NodeStopped30(Stopped):
    """A command node stands still for 30 s, past every lease, and wakes."""

    part = "command-side"
    hold = 30
    after = 15


class QueryNodeKilled(Killed):
    """A query node is killed (SIGKILL) and starts again."""

    part = "query-side"
    after = START_SECONDS


class QueryNodeTerminated(Terminated):
    """A query node is asked to end (SIGTERM) and starts again."""

    part = "query-side"
    after = START_SECONDS


class QueryNodeStopped30(Stopped):
    """A query node stands still for 30 s, past every lease, and wakes."""

    part = "query-side"
    hold = 30
    after = 15


class HeapExhausted(Killed, Abstract):
    """Its heap is filled until it dies of it."""

    after = START_SECONDS

    def inject(self, system) -> None:
        self.name = system.victim(self.part)
        self.pid = system.pid(self.name)
        with tempfile.TemporaryDirectory(prefix="first-served-heap-") as folder:
            jar = _agent(pathlib.Path(folder))
            # It dies while it is being attached to, so the status says nothing.
            subprocess.run([tools.java(), str(HEAP_EATER), str(self.pid), str(jar)], capture_output=True, check=False)


class NodeHeapExhausted(HeapExhausted):
    """A command node's heap is filled until it dies of it, and it starts again."""

    part = "command-side"


class QueryNodeHeapExhausted(HeapExhausted):
    """A query node's heap is filled until it dies of it, and it starts again."""

    part = "query-side"


def _agent(folder: pathlib.Path) -> pathlib.Path:
    bin_folder = pathlib.Path(tools.java()).parent
    subprocess.run([str(bin_folder / "javac"), "-d", str(folder), str(HEAP_EATER)], capture_output=True, check=True)
    manifest, jar = folder / "manifest", folder / "agent.jar"
    manifest.write_text("Agent-Class: HeapEater\n")
    classes = ["-C", str(folder), "HeapEater.class"]
    subprocess.run([str(bin_folder / "jar"), "cfm", str(jar), str(manifest), *classes], capture_output=True, check=True)
    return jar
