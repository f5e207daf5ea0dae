"""P3 while something breaks: a campaign is paused, and from the acknowledgement on nobody may be given its coupons."""

from __future__ import annotations

import itertools
import threading
import time

from .buyers import Buyers

PAUSE_SECONDS = 0.25
# 409: an earlier try, whose answer was lost, has paused it.
TOLD_THAT_IT_IS_PAUSED = (200, 409)


class PausedCampaign:
    """A second campaign with buyers of its own. From the strike on somebody tries to pause it until he is told it is."""

    QUOTA = 100_000

    def __init__(self, system, buyers: Buyers, campaign: str):
        self._system = system
        self._buyers = buyers
        self.campaign = campaign
        self._over = threading.Event()
        self._paused_at = None
        self.issued_after = 0
        buyers.create(campaign, self.QUOTA)
        self._threads = [threading.Thread(target=self._buy)]
        self._threads[0].start()

    def pause(self) -> None:
        """Begins to try."""
        self._threads.append(threading.Thread(target=self._pause))
        self._threads[-1].start()

    def end(self) -> bool:
        """Ends it; whether the pause was ever acknowledged."""
        self._over.set()
        for thread in self._threads:
            thread.join()
        if self._paused_at is None:
            self._try_to_pause(self._system.commands[0])
        self._ask("window-last")
        return self._paused_at is not None

    def _buy(self) -> None:
        for number in itertools.count():
            self._ask(f"window-{number}")
            if self._over.wait(PAUSE_SECONDS):
                return

    def _ask(self, user: str) -> None:
        sent = time.monotonic()
        status = self._buyers.ask(self.campaign, user)
        if status == 201 and self._paused_at is not None and sent > self._paused_at:
            self.issued_after += 1

    def _pause(self) -> None:
        for node in itertools.cycle(self._system.commands):
            if self._try_to_pause(node) or self._over.wait(PAUSE_SECONDS):
                return

    def _try_to_pause(self, node: str) -> bool:
        status = self._buyers.administer(node, self.campaign, "pause")
        if status in TOLD_THAT_IT_IS_PAUSED:
            self._paused_at = time.monotonic()
        return status in TOLD_THAT_IT_IS_PAUSED
