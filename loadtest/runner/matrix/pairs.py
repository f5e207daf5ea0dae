"""Two faults at once."""

from __future__ import annotations

import contextlib

from .fault import Fault, Nothing, catalogue


class TwoAtOnce(Fault):
    """Two faults of different parts at once, drawn by the seed."""

    def __init__(self, random):
        super().__init__(random)
        single = [
            kind for kind in catalogue().values()
            if kind not in (TwoAtOnce, Nothing) and not (kind.own_system or kind.single_only or kind.group_only)
        ]
        first = random.choice(single)
        second = random.choice([kind for kind in single if kind.kind() != first.kind()])
        self.both = [first(random), second(random)]
        self.hold = max(fault.hold for fault in self.both)
        self.after = max(fault.after for fault in self.both)

    def drawn(self) -> str:
        return " and ".join(fault.title() for fault in self.both)

    def prepare(self, system) -> None:
        for fault in self.both:
            fault.prepare(system)

    def inject(self, system) -> None:
        for fault in self.both:
            fault.inject(system)

    def heal(self, system) -> None:
        with contextlib.ExitStack() as each:
            for fault in self.both:
                each.callback(fault.heal, system)
