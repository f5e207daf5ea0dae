"""What a running system publishes, in good health and in each fault: series for `promtool test rules`.

Two nodes on each side, 1,100 coupons a second; the fault begins at FAULT. A node that is dead or stands still answers
no scrape, so its series end. What the others go on publishing is what their code publishes then: LagIT, RelayIT and
AuditVerdictIT show it.
"""

STEP = 5
FAULT = 600
END = 780
RATE = 1100
SERVERS = ("mysql-1:3306", "mysql-2:3306", "mysql-3:3306")
PROJECTIONS = ("campaigns", "coupons", "timeline")
PROMISES = ("P1", "P2", "P3", "P4", "P5", "P6", "P7", "REDEMPTION", "SEAL")
VERDICTS = ("NEVER", "PROVEN", "VIOLATED", "INCOMPLETE")
NAN = float("nan")

# Names of the faults.
HEALTHY = "nothing"
QUERY = "query nodes"
RELAY = "relay"
PROJECTOR = "projector"
BROKER = "broker"
COMMAND = "command nodes"
DATABASE = "database"
MEMBER = "member of the database's group"
THROTTLED = "database throttled"
WATCHER = "watcher"
NEVER = "never audited"
INCOMPLETE = "audit incomplete"
VIOLATED = "audit violated"
HISTORY = "history of audits unreadable"
ALL = (HEALTHY, QUERY, RELAY, PROJECTOR, BROKER, COMMAND, DATABASE, MEMBER, THROTTLED, WATCHER, NEVER, INCOMPLETE, VIOLATED, HISTORY)


def _text(value):
    if value is None:
        return "_"
    return "NaN" if value != value else f"{value:.6g}" if abs(value) < 1 else f"{value:.3f}".rstrip("0").rstrip(".")


def _values(of):
    """The notation of promtool: a series that ends does so with the marker that a failed scrape leaves."""
    values, before = [], None
    for at in range(0, END + STEP, STEP):
        now = of(at)
        values.append("stale" if now is None and before is not None else _text(now))
        before = now
    return " ".join(values)


