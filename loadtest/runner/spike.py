"""The scenarios that k6 applies: the reference's spikes and the soak."""

from __future__ import annotations

from . import history
from .outcome import Outcome, Table, Threshold, at_most, number

# The reference test's result, one node of 1.5 vCPU and 2.5 GB (DESIGN.md section 6).
REFERENCE = {
    "peak requests per second": 175,
    "average requests per second": 54.1,
    "p95, ms": 10.01,
    "p99, ms": 12.78,
    "max, ms": 96.89,
    "errors, %": 9.2,
}
# Stages 1 and 2 of the reference's scenario, in which a node just started is still compiling.
START_UP_SECONDS = 35
REFERENCE_MINUTES = 5.25
# What k6 did not send was asked by nobody: with more the run is no spike of that rate, whoever is to blame.
MOST_DROPPED = 0.01
MILLIS_UNITS = ("med", "p(95)", "p(99)", "max")


def run_k6(run, scenario: str, terms: dict, settings: dict | None = None) -> Outcome:
    """Creates the campaign, lets k6 apply its scenario, and reads its summary."""
    campaign = run.create_campaign(scenario, terms)
    options = run.options
    environment = {
        "TARGET": ",".join(options.target), "CAMPAIGN": campaign, "RUN": run.id,
        "RATE_SCALE": str(options.rate_scale), **(settings or {}),
    }
    for name, value in (("MINUTES", options.minutes), ("RATE", options.rate), ("USERS", options.users)):
        if value is not None:
            environment.setdefault(name, str(value))
    summary, answers, _ = run.generator.k6(scenario, environment)
    outcome = Outcome(timeline=answers.timeline(), raw={"k6": summary["metrics"]})
    outcome.figures = _figures(summary["metrics"], outcome.timeline)
    outcome.thresholds = list(_thresholds(summary["metrics"]))
    outcome.tables.append(_latencies(answers, options))
    return outcome


def reference_spike(scenario: str, quota: int | None):
    def scenario_of(run) -> Outcome:
        outcome = run_k6(run, scenario, {"quota": quota})
        # A shortened one rises faster than k6 makes VUs.
        if run.options.minutes is None:
            outcome.thresholds.append(all_sent(outcome.figures))
        outcome.tables.append(_beside_the_reference(outcome, run.options))
        return outcome

    return scenario_of


def soak(run) -> Outcome:
    outcome = run_k6(run, "soak", {"quota": None})
    outcome.thresholds.append(all_sent(outcome.figures))
    return outcome


def all_sent(figures: dict) -> Threshold:
    """Whether the load was applied: on a machine without CPU to spare k6 sends less than it should, and looks fine."""
    dropped = figures["dropped, no VU free"]
    return at_most("not sent, part of all", dropped / max(1, dropped + figures["requests"]), MOST_DROPPED)


def soak_limits(samples: list) -> list:
    """Memory and lag of the last quarter against the second: neither may grow."""
    quarter = len(samples) // 4
    if quarter < 60:
        return []
    early, late = samples[quarter : 2 * quarter], samples[-quarter:]
    limits = []
    for name in ("command side", "query side"):
        before, after = (_median(part, lambda s, name=name: s["bytes"].get(name)) for part in (early, late))
        if before:
            limits.append(at_most(f"{name}: memory, last quarter / second quarter", after / before, 1.25))
    lag = _median(late, lambda s: s.get("meters", {}).get("coupon_projection_lag_seconds"))
    limits.append(at_most("projection lag in the last quarter, median", lag, 1, " s"))
    return limits


def _median(samples: list, value) -> float:
    return history.percentile([v for v in map(value, samples) if v is not None], 50)


def _figures(metrics: dict, timeline: list) -> dict:
    value = lambda metric, name: metrics.get(metric, {}).get("values", {}).get(name, 0)  # noqa: E731
    per_second = [sum(second.counts.values()) for second in timeline] or [0]
    sent = value("request_duration", "count")
    figures = {
        "requests": sent,
        "issued": value("successful_coupons", "count"),
        "refused": value("refused", "count"),
        "shed": value("shed", "count"),
        "errors": value("errors", "count"),
        "errors, %": 100 * value("errors", "count") / max(1, sent),
        "dropped, no VU free": value("dropped_iterations", "count"),
        "peak requests per second": max(per_second),
        "average requests per second": sent / max(1, len(per_second)),
    }
    for name in MILLIS_UNITS:
        figures[f"{name.replace('p(', 'p').replace(')', '')}, ms"] = value("request_duration", name)
    return figures


def _thresholds(metrics: dict):
    for name, metric in metrics.items():
        for expression, result in metric.get("thresholds", {}).items():
            measured = expression.split("<")[0].split(">")[0].strip()
            actual = metric["values"].get(measured)
            text = "none" if actual is None else number(actual)
            yield Threshold(name, expression, text, result["ok"])


def _latencies(answers: history.Answers, options) -> Table:
    start_up = START_UP_SECONDS * (options.minutes or REFERENCE_MINUTES) / REFERENCE_MINUTES
    parts = {
        "issued": lambda second, kind: kind == "accepted",
        "refused": lambda second, kind: kind == "refused",
        f"the first {start_up:.0f} s": lambda second, kind: second < start_up,
        "after them": lambda second, kind: second >= start_up,
        "after them, issued": lambda second, kind: second >= start_up and kind == "accepted",
    }
    rows = []
    for name, keep in parts.items():
        millis = answers.millis(keep)
        quantiles = [history.percentile(millis, percent) for percent in (50, 95, 99, 100)]
        rows.append([name, len(millis), *quantiles])
    return Table("Latency by part", ["", "requests", "p50, ms", "p95, ms", "p99, ms", "max, ms"], rows)


def _beside_the_reference(outcome: Outcome, options) -> Table:
    rows = [[name, value, outcome.figures[name]] for name, value in REFERENCE.items()]
    note = "The reference ran on 1.5 vCPU and 2.5 GB; this run's machine is below."
    if options.rate_scale != 1 or options.minutes is not None:
        note += " This run was scaled, so the rates do not compare."
    return Table("Beside the reference", ["", "reference", "this run"], rows, note)
