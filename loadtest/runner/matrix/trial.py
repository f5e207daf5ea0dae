"""One run: coupons are sold at an even rate, a fault strikes and is healed, everybody gets his answer, the log is audited."""

from __future__ import annotations

import datetime
import json
import pathlib
import random
import subprocess
import threading
import time

from ..judge import Events, judge
from ..load import Generator
from ..product import ROOT, Unusable, call
from . import figures
from .buyers import UNANSWERED, Buyers
from .promises import verdicts
from .system import LOG
from .window import PausedCampaign

# Time to start the driver and to open its connections.
LEAD_SECONDS = 3
CONNECTIONS = 100
# Who waits longer for a connection goes away: what stands still for 30 s is not asked for all of it afterwards.
MAX_LATE_MILLIS = 1_000
ANSWER_LIMIT_SECONDS = 10
SOLD_OUT_LIMIT_SECONDS = 60
QUIET_LIMIT_SECONDS = 120
AUDIT_TRIES = 8
AUDIT_PAUSE_SECONDS = 2
AT_ONE_TIME = 50
LATE_PAUSE_SECONDS = 0.2


class Trial:
    """One fault on one system. What it has seen is in its attributes once it has run."""

    def __init__(self, system, fault, seed: int, rate: int, before: int, folder: pathlib.Path):
        self.system = system
        self.fault = fault
        self.seed = seed
        self.rate = rate
        self.strike_after = before + random.Random(seed).random()
        self.seconds = int(self.strike_after + fault.hold + fault.after) + 1
        self.quota = rate * self.seconds
        self.campaign = f"m{seed % 100_000:05d}-{int(time.time() * 1_000) % 10**9:09d}"
        self.generator = Generator(folder)
        self.events = Events(folder / "events.ndjson")
        self.buyers = Buyers(system, folder / "buyers.ndjson", self.events)
        self.started = datetime.datetime.now(datetime.timezone.utc)
        self.healed_after = self.ready_after = self.quiet_after = None
        self.broken = []

    def run(self) -> dict:
        """What came out, to be written as JSON."""
        self.buyers.create(self.campaign, self.quota)
        self.window = PausedCampaign(self.system, self.buyers, f"{self.campaign}-w")
        self.fault.prepare(self.system)
        try:
            self._sell()
            self._recover()
        finally:
            self.paused = self.window.end()
        self._look()
        return self._outcome()

    def _sell(self) -> None:
        begin = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=LEAD_SECONDS)
        breaker = threading.Thread(target=self._break, args=(begin.timestamp(),))
        breaker.start()
        try:
            self.load = self.generator.driver(
                "load", "--campaign", self.campaign, "--rate", str(self.rate), "--seconds", str(self.seconds),
                "--connections", str(CONNECTIONS), "--max-late-millis", str(MAX_LATE_MILLIS),
                "--timeout", str(ANSWER_LIMIT_SECONDS), "--start-at", begin.isoformat().replace("+00:00", "Z"),
                targets=self.system.commands,
            )
        finally:
            breaker.join()

    def _break(self, begin: float) -> None:
        time.sleep(max(0.0, begin + self.strike_after - time.time()))
        try:
            self.window.pause()
            self.fault.inject(self.system)
            time.sleep(self.fault.hold)
        except Exception as failed:  # noqa: BLE001 - whatever it was, the fault must be healed and the run marked
            self.broken.append(f"the fault could not be made: {failed!r}")
        try:
            self.fault.heal(self.system)
        except Exception as failed:  # noqa: BLE001
            self.broken.append(f"the fault could not be healed: {failed!r}")
        self.healed_after = time.time() - begin

    def _recover(self) -> None:
        """Until every node is ready, every buyer has an answer and all is sold."""
        try:
            self.ready_after = self.system.await_ready()
        except Unusable as late:
            self.broken.append(str(late))
        again = self.buyers.ask_until_answered(self.campaign, self._unanswered())
        deadline, number = time.monotonic() + SOLD_OUT_LIMIT_SECONDS, 0
        # More than are left, so that the last coupon is asked for by several at once.
        while not again[410] and time.monotonic() < deadline:
            again += self.buyers.ask_until_answered(self.campaign, [f"late-{number + n}" for n in range(AT_ONE_TIME)])
            number += AT_ONE_TIME
        # What died with a node, or hung, comes back to the gate after a while.
        while self._in_log() < self.quota and time.monotonic() < deadline:
            self.buyers.ask_until_answered(self.campaign, [f"late-{number}"])
            number += 1
            time.sleep(LATE_PAUSE_SECONDS)

    def _unanswered(self) -> list:
        with self.generator.history.open() as lines:
            answers = [json.loads(line) for line in lines]
        return [told["userId"] for told in answers if told["status"] in UNANSWERED and told["campaignId"] == self.campaign]

    def _look(self) -> None:
        self.buyers.tell(self.generator.history)
        self.quiet_after = self.system.product.wait_until_quiet(QUIET_LIMIT_SECONDS)
        self.issued = self._in_log()
        self.projected = self._in_read_model()
        self.log = self._log_figures()
        self.audit = self._audit()
        self.judged = self._judge()

    def _audit(self) -> dict:
        """Asked again while something lags: a seal, a confirmation."""
        for _ in range(AUDIT_TRIES):
            audit = self.system.product.audit(self.generator.history)
            found = audit.get("report", {}).get("figures", {})
            if audit["exit"] == 2 or (audit["exit"] == 0 and found.get("sealedUpTo", 0) >= found.get("head", 0)):
                break
            time.sleep(AUDIT_PAUSE_SECONDS)
        return audit

    def _judge(self) -> str:
        """What the judge says of the answers. A fault that is known to break a promise contradicts some of them."""
        if self.quiet_after is not None:
            called = time.monotonic_ns()
            self.events.note(self.campaign, called, op="coupons", coupons=self.system.product.coupons(self.campaign))
        verdict = judge(self.events.file, self.generator.history)
        if verdict.status and not (self.fault.gaps or self.fault.loses):
            self.broken.append(f"the judge: {verdict.says}")
        return verdict.says

    def _in_log(self) -> int:
        with self.system.sql() as sql:
            name = self.campaign.replace("_", "\\_")
            return int(sql.run(f"SELECT COUNT(*) FROM {LOG}.domain_event_entry WHERE event_identifier LIKE '{name}#%'")[0][0])

    def _in_read_model(self) -> int:
        status, text = call("GET", f"{self.system.queries[0]}/api/v1/campaigns/{self.campaign}")
        return json.loads(text)["issued"] if status == 200 else -1

    def _log_figures(self) -> dict:
        with self.system.sql() as sql:
            events, last = sql.run(f"SELECT COUNT(*), COALESCE(MAX(global_index), 0) FROM {LOG}.domain_event_entry")[0]
            head = sql.run(f"SELECT head FROM {LOG}.log_position")[0][0]
        return {"events": int(events), "last": int(last), "head": int(head)}

    def accepted(self) -> set:
        """The coupons that were answered with 201."""
        with self.generator.history.open() as lines:
            answers = [json.loads(line) for line in lines]
        return {told["couponId"] for told in answers if told["status"] == 201 and told["campaignId"] == self.campaign}

    def by_status(self) -> dict:
        counts = dict(self.buyers.by_status)
        for status, count in self.load["byStatus"].items():
            counts[status] = counts.get(status, 0) + count
        return dict(sorted(counts.items()))

    def failed(self, why: str) -> dict:
        """The outcome of a run that could not be gone through."""
        return {**self._facts(), "answers": {}, "promises": {}, "broken": [*self.broken, f"not gone through: {why}"]}

    def _facts(self) -> dict:
        return {
            "fault": self.fault.title(), "drawn": self.fault.drawn(), "says": self.fault.says(), "seed": self.seed,
            "startedAt": self.started.isoformat(timespec="seconds"), "revision": _revision(), "highlyAvailable": self.system.ha,
            "group": self.system.group is not None,
            "rate": self.rate, "quota": self.quota, "gaps": self.fault.gaps, "struckAfter": round(self.strike_after, 2),
            "acceptedBySecond": [], "healedAfter": 0, "secondsWithout201": 0, "backAfterSeconds": None,
        }

    def _outcome(self) -> dict:
        accepted = [second["counts"].get("accepted", 0) for second in self.load["timeline"][:self.seconds]]
        strike = int(self.strike_after)
        found = verdicts(self)
        self.fault.judge(self, found)
        return {
            **self._facts(), "issued": self.issued, "healedAfter": round(self.healed_after, 2),
            "answers": self.by_status(), "notSent": self.load["dropped"],
            "rateBefore": round(figures.rate_before(accepted, strike), 1),
            "secondsWithout201": figures.longest_gap(accepted, strike),
            "backAfterSeconds": _rounded(figures.back_after(accepted, strike, self.healed_after)),
            "readyAfterSeconds": _rounded(self.ready_after), "quietAfterSeconds": _rounded(self.quiet_after),
            "slowestMillis": round(max(kind["maxMillis"] for kind in self.load["byKind"].values())),
            "acceptedBySecond": accepted, "promises": found, "broken": self.broken,
            "audit": self.audit.get("report", self.audit), "judge": self.judged, "log": self.log,
        }


def _revision() -> str:
    """Of the sources that were run; changes that are not committed are not told."""
    command = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
