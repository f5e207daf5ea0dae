"""Buyers beside the driver: those who ask again, and those who come late."""

from __future__ import annotations

import collections
import concurrent.futures
import itertools
import json
import pathlib
import threading
import time

from .. import history
from ..judge import Events, span
from ..product import call

AT_ONCE = 8
UNANSWERED = (0, 429, 500, 502, 503, 504)
TRIES = 10
PAUSE_SECONDS = 0.3


class Buyers:
    """Asks the nodes in turn and writes down every answer. Thread-safe."""

    def __init__(self, system, told: pathlib.Path, events: Events):
        self._system = system
        self._events = events
        self._told = told
        self._nodes = itertools.cycle(system.commands)
        self._lock = threading.Lock()
        self.by_status = collections.Counter()

    def create(self, campaign: str, quota: int) -> None:
        called = time.monotonic_ns()
        self._system.product.create_campaign(campaign, {"quota": quota})
        self._events.note(campaign, called, op="create", status=201, quota=quota)

    def ask(self, campaign: str, user: str) -> int:
        with self._lock:
            node = next(self._nodes)
        called = time.monotonic_ns()
        status, text = call("POST", f"{node}/api/v1/campaigns/{campaign}/coupons", {"userId": user})
        self._write({"userId": user, "campaignId": campaign, **span(called), "status": status}, text)
        return status

    def administer(self, node: str, campaign: str, action: str) -> int:
        headers = {"Authorization": f"Bearer {self._system.product.token()}"}
        called = time.monotonic_ns()
        status, text = call("POST", f"{node}/api/v1/campaigns/{campaign}/{action}", None, headers)
        self._events.note(campaign, called, op=action, status=status, **_reason(status, text))
        with self._lock:
            self.by_status[f"{action} {status}"] += 1
        return status

    def ask_until_answered(self, campaign: str, users) -> collections.Counter:
        """Each of the users until there is an answer of the campaign's rules; how often which was the last."""
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            return collections.Counter(pool.map(lambda user: self._patiently(campaign, user), users))

    def tell(self, history_file: pathlib.Path) -> None:
        """Adds what was answered to the run's history."""
        if self._told.exists():
            with history_file.open("a") as out:
                out.write(self._told.read_text())

    def _patiently(self, campaign: str, user: str) -> int:
        for _ in range(TRIES):
            status = self.ask(campaign, user)
            if status not in UNANSWERED:
                return status
            time.sleep(PAUSE_SECONDS)
        return status

    def _write(self, told: dict, text: str) -> None:
        answer = _members(told["status"], text)
        told.update({name: answer[name] for name in history.AUDIT_MEMBERS if name in answer and name not in told})
        with self._lock:
            self.by_status[str(told["status"])] += 1
            with self._told.open("a") as lines:
                lines.write(json.dumps(told) + "\n")


def _members(status: int, text: str) -> dict:
    try:
        return json.loads(text) if status else {}
    except ValueError:
        return {}


def _reason(status: int, text: str) -> dict:
    return {name: value for name, value in _members(status, text).items() if name == "reason"}
