"""Faults of the database: its process, its settings, its locks, its data."""

from __future__ import annotations

import signal
import threading
import time

from .fault import Abstract, Fault, Killed, Stopped, Terminated
from .node import START_SECONDS
from .system import LOG, READ_MODEL
from .wire import Refused

SESSIONS = "SELECT id FROM information_schema.processlist WHERE user LIKE 'first\\_served\\_%'"


class DatabaseKilled(Killed):
    """The database is killed (SIGKILL) and starts again."""

    part = "mariadb"


class DatabaseRestarted(Terminated):
    """The database is asked to end (SIGTERM) and starts again."""

    part = "mariadb"


class DatabaseStopped5(Stopped):
    """The database stands still for 5 s (SIGSTOP)."""

    part = "mariadb"


class DatabaseStopped30(Stopped):
    """The database stands still for 30 s (SIGSTOP)."""

    part = "mariadb"
    hold = 30
    after = 15


class DatabaseStutters(Fault):
    """The database stands still for 200 ms of every 300 ms: a disk whose fsync is slow, as its callers see it."""

    STOPPED_SECONDS, RUNNING_SECONDS = 0.2, 0.1

    def inject(self, system) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._stutter, args=(system,))
        self._thread.start()

    def _stutter(self, system) -> None:
        while not self._over.is_set():
            system.signal("mariadb", signal.SIGSTOP)
            time.sleep(self.STOPPED_SECONDS)
            system.signal("mariadb", signal.SIGCONT)
            time.sleep(self.RUNNING_SECONDS)

    def heal(self, system) -> None:
        self._over.set()
        self._thread.join()


class DatabaseReadOnly(Fault):
    """The database takes no writes (read_only), as after a failover to a replica."""

    def inject(self, system) -> None:
        with system.sql() as sql:
            sql.run("SET GLOBAL read_only = 1")

    def heal(self, system) -> None:
        with system.sql() as sql:
            sql.run("SET GLOBAL read_only = 0")


class DatabaseTooManyConnections(Fault):
    """The database accepts ten connections in all, and ends those there are."""

    FEWEST, USUAL = 10, 400

    def inject(self, system) -> None:
        self._session = system.sql()
        self._session.run(f"SET GLOBAL max_connections = {self.FEWEST}")
        _end_sessions(self._session)

    def heal(self, system) -> None:
        self._session.run(f"SET GLOBAL max_connections = {self.USUAL}")
        self._session.close()


class DatabaseSessionsKilled(Fault):
    """Every session of the applications is ended (KILL), once a second."""

    def inject(self, system) -> None:
        with system.sql() as sql:
            for _ in range(5):
                _end_sessions(sql)
                time.sleep(1)

    hold = 0


class Held(Abstract, Fault):
    """A transaction of somebody else holds what the writer needs."""

    hold = 8
    statement = ""

    def inject(self, system) -> None:
        self._session = system.sql()
        self._session.run(f"USE {LOG}")
        self._session.run("BEGIN")
        self._session.run(self.statement)

    def heal(self, system) -> None:
        self._session.run("ROLLBACK")
        self._session.close()


class DatabaseLockWaits(Held):
    """Another transaction holds the log's position for 8 s, longer than the writer waits for a lock (3 s)."""

    statement = "SELECT head FROM log_position WHERE id = 1 FOR UPDATE"


class ReadModelLockWaits(Held):
    """Another transaction holds the projections' positions for 8 s."""

    statement = f"SELECT * FROM {READ_MODEL}.projection_position FOR UPDATE"


class DatabaseAltered(Held):
    """ALTER TABLE on the log waits 8 s for a reader, and everybody waits behind it."""

    statement = "SELECT COUNT(*) FROM domain_event_entry"

    def inject(self, system) -> None:
        super().inject(system)
        self._altering = threading.Thread(target=self._alter, args=(system,))
        self._altering.start()

    @staticmethod
    def _alter(system) -> None:
        with system.sql() as sql:
            sql.run(f"ALTER TABLE {LOG}.domain_event_entry COMMENT = 'altered {time.time()}'")

    def heal(self, system) -> None:
        super().heal(system)
        self._altering.join()


