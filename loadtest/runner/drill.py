"""loadtest/drill-node-killed: a command node is killed (-9) behind HAProxy while coupons are sold.

Two nodes of each side, Redis with Sentinel, three brokers, HAProxy in front. Buyers come at an even rate; after
a third of the time one command node is killed. Its supervisor starts it again; HAProxy gives it work when it
says that it is warm. Whoever was left without an answer asks again, and late buyers take what is left.
"""

from __future__ import annotations

import argparse
import datetime
import json
import math
import pathlib
import tempfile
import threading
import time

from . import history, judge
from .ha import System, data_folder
from .load import Generator
from .outcome import Threshold, at_most
from .product import Product, Unusable, call
from .report import exit_status

# Time to start the driver and to open its connections.
LEAD_SECONDS = 3
# Of all requests, so that the coupons run out after the node was killed.
QUOTA_SHARE = 0.8
KILLED_AFTER_SHARE = 1 / 3
# A request that was on its way to the node breaks with its connection, at once; one more second for rounding.
NOTICED_WITHIN_SECONDS = 2
NODE_LIMIT_SECONDS = 300
LATE_BUYERS_LIMIT_SECONDS = 90
LATE_BUYERS_PAUSE_SECONDS = 0.2
CATCH_UP_LIMIT_SECONDS = 120


def main(arguments: list) -> int:
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="first-served-drill-") as folder:
        work = pathlib.Path(folder)
        try:
            return _own(work, options) if options.data is None else _run(System.running(data_folder(options.data)), work, options)
        except Unusable as why:
            print(f"loadtest/drill-node-killed: {why}")
            return 3


def _own(work: pathlib.Path, options) -> int:
    data = work / "system"
    system, left = None, []
    try:
        system = System.start(data)
        status = _run(system, work, options)
    finally:
        left = (system or System.running(data)).stop()
    for process in left:
        print("left behind:", process)
    return status or (1 if left else 0)


def _run(system: System, work: pathlib.Path, options) -> int:
    drill = Drill(system, work, options)
    drill.sell()
    limits = drill.limits()
    audit = drill.product.audit(drill.generator.history)
    for limit in limits:
        print(f"{'ok ' if limit.kept else 'NOT'}  {limit.what:<62}{limit.actual:>12}   ({limit.limit})")
    report = audit.get("report", {})
    print(f"audit: {report.get('verdict', audit['says'] or audit['exit'])}")
    judged = judge.judge(drill.events.file, drill.generator.history)
    print(f"judge: {judged.says}")
    return exit_status(limits, audit["exit"] or judged.status or 0)


