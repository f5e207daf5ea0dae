"""What a fault is: how it strikes, how it is healed, and what is expected meanwhile."""

from __future__ import annotations

import importlib
import re
import signal

# Module -> what it is called in the page; the order in which faults are listed and tried.
KINDS = {
    "fault": "None", "database": "Database", "network": "Network", "redis": "Redis", "kafka": "Kafka", "node": "Nodes",
    "disk": "Disks", "group": "A group of three databases (--group)", "clock": "Clocks", "pairs": "Two at once",
}
PROMISES = ("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9")


class Fault:
    """One kind of fault; an instance strikes once. Its name is the class's, its description the class's first line."""

    # Seconds between the strike and the cure, and of load after it.
    hold = 5
    after = 10
    # Nothing can be sold on this system afterwards: it gets one of its own.
    own_system = False
    # It needs the only node of a kind, or a proxy that nodes pass by with --ha.
    single_only = False
    # It needs a group of databases, and is the only kind that is tried on one.
    group_only = False
    # Variables of its own system's environment.
    environment: dict = {}
    # What was acknowledged goes with it, so that the answers contradict the log.
    loses = False
    # Promises that are known not to hold yet, with the reason.
    gaps: dict = {}

    @classmethod
    def title(cls) -> str:
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])", "-", cls.__name__).lower()

    @classmethod
    def kind(cls) -> str:
        """A key of KINDS."""
        return cls.__module__.rpartition(".")[2]

    @classmethod
    def says(cls) -> str:
        return (cls.__doc__ or "").strip().splitlines()[0]

    @classmethod
    def missing(cls) -> str:
        """Why it cannot be tried here; empty if it can."""
        return ""

    def __init__(self, random):
        self.random = random

    def drawn(self) -> str:
        """What the seed has decided; empty if nothing."""
        return ""

    def furnish(self, data) -> None:
        """Before its own system starts on this folder."""

    def clear(self) -> None:
        """After its own system has ended."""

    def prepare(self, system) -> None:
        """Before the load begins."""

    def inject(self, system) -> None:
        raise NotImplementedError

    def heal(self, system) -> None:
        """Ends the fault, so far as it does not end by itself."""

    def judge(self, seen, verdicts: dict) -> None:
        """Corrects the verdicts (promise -> what broke it, empty if it held) where the fault itself breaks a promise."""


class Abstract:
    """Marks, as first base, a fault that only others are made of."""


class Killed(Abstract, Fault):
    """Killed (SIGKILL); its supervisor starts it again."""

    part = ""
    signal = signal.SIGKILL
    hold = 0

    def inject(self, system) -> None:
        self.name = system.victim(self.part)
        self.pid = system.signal(self.name, self.signal)

    def heal(self, system) -> None:
        system.await_restarted(self.name, self.pid)


class Terminated(Killed, Abstract):
    """Asked to end (SIGTERM); its supervisor starts it again."""

    signal = signal.SIGTERM


class Stopped(Abstract, Fault):
    """Stands still (SIGSTOP), then goes on."""

    part = ""
    everything = False

    def inject(self, system) -> None:
        self.names = system.names(self.part) if self.everything else [system.victim(self.part)]
        for name in self.names:
            system.signal(name, signal.SIGSTOP)

    def heal(self, system) -> None:
        for name in self.names:
            system.signal(name, signal.SIGCONT)


class Nothing(Fault):
    """No fault, for comparison."""

    def inject(self, system) -> None:
        pass


def catalogue() -> dict:
    """Title -> class of every fault that can be tried, kind by kind."""
    for module in KINDS:
        importlib.import_module(f"{__package__}.{module}")
    found, fringe = {}, [Fault]
    while fringe:
        for kind in fringe.pop(0).__subclasses__():
            fringe.append(kind)
            if Abstract not in kind.__bases__:
                found[kind.title()] = kind
    order = list(KINDS)
    return dict(sorted(found.items(), key=lambda item: (order.index(item[1].kind()), item[0])))
