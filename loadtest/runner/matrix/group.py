"""Faults of a group of three databases (--group): a majority goes on, and no member lacks a coupon that was promised."""

from __future__ import annotations

import signal

from . import own_network
from .fault import Abstract, Fault
from .node import START_SECONDS
from .system import LOG

# How long members that were away may take to catch up with the rest.
EQUAL_LIMIT_SECONDS = 300
# Longer than an election and what follows it, so that the victim comes back to a group that has a new primary.
AWAY_SECONDS = 20


class OfTheGroup(Abstract, Fault):
    """Something happens to members of the group."""

    group_only = True

    def judge(self, seen, verdicts: dict) -> None:
        """Every member must have every coupon that was answered 201."""
        lacking = self._lacking(seen)
        if lacking:
            verdicts["P4"] = "; ".join(filter(None, [verdicts.get("P4"), *lacking]))

    @staticmethod
    def _lacking(seen) -> list:
        group = seen.system.group
        seen.system.wait_for("three members that are up to date", lambda: _is_whole(group), EQUAL_LIMIT_SECONDS)
        accepted = seen.accepted()
        lacking = []
        for server, coupons in _coupons(group, seen.campaign).items():
            missing = accepted - coupons
            if missing:
                lacking.append(f"server {server} lacks {len(missing)} coupons that were answered 201, such as {min(missing)}")
        return lacking


def _is_whole(group) -> bool:
    if group.online() < 3:
        return False
    heads = {str(group.sql(server, f"SELECT MAX(global_index) FROM {LOG}.domain_event_entry")) for server in "123"}
    return len(heads) == 1


def _coupons(group, campaign: str) -> dict:
    name = campaign.replace("_", "\\_")
    statement = (
        f"SELECT JSON_UNQUOTE(JSON_EXTRACT(CONVERT(payload USING utf8mb4), '$.couponId')) FROM {LOG}.domain_event_entry "
        f"WHERE event_identifier LIKE '{name}#%'"
    )
    return {server: {row[0] for row in group.sql(server, statement)} for server in "123"}


class PrimaryKilled(OfTheGroup):
    """The primary is killed (SIGKILL); it comes back 20 s later, to a group that has another."""

    hold = AWAY_SECONDS

    def inject(self, system) -> None:
        self.victim = system.group.primary()
        system.group.do("kill", self.victim)

    def heal(self, system) -> None:
        system.group.do("rejoin", self.victim)


class PrimaryStopped20(OfTheGroup):
    """The primary stands still for 20 s (SIGSTOP) and wakes, believing for a moment that it still is one."""

    hold = 20

    def inject(self, system) -> None:
        self.victim = system.group.primary()
        system.group.do("pause", self.victim)

    def heal(self, system) -> None:
        system.group.do("wake", self.victim)


class PrimaryCutOff(OfTheGroup):
    """For 20 s the primary and the two others do not reach each other; clients reach all three."""

    hold = AWAY_SECONDS

    @classmethod
    def missing(cls) -> str:
        return own_network.missing()

    def inject(self, system) -> None:
        self.victim = system.group.primary()
        system.group.do("cut", self.victim)

    def heal(self, system) -> None:
        system.group.do("mend", self.victim)
        system.group.do("rejoin", self.victim)


class SecondaryKilled(OfTheGroup):
    """A secondary is killed (SIGKILL) and comes back."""

    def inject(self, system) -> None:
        self.victim = self.random.choice(system.group.secondaries())
        system.group.do("kill", self.victim)

    def heal(self, system) -> None:
        system.group.do("rejoin", self.victim)


class TwoKilled(OfTheGroup):
    """Both secondaries are killed (SIGKILL): no majority is left, until the whole group is started again."""

    hold = AWAY_SECONDS
    # The load lasts longer than a start of all three.
    after = 60

    def inject(self, system) -> None:
        system.group.do("kill", *system.group.secondaries())

    def heal(self, system) -> None:
        system.group.start()


class SwitchOver(OfTheGroup):
    """Another member is made the primary: a planned switch-over."""

    hold = 0

    def inject(self, system) -> None:
        system.group.do("switch", self.random.choice(system.group.secondaries()))


class RollingRestart(OfTheGroup):
    """Each member is ended (SIGTERM) and started again, the primary last, after another has taken over."""

    hold = 0
    # The load lasts longer than three restarts.
    after = 45

    def inject(self, system) -> None:
        group = system.group
        primary, secondaries = group.primary(), group.secondaries()
        for server in secondaries:
            group.do("end", server)
            group.do("rejoin", server)
        group.do("switch", secondaries[0])
        group.do("end", primary)
        group.do("rejoin", primary)


class PrimaryAndNodeKilled(OfTheGroup):
    """The primary and a command node are killed (SIGKILL) in the same moment."""

    hold = AWAY_SECONDS
    after = START_SECONDS

    def inject(self, system) -> None:
        self.victim = system.group.primary()
        self.node = system.victim("command-side")
        system.group.do("kill", self.victim)
        self.pid = system.signal(self.node, signal.SIGKILL)

    def heal(self, system) -> None:
        system.await_restarted(self.node, self.pid)
        system.group.do("rejoin", self.victim)
