"""Faults of Redis, which may forget and fail: the log keeps the promises."""

from __future__ import annotations

from .fault import Fault, Killed, Stopped, Terminated


class RedisKilled(Killed):
    """Redis is killed (SIGKILL) and starts again, empty."""

    part = "redis"


class RedisRestarted(Terminated):
    """Redis is asked to end (SIGTERM) and starts again, empty."""

    part = "redis"


class RedisStopped(Stopped):
    """Redis stands still for 10 s (SIGSTOP)."""

    part = "redis"
    hold = 10


class RedisFlushed(Fault):
    """Redis forgets everything (FLUSHALL)."""

    hold = 0

    def inject(self, system) -> None:
        system.redis("FLUSHALL")


class RedisScriptsFlushed(Fault):
    """Redis forgets the gate's scripts (SCRIPT FLUSH)."""

    hold = 0

    def inject(self, system) -> None:
        system.redis("SCRIPT", "FLUSH")


class RedisFull(Fault):
    """Redis has no memory left (maxmemory)."""

    def inject(self, system) -> None:
        system.redis("CONFIG", "SET", "maxmemory", "1")

    def heal(self, system) -> None:
        system.redis("CONFIG", "SET", "maxmemory", "0")


class RedisReadOnly(Fault):
    """Redis takes no writes: it was made the replica of a master that is not there."""

    def inject(self, system) -> None:
        system.redis("REPLICAOF", "127.0.0.1", "1")

    def heal(self, system) -> None:
        system.redis("REPLICAOF", "NO", "ONE")
