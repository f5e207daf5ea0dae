"""Where the command side's CPU goes, while coupons are issued and while they are refused, at full rate.

By thread from /proc, which counts all of them; what the threads of requests do, by JFR's samples of CPU time
(JEP 509, Linux), each counted for the innermost frame that says what it is about."""

from __future__ import annotations

import pathlib
import re
import subprocess

from . import processes, tools
from .capacity import SOLD_OUT_QUOTA, closed_loop, warm_up
from .outcome import Outcome, Table
from .product import Unusable

SECONDS = 20
SAMPLE_EVERY = "10ms"
# Java's own limit; a request's stack in the framework has more than the default of 5 that jfr prints.
STACK_DEPTH = 64
JCMD_LIMIT_SECONDS = 60
# By what their names begin with; the kernel keeps 15 letters of a name.
THREADS = (
    ("ForkJoinPool", "requests"), ("log-writer", "log: writer"), ("log-relay", "log: relay"),
    ("kafka-producer", "log: relay"), ("log-sealer", "log: seals"), ("checkpoint-sig", "log: seals"),
    ("lettuce", "gate: connection to Redis"),
    ("gate-redis", "gate: deadlines"), ("http-nio", "Tomcat: poller"), ("entrance", "entrance"),
    ("VM Thread", "garbage collection"), ("C1 Comp", "compiling"), ("C2 Comp", "compiling"),
)
# Of a frame's class or package, the innermost that is known first.
ACTIVITIES = (
    (r"(jdk\.internal\.vm\.Continuation|java\.lang\.VirtualThread|java\.util\.concurrent\.ForkJoin)",
     "switching virtual threads"),
    (r"(sun\.nio\.ch|org\.apache\.tomcat\.util\.net)", "reading and writing sockets"),
    (r"(org\.apache|jakarta\.servlet|org\.springframework\.(web|boot|security))", "HTTP"),
    (r"(tools\.jackson|com\.fasterxml)", "JSON"),
    (r"(io\.lettuce|io\.netty|io\.firstserved\.command\.quota)", "gate"),
    (r"io\.firstserved\.command\.log", "log: handing over"),
    (r"(org\.axonframework|io\.firstserved\.command\.(coupon|campaign|dispatch))", "command bus and aggregate"),
    (r"(io\.micrometer|io\.github\.resilience4j|io\.prometheus)", "meters and breakers"),
    (r"io\.firstserved", "issuance, answers"),
)
_FRAME = re.compile(r"^\s+([\w.$]+)\.[\w$<>]+\(")


def profile(run) -> Outcome:
    pid = _command_side(run)
    warm_up(run, "profile", run.create_campaign("profile-warm-up", {"quota": None}), run.options.target)
    outcome = Outcome(figures={"issued": 0})
    for what, quota in (("accepted", None), ("refused", SOLD_OUT_QUOTA)):
        run.product.wait_until_quiet()
        campaign = run.create_campaign(f"profile-{what}", {"quota": quota})
        before = threads(pid)
        with Recording(pid, run.folder / f"{what}.jfr") as recording:
            result = closed_loop(run, f"profile-{what}", campaign, run.options.target, SECONDS)
        found = result["byKind"][what]
        outcome.figures[f"{what} per second, with profiling"] = found["perSecond"]
        outcome.figures["issued"] += result["byKind"]["accepted"]["count"]
        outcome.tables.append(_by_thread(what, before, threads(pid)))
        outcome.tables.append(_by_activity(what, recording.samples()))
    return outcome


def _command_side(run) -> int:
    pids = processes.participants(run.options.target, run.options.query).get("command side", set())
    if len(pids) != 1:
        raise Unusable("profile needs one command side on this machine (Linux)")
    return next(iter(pids))


def threads(pid: int) -> dict:
    """CPU seconds so far of the process's threads, by what they are for."""
    seconds = {}
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*"):
        try:
            name = (task / "comm").read_text().strip()
            fields = (task / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # It has ended meanwhile.
            continue
        group = next((group for begins, group in THREADS if name.startswith(begins)), "others")
        seconds[group] = seconds.get(group, 0) + (int(fields[11]) + int(fields[12])) / processes.TICKS
    return seconds


def _by_thread(what: str, before: dict, after: dict) -> Table:
    spent = {group: after[group] - before.get(group, 0) for group in after}
    note = f"Command side, {sum(spent.values()):.1f} CPU seconds, warming up of the driver included."
    return Table(f"CPU by thread, {what}", ["", "% of the CPU"], _shares(spent), note)


def _by_activity(what: str, counts: dict) -> Table:
    note = f"{sum(counts.values()):,} samples of CPU time of the threads of requests."
    return Table(f"What the threads of requests do, {what}", ["", "% of the samples"], _shares(counts), note)


def _shares(parts: dict) -> list:
    total = max(sum(parts.values()), 1e-9)
    return [[name, 100 * part / total] for name, part in sorted(parts.items(), key=lambda item: -item[1]) if part > 0]


class Recording:
    """A context manager: JFR records CPU samples of the process into the file meanwhile."""

    def __init__(self, pid: int, file: pathlib.Path):
        self._pid = str(pid)
        self._file = file

    def __enter__(self):
        self._jcmd(
            "JFR.start", "name=loadtest", "settings=none", "+jdk.CPUTimeSample#enabled=true",
            f"+jdk.CPUTimeSample#throttle={SAMPLE_EVERY}",
        )
        return self

    def __exit__(self, *_):
        self._jcmd("JFR.stop", "name=loadtest", f"filename={self._file}")

    def samples(self) -> dict:
        """How many samples of requests' threads there are, by activity."""
        jfr = [_tool("jfr"), "print", "--events", "jdk.CPUTimeSample", "--stack-depth", str(STACK_DEPTH)]
        with subprocess.Popen([*jfr, str(self._file)], stdout=subprocess.PIPE, text=True) as printing:
            counts = count(printing.stdout)
        if not counts:
            raise Unusable(f"JFR has no samples of CPU time in {self._file}: it takes them on Linux, from JDK 25 on")
        return counts

    def _jcmd(self, *arguments: str) -> None:
        result = subprocess.run(
            [_tool("jcmd"), self._pid, *arguments], capture_output=True, text=True, check=False,
            timeout=JCMD_LIMIT_SECONDS,
        )
        if result.returncode != 0:
            raise Unusable(f"jcmd {arguments[0]} failed: {(result.stdout + result.stderr).strip()}")


def _tool(name: str) -> str:
    return str(pathlib.Path(tools.java()).with_name(name))


def count(lines) -> dict:
    """Samples by activity, from what `jfr print` says; platform threads are left out, /proc counts those."""
    counts, frames, virtual = {}, [], False
    for line in lines:
        if line.startswith("jdk.CPUTimeSample"):
            frames, virtual = [], False
        elif line.startswith("}") and virtual:
            activity = _activity(frames)
            counts[activity] = counts.get(activity, 0) + 1
        elif "eventThread =" in line:
            virtual = "virtual" in line
        elif match := _FRAME.match(line):
            frames.append(match.group(1))
    return counts


def _activity(frames: list) -> str:
    """Every stack ends in the virtual thread's own frames: they count only where they are the innermost known."""
    for frame in frames:
        for pattern, activity in ACTIVITIES:
            if re.match(pattern, frame):
                return activity
    return "others"