class Drill:
    """One campaign, one killed node."""

    def __init__(self, system: System, work: pathlib.Path, options):
        self.system = system
        self.options = options
        self.requests = options.rate * options.seconds
        self.quota = math.ceil(self.requests * QUOTA_SHARE)
        self.campaign = f"drill-{int(time.time())}"
        self.product = Product([system.commands], system.queries, data=str(system.data))
        self.generator = Generator(work)
        self.events = judge.Events(work / "events.ndjson")
        self.killed_in_second = int(options.seconds * KILLED_AFTER_SHARE)
        self.down_after = self.back_after = None

    def sell(self) -> None:
        self.system.await_serving()
        called = time.monotonic_ns()
        self.product.create_campaign(self.campaign, {"quota": self.quota})
        self.events.note(self.campaign, called, op="create", status=201, quota=self.quota)
        begin = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=LEAD_SECONDS)
        killer = threading.Thread(target=self._kill, args=(begin.timestamp() + self.killed_in_second,))
        killer.start()
        self.result = self.generator.driver(
            "drill", "--campaign", self.campaign, "--rate", str(self.options.rate), "--seconds", str(self.options.seconds),
            "--connections", str(self.options.connections), "--start-at", begin.isoformat().replace("+00:00", "Z"),
            targets=[self.system.commands],
        )
        killer.join()

    def _kill(self, at: float) -> None:
        time.sleep(max(0.0, at - time.time()))
        killed = time.monotonic()
        self.system.kill(self.options.node)
        self.down_after = self._until(lambda state: state.startswith("DOWN"), killed)
        self.back_after = self._until(lambda state: state == "UP", killed)

    def _until(self, reached, begin: float) -> float | None:
        while time.monotonic() - begin < NODE_LIMIT_SECONDS:
            if reached(self.system.state(self.options.node)):
                return time.monotonic() - begin
            time.sleep(0.1)
        return None

    def limits(self) -> list:
        unanswered = self._unanswered()
        again = [self._ask(user) for user in unanswered]
        late = self._late_buyers()
        caught_up = self.product.wait_until_quiet(CATCH_UP_LIMIT_SECONDS)
        called = time.monotonic_ns()
        self.events.note(self.campaign, called, op="coupons", coupons=self.product.coupons(self.campaign))
        kinds = self.result["byKind"]
        errors = kinds["failed"]["count"] + kinds["shed"]["count"]
        answered = sum(status in (201, 409) for status in again)
        print(f"{self.requests:,} requests, quota {self.quota:,}, node {self.options.node} killed after {self.killed_in_second} s; "
              f"answers {self.result['byStatus']}, slowest {max(kind['maxMillis'] for kind in kinds.values()):,.0f} ms")
        print(f"of {len(unanswered)} users without an answer who asked again, {again.count(201)} were given a coupon then, "
              f"{again.count(409)} were told of the one they had, {len(again) - answered} found it sold out; {late} late buyers")
        return [
            at_most("requests that failed: not more than were in flight", errors, self.options.connections),
            at_most("of them later than the node's death", self._errors_elsewhere(), 0),
            _within("HAProxy gives the node no more requests", self.down_after, NODE_LIMIT_SECONDS),
            _within("the node is started again, warm and in service", self.back_after, NODE_LIMIT_SECONDS),
            _exactly("coupons issued: the whole quota (P5)", self._issued(), self.quota),
            *history.promises(self.generator.history, {self.campaign: self.quota}),
            _within("read model caught up with the log", caught_up, CATCH_UP_LIMIT_SECONDS),
        ]

    def _unanswered(self) -> list:
        with self.generator.history.open() as lines:
            answers = [json.loads(line) for line in lines]
        return [answer["userId"] for answer in answers if answer["status"] in (0, 502, 503, 504)]

    def _errors_elsewhere(self) -> int:
        excused = range(self.killed_in_second, self.killed_in_second + NOTICED_WITHIN_SECONDS)
        seconds = enumerate(self.result["timeline"])
        return sum(
            second["counts"].get("failed", 0) + second["counts"].get("shed", 0)
            for number, second in seconds if number not in excused
        )

    def _late_buyers(self) -> int:
        """Reservations that died with the node come back to the gate after a while: buyers ask until all is issued."""
        deadline, number = time.monotonic() + LATE_BUYERS_LIMIT_SECONDS, 0
        while self._issued() < self.quota and time.monotonic() < deadline:
            self._ask(f"late-{number}")
            number += 1
            time.sleep(LATE_BUYERS_PAUSE_SECONDS)
        return number

    def _ask(self, user: str) -> int:
        called = time.monotonic_ns()
        status, text = call("POST", f"{self.system.commands}/api/v1/campaigns/{self.campaign}/coupons", {"userId": user})
        told = {"userId": user, "campaignId": self.campaign, **judge.span(called), "status": status}
        if status:
            answer = json.loads(text)
            told.update({name: answer[name] for name in history.AUDIT_MEMBERS if name in answer and name not in told})
        with self.generator.history.open("a") as lines:
            lines.write(json.dumps(told) + "\n")
        return status

    def _issued(self) -> int:
        status, text = call("GET", f"{self.system.queries}/api/v1/campaigns/{self.campaign}")
        return json.loads(text)["issued"] if status == 200 else 0


def _within(what: str, seconds: float | None, limit: float) -> Threshold:
    said = "not in time" if seconds is None else f"{seconds:.1f} s"
    return Threshold(what, f"≤ {limit} s", said, seconds is not None)


def _exactly(what: str, actual: int, expected: int) -> Threshold:
    return Threshold(what, f"{expected:,}", f"{actual:,}", actual == expected)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="loadtest/drill-node-killed",
        description=__doc__.split(": ", 1)[1],
        epilog="exit status: 0 only requests in flight failed and the log is proven; 1 a limit broken; 2 a promise "
        "broken; 3 not completed. Needs haproxy; about 3 minutes.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--data", metavar="DIR", help="use the system that ./first-served up --ha runs there (default: one of its own)")
    add("--node", type=int, choices=(1, 2), default=1, help="which command node (%(default)s)")
    add("--rate", type=int, default=50, metavar="R", help="requests per second (%(default)s)")
    add("--seconds", type=int, default=40, metavar="S", help="how long buyers come (%(default)s)")
    add("--connections", type=int, default=50, metavar="N", help="requests in flight at most (%(default)s)")
    return parser