class DatabaseDeadlocks(Fault):
    """A heavy transaction locks the log's end, then its position, against the writer's order, 25 times: deadlocks may follow."""

    hold = 0
    TIMES = 25
    # InnoDB gives up the transaction that changed less: this many rows are more than a batch of the writer's.
    ROWS = 1_000

    def prepare(self, system) -> None:
        with system.sql() as sql:
            sql.run("CREATE DATABASE IF NOT EXISTS faults")
            sql.run("CREATE TABLE IF NOT EXISTS faults.weight (n INT) ENGINE = InnoDB")

    def inject(self, system) -> None:
        with system.sql() as sql:
            for _ in range(self.TIMES):
                self._collide(sql)
                time.sleep(0.1)

    def _collide(self, sql) -> None:
        sql.run("BEGIN")
        try:
            sql.run(f"INSERT INTO faults.weight SELECT seq FROM seq_1_to_{self.ROWS}")
            sql.run(f"SELECT global_index FROM {LOG}.domain_event_entry ORDER BY global_index DESC LIMIT 1 FOR UPDATE")
            time.sleep(0.05)
            sql.run(f"SELECT head FROM {LOG}.log_position WHERE id = 1 FOR UPDATE")
        except Refused:
            pass  # the victim this time
        sql.run("ROLLBACK")


class DatabaseRestored(Fault):
    """The log is given back without its last ten events, seals and positions, and Redis is flushed: a restore."""

    own_system = True
    hold = 0
    after = START_SECONDS
    loses = True
    LOST = 10
    # Of what was taken away: what the relay had not sent, and what the operator was told of.
    unsent, lost = frozenset(), ()

    def inject(self, system) -> None:
        with system.sql() as sql:
            sql.run(f"USE {LOG}")
            sql.run("BEGIN")
            # The writer's own lock first, so that no batch is in the middle.
            head = int(sql.run("SELECT head FROM log_position WHERE id = 1 FOR UPDATE")[0][0]) - self.LOST
            unsent = sql.run(
                "SELECT aggregate_identifier FROM domain_event_entry WHERE global_index >"
                f" GREATEST({head}, (SELECT position FROM log_follower WHERE name = 'relay'))"
            )
            self.unsent = {identifier for (identifier,) in unsent}
            sql.run(f"DELETE FROM domain_event_entry WHERE global_index > {head}")
            sql.run(f"DELETE FROM log_seal WHERE last_index > {head}")
            # The sealer makes the tree anew, from the seals that are left.
            sql.run("DELETE FROM log_tree_tile")
            sql.run("UPDATE log_tree SET entries = 0")
            sql.run(f"UPDATE log_position SET head = {head} WHERE id = 1")
            sql.run(f"UPDATE log_follower SET position = LEAST(position, {head})")
            sql.run("COMMIT")
        system.redis("FLUSHALL")

    def heal(self, system) -> None:
        """The operator accepts the shorter log."""
        system.await_diverged()
        self.lost = system.accept_log()

    def judge(self, seen, verdicts: dict) -> None:
        """What was acknowledged in the lost events is lost: a coupon, a pause. The question is whether somebody says so."""
        verdicts["P3"] = ""
        kept = {coupon["couponId"] for coupon in seen.system.product.coupons(seen.campaign)}
        listed = {event.get("couponId") for event in self.lost}
        # What the relay had not sent, or not yet stored that it had, may be in no list.
        missing = seen.accepted() - kept - self.unsent
        verdicts["P1"] = "" if seen.issued <= seen.quota else verdicts["P1"]
        verdicts["P4"] = "" if missing <= listed else f"{len(missing - listed)} lost coupons are not in the list of the lost"
        proof = seen.system.product.audit()
        verdicts["P9"] = "" if proof["exit"] == 0 else f"the accepted log is not proven: {proof}"


def _end_sessions(sql) -> None:
    for (session,) in sql.run(SESSIONS):
        try:
            sql.run(f"KILL {session}")
        except Refused:
            pass  # ended meanwhile