class System:
    """The series of one system in one fault."""

    def __init__(self, fault):
        self.fault = fault
        self.series = {}
        for node in ("command-1", "command-2"):
            self._command(node)
        for node in ("query-1", "query-2"):
            self._query(node)

    def input_series(self):
        return [{"series": name, "values": _values(of)} for name, of in self.series.items()]

    def _since(self, at, *faults):
        """Seconds since the fault began, if it is one of these; 0 before, and in another."""
        return max(0, at - FAULT) if self.fault in faults else 0

    def _add(self, name, labels, of, *deadly):
        """A series of a node that ends with one of the deadly faults."""
        text = ",".join(f'{label}="{value}"' for label, value in labels.items())
        self.series[f"{name}{{{text}}}"] = lambda at: None if self._since(at, *deadly) else of(at)

    def _frozen(self, *faults):
        """The time, which stands still from the fault on."""
        return lambda at: at - self._since(at, *faults)

    # ---- the command side

    def _command(self, node):
        labels = {"job": "command-side", "instance": node}
        self._add("up", labels, lambda at: 0 if self._since(at, COMMAND) else 1)

        def add(name, of, **more):
            self._add(name, {**labels, **more}, of, COMMAND)

        working = self._frozen(DATABASE)
        add("coupon_issue_requests_total", lambda at: RATE / 2 * working(at), outcome="issued")
        add("coupon_issue_requests_total", lambda at: 10 * working(at), outcome="already_issued")
        # A counter is there from the first time it counts.
        add("coupon_issue_requests_total", lambda at: 500 * self._since(at, DATABASE) or None, outcome="unavailable")
        for le, share in (("0.01", 0.9), ("2.0", 1), ("4.0", 1), ("+Inf", 1)):
            add("coupon_issue_duration_seconds_bucket", lambda at, share=share: share * 560 * at, le=le)
        add("coupon_issue_duration_seconds_count", lambda at: 560 * at)
        self._group(add)
        away = lambda at: self._since(at, DATABASE) > 0
        add("coupon_log_head", lambda at: NAN if away(at) else RATE * at)
        add("coupon_relay_lag_events", lambda at: NAN if away(at) else 43 + RATE * self._since(at, RELAY, BROKER))

    # ---- both sides

    def _group(self, add):
        """What a node sees of the database's three servers; nothing of them in the fault of the whole database."""

        def known(of):
            return lambda at: NAN if self._since(at, DATABASE) else of(at)

        gone = lambda at: 1 if self._since(at, MEMBER) else 0
        members = {"online": lambda at: 3 - gone(at), "missing": gone, "recovering": lambda at: 0, "unreachable": lambda at: 0}
        for state, of in members.items():
            add("coupon_mysql_group_members", known(of), group=SERVERS[0], state=state)
        for server in SERVERS:
            add("coupon_mysql_group_primary",
                lambda at, s=server: int(s == SERVERS[0] and not self._since(at, DATABASE)), group=SERVERS[0], server=server)
        add("coupon_mysql_group_flow_control", known(lambda at: int(self._since(at, THROTTLED) > 0)), group=SERVERS[0])

    # ---- the query side

    def _query(self, node):
        labels = {"job": "query-side", "instance": node}
        self._add("up", labels, lambda at: 0 if self._since(at, QUERY) else 1)

        def add(name, of, **more):
            self._add(name, {**labels, **more}, of, QUERY)

        self._group(add)
        self._lag(add)
        self._audit(add)
        self._campaigns(add)
        add("coupon_dead_letters", lambda at: NAN if self._since(at, DATABASE) else 0, projection="coupons")

    def _lag(self, add):
        # With the command nodes 43 events were left in the log that nobody relays any more.
        not_shown = (RELAY, PROJECTOR, BROKER, COMMAND)
        unseen = (BROKER, DATABASE, WATCHER)
        waiting = lambda at: RATE * self._since(at, RELAY, PROJECTOR, BROKER)
        add("coupon_lag_measured_timestamp_seconds", self._frozen(*unseen))
        add("coupon_relay_lag_events", lambda at: 43 + RATE * self._since(at, RELAY))
        add("coupon_relay_lag_seconds", lambda at: 0.05 + self._since(at, RELAY, COMMAND, *unseen))
        projected = self._frozen(*not_shown, DATABASE)
        for name in PROJECTIONS:
            add("coupon_projection_lag_events", lambda at: 200 + waiting(at), projection=name)
            add("coupon_projection_lag_seconds", lambda at: 0.2 + self._since(at, *not_shown, *unseen), projection=name)
            add("coupon_projection_position_events",
                lambda at: max(0, RATE * self._frozen(*not_shown, *unseen)(at) - 200), projection=name)
            add("coupon_projection_batch_size_sum", lambda at: RATE * projected(at), projection=name)
            add("coupon_projection_batch_size_count", lambda at: 5 * projected(at), projection=name)

    def _audit(self, add):
        said = {NEVER: "NEVER", INCOMPLETE: "INCOMPLETE", VIOLATED: "VIOLATED"}.get(self.fault, "PROVEN")
        conclusive = "PROVEN" if said == "INCOMPLETE" else said
        unknown = lambda at: self._since(at, DATABASE, HISTORY) > 0
        # What was found is found at the fault's begin; a system that was never audited never was.
        last = lambda at, after: after if at >= FAULT or said == "NEVER" else "PROVEN"
        for verdict in VERDICTS:
            add("coupon_audit_verdict", lambda at, v=verdict: NAN if unknown(at) else int(last(at, said) == v),
                verdict=verdict)
        for verdict in VERDICTS[:3]:
            add("coupon_audit_conclusive_verdict",
                lambda at, v=verdict: NAN if unknown(at) else int(last(at, conclusive) == v), verdict=verdict)
        for promise in PROMISES:
            add("coupon_audit_violations", lambda at, p=promise: NAN if said == "NEVER" else int(
                last(at, said) == "VIOLATED" and p == "P1"), promise=promise)
        add("coupon_audit_last_success_timestamp_seconds", lambda at: 0 if said == "NEVER" else 1)

    def _campaigns(self, add):
        shown = self._frozen(RELAY, PROJECTOR, BROKER, COMMAND, DATABASE)
        for campaign, quota in (("small", 1000), ("large", 5_000_000)):
            add("coupon_campaign_issued", lambda at, q=quota: q * (0.2 + shown(at) / 2000), campaign=campaign)
            add("coupon_campaign_quota", lambda at, q=quota: q, campaign=campaign)
