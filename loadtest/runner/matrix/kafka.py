"""Faults of Kafka, which carries the log to the read model: issuing must not notice."""

from __future__ import annotations

import pathlib
import signal
import subprocess

from .. import tools
from ..product import ROOT
from .fault import Abstract, Fault, Killed, Stopped
from .node import START_SECONDS

TOPIC_BREAKER = pathlib.Path(__file__).parent / "TopicBreaker.java"


class BrokerKilled(Killed):
    """A broker is killed (SIGKILL) and starts again."""

    part = "kafka"


class BrokersStopped(Stopped):
    """All brokers stand still for 15 s (SIGSTOP)."""

    part = "kafka"
    everything = True
    hold = 15


class OnTheTopic(Abstract, Fault):
    """Something is done to the topic itself."""

    own_system = True
    hold = 0
    what = ""

    def inject(self, system) -> None:
        servers = ",".join(f"127.0.0.1:{port}" for port in system.ports["kafka"])
        class_path = (ROOT / "standalone" / "target" / "classpath").read_text().strip()
        command = [tools.java(), "-Xmx128m", "-cp", class_path, str(TOPIC_BREAKER), servers, "coupon-events", self.what]
        subprocess.run(command, capture_output=True, check=True, timeout=120)


class RecordForged(OnTheTopic):
    """Somebody writes a record into the topic that no log has: copied from its last one, with another place in the log."""

    what = "forge"
    after = START_SECONDS

    def heal(self, system) -> None:
        """The operator voids it: everything from its place on is sent again."""
        system.await_diverged()
        system.accept_log()


class TopicDeleted(OnTheTopic):
    """The topic is deleted; the operator has it made and sent again, as the runbook says."""

    what = "delete"

    after = START_SECONDS

    def heal(self, system) -> None:
        nodes = {name: system.signal(name, signal.SIGKILL) for name in system.names("command-side")}
        with system.sql() as sql:
            sql.run("UPDATE first_served_log.log_follower SET position = 0, memo = '' WHERE name = 'relay'")
        for name, pid in nodes.items():
            system.await_restarted(name, pid)
