"""Breaks whole systems while coupons are sold, and says which promise held in how many runs.

Every run starts from a healthy system of ./first-served up (real servers, free ports, a folder of its own): coupons are
sold at an even rate, a fault strikes and is healed, whoever got no answer asks again, the rest is sold, and the log is
audited against everything that anybody was told."""

from __future__ import annotations

import argparse
import json
import pathlib
import random
import shutil
import signal
import sys
import tempfile
import time

from .. import gate_drill
from ..product import ROOT, Unusable
from . import book, own_network
from .fault import Nothing, catalogue
from .system import Embedded
from .trial import Trial

# The short form: one fault of each of these kinds that strikes and heals within this, with so much load around it.
SHORT_KINDS = ("database", "network", "redis", "kafka")
SHORT_SECONDS = 20
SHORT_BEFORE_SECONDS = 3
SHORT_AFTER_SECONDS = 6


def main(arguments: list) -> int:
    if "--gate" in arguments:
        return gate_drill.main([word for word in arguments if word != "--gate"])
    options = _parser().parse_args(arguments)
    if options.list:
        return _list()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    options.report.mkdir(parents=True, exist_ok=True)
    try:
        if options.group and options.runs > 0:
            own_network.enter(arguments)
        status = 0 if options.runs == 0 else Matrix(options).run(_plan(options))
    except Unusable as why:
        print(f"loadtest/faults: {why}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130
    if options.write_docs:
        page = "fault-matrix-group.md" if options.group else "fault-matrix.md"
        book.write(options.report, ROOT / "docs" / page, _kinds(options.group))
    return status


def _kinds(group: bool) -> dict:
    """What can be tried on a group, or on everything else, by title."""
    return {title: kind for title, kind in catalogue().items() if kind.group_only == group or kind is Nothing}


def _list() -> int:
    for title, kind in catalogue().items():
        why = kind.missing()
        print(f"{title:<32}{kind.says()}{f' [not here: {why}]' if why else ''}")
    return 0


def _plan(options) -> list:
    """(fault, seed) of each run, in order: every fault once, then every fault again."""
    kinds = catalogue()
    unknown = [name for name in options.fault if name not in kinds]
    if unknown:
        raise Unusable(f"no such fault: {', '.join(unknown)}; --list names them")
    chosen = [kinds[name] for name in options.fault] or list(_kinds(options.group).values())
    if options.short:
        chosen = _drawn(chosen, random.Random(options.seed))
    # Those with a system of their own last, so that the others share one.
    chosen = sorted(chosen, key=lambda kind: kind.own_system)
    return [(kind, options.seed + run) for run in range(options.runs) for kind in chosen]


def _drawn(kinds: list, draw: random.Random) -> list:
    quick = [kind for kind in kinds if not kind.own_system and kind.hold + kind.after <= SHORT_SECONDS]
    of_each = [[kind for kind in quick if kind.kind() == wanted] for wanted in SHORT_KINDS]
    return [draw.choice(kinds) for kinds in of_each if kinds]


class Matrix:
    """Runs trials one after the other, on one system as long as it is as good as new."""

    def __init__(self, options):
        self._options = options
        self._until = time.monotonic() + 60 * options.minutes if options.minutes else None
        self._system = None
        self._left = []

    def run(self, plan: list) -> int:
        worst = 0
        try:
            for kind, seed in plan:
                if self._options.resume and self._file(kind.title(), seed).exists():
                    continue
                if self._until and time.monotonic() > self._until:
                    print("the time is up")
                    break
                worst = max(worst, self._one(kind, seed))
        finally:
            self._end()
        for process in self._left:
            print("left behind:", process)
        return worst or (1 if self._left else 0)

    def _one(self, kind, seed: int) -> int:
        why = kind.missing() or self._unfit(kind)
        if why:
            print(f"{kind.title():<30} left out: {why}")
            return 0
        fault = kind(random.Random(f"{kind.title()}-{seed}"))
        if fault.own_system:
            self._end()
        with tempfile.TemporaryDirectory(prefix="first-served-matrix-") as folder:
            work = pathlib.Path(folder)
            try:
                outcome = self._tried(fault, seed, work)
            finally:
                if fault.own_system:
                    self._end()
            self._keep(outcome, work)
        if not fault.own_system and not _as_new(outcome):
            self._end()
        print(book.line(outcome), flush=True)
        return book.status(outcome)

    def _unfit(self, kind) -> str:
        """Why this system is none for it; empty if it is one."""
        if kind.single_only and self._options.ha:
            return "it needs a single node of a kind"
        if kind.group_only != self._options.group and kind is not Nothing:
            return "it needs --group" if kind.group_only else "with --group only faults of the group are tried"
        return ""

    def _tried(self, fault, seed: int, work: pathlib.Path) -> dict:
        if self._system is None:
            self._start(fault, seed)
        before = self._options.before
        if self._options.short:
            before, fault.after = SHORT_BEFORE_SECONDS, min(SHORT_AFTER_SECONDS, fault.after)
        trial = Trial(self._system, fault, seed, self._options.rate, before, work)
        try:
            return trial.run()
        except Unusable as why:
            return trial.failed(str(why))

    def _start(self, fault, seed: int) -> None:
        folder = pathlib.Path(tempfile.mkdtemp(prefix="first-served-system-"))
        self._furnished_by, self._system = fault, Embedded(
            folder / "system", self._options.ha, seed, self._options.group
        )
        fault.furnish(self._system.data)
        self._system.start(fault.environment)

    def _end(self) -> None:
        if self._system is None:
            return
        system, self._system = self._system, None
        self._left += system.stop()
        if self._options.keep_logs:
            system.keep_logs(self._options.report)
        self._furnished_by.clear()
        shutil.rmtree(system.data.parent, ignore_errors=True)

    def _keep(self, outcome: dict, work: pathlib.Path) -> None:
        file = self._file(outcome["fault"], outcome["seed"])
        file.write_text(json.dumps(outcome, indent=1, ensure_ascii=False) + "\n")
        for told in (work / "history.ndjson", work / "events.ndjson"):
            if book.status(outcome) and told.exists():
                file.with_suffix(f".{told.name}").write_bytes(told.read_bytes())

    def _file(self, fault: str, seed: int) -> pathlib.Path:
        return self._options.report / f"{fault}-{seed}{'-ha' if self._options.ha else ''}{'-group' if self._options.group else ''}.json"


def _as_new(outcome: dict) -> bool:
    """Whether the next run may begin on this system."""
    return not outcome["broken"] and not any(outcome["promises"].values())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="loadtest/faults",
        description=__doc__,
        epilog="exit status: 0 every promise held, known gaps aside; 1 an answer was a 500, or a fault could not be made or "
        "healed; 2 a promise was broken; 3 not completed",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--gate", action="store_true",
        help="instead of all this: the gate's own faults in one process (FaultsIT), with the clock of a node an hour ahead; "
        "--gate --help says more")
    add("--list", action="store_true", help="name every fault and end")
    add("--fault", action="append", default=[], metavar="NAME", help="this one; may be repeated (default: all)")
    add("--runs", type=int, default=1, metavar="N", help="of every fault; 0: only --write-docs (default: %(default)s)")
    add("--seed", type=int, default=int(time.time()) % 1_000_000, metavar="S",
        help="of the first run, each further one has the next: when the fault strikes, what is drawn (default: the time)")
    add("--short", action="store_true", help=f"{len(SHORT_KINDS)} quick faults of different kinds, drawn by the seed: two minutes")
    add("--ha", action="store_true", help="two nodes of each side, Redis with Sentinel, three brokers")
    add("--group", action="store_true",
        help="the database is a group of three real MySQL servers (.ci/mysql-group), and the faults are those of its members")
    add("--rate", type=int, default=50, metavar="R", help="buyers per second (default: %(default)s)")
    add("--before", type=int, default=5, metavar="S", help="seconds of load before the fault (default: %(default)s)")
    add("--minutes", type=float, metavar="M", help="begin no further run after so many minutes")
    add("--resume", action="store_true", help="leave out the runs that the report folder has already")
    add("--report", type=pathlib.Path, default=ROOT / ".first-served" / "faults", metavar="DIR",
        help="where each run's JSON goes (.first-served/faults)")
    add("--keep-logs", action="store_true", help="keep the logs of every system there as well")
    add("--write-docs", action="store_true", help="write docs/fault-matrix.md, with --group docs/fault-matrix-group.md, from the runs in --report")
    return parser
