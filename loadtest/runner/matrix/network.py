"""Faults between the nodes and their servers, made by the proxies that stand between them.

A proxy answers a connection's opening itself, so a black hole begins behind it: connections open, and nothing comes.
With --ha the nodes ask the sentinels for Redis and pass the proxy by, so that its faults need a single Redis.
"""

from __future__ import annotations

from .fault import Abstract, Fault
from .proxy import DOWN, UP


class OnTheWay(Abstract, Fault):
    """A fault of a proxy."""

    server = "database"

    def inject(self, system) -> None:
        self.strike(self._proxy(system))

    def strike(self, proxy) -> None:
        raise NotImplementedError

    def heal(self, system) -> None:
        self._proxy(system).heal()

    def _proxy(self, system):
        return system.to_database if self.server == "database" else system.to_redis


class Stalled(OnTheWay, Abstract):
    """Nothing arrives, in these directions."""

    directions = frozenset({UP, DOWN})
    hold = 10

    def strike(self, proxy) -> None:
        proxy.stalled = self.directions


class DatabaseUnreachable(Stalled):
    """A black hole between nodes and database, both ways, for 10 s."""


class DatabaseDeaf(Stalled):
    """A black hole on the way to the database, for 10 s."""

    directions = frozenset({UP})


class DatabaseMute(Stalled):
    """A black hole on the way back from the database, for 10 s: it does what it is asked, nobody learns of it."""

    directions = frozenset({DOWN})


class RedisUnreachable(Stalled):
    """A black hole between nodes and Redis, both ways, for 10 s."""

    server = "redis"
    single_only = True


class RedisMute(Stalled):
    """A black hole on the way back from Redis, for 10 s."""

    server = "redis"
    single_only = True
    directions = frozenset({DOWN})


class Slow(OnTheWay, Abstract):
    """A round trip takes 300 ms more."""

    EACH_WAY_SECONDS = 0.15
    hold = 8

    def strike(self, proxy) -> None:
        proxy.delay = self.EACH_WAY_SECONDS


class DatabaseSlow(Slow):
    """300 ms of latency to the database."""


class RedisSlow(Slow):
    """300 ms of latency to Redis."""

    server = "redis"
    single_only = True


class Cut(OnTheWay, Abstract):
    """Connections break at one stage, with this probability each time."""

    stage = ""
    share = 0.2

    def strike(self, proxy) -> None:
        proxy.cut_share = self.share
        proxy.cut_at = self.stage
        if self.stage in ("connect", "greeting"):
            proxy.cut_all()  # or nobody would open a connection


class DatabaseCutAtConnect(Cut):
    """All connections to the database break, and half of the new ones are refused."""

    stage = "connect"
    share = 0.5


class DatabaseCutAtGreeting(Cut):
    """All connections to the database break, and half of the new ones in the server's first words."""

    stage = "greeting"
    share = 0.5


class DatabaseCutInRequest(Cut):
    """One request in five to the database arrives by half, and the connection breaks."""

    stage = "request"


class DatabaseCutBeforeAnswer(Cut):
    """One answer in five of the database is lost with its connection: commits of unknown outcome."""

    stage = "answer"


class DatabaseCutWithinAnswer(Cut):
    """One answer in five of the database breaks off in the middle."""

    stage = "within-answer"


class RedisCutBeforeAnswer(Cut):
    """One answer in five of Redis is lost with its connection."""

    server = "redis"
    single_only = True
    stage = "answer"


class RedisCutInRequest(Cut):
    """One request in five to Redis arrives by half, and the connection breaks."""

    server = "redis"
    single_only = True
    stage = "request"
