"""Which promise held, by the product's own audit and by what was counted here without its help."""

from __future__ import annotations

from .. import history
from .fault import PROMISES

# What the audit calls a promise of ours otherwise.
AUDITED_AS = {"SEAL": "P9", "REDEMPTION": "P7"}


def verdicts(seen) -> dict:
    """Promise -> what broke it; empty if it held."""
    found = {promise: [] for promise in PROMISES}
    _by_the_audit(seen.audit, found)
    _by_the_answers(seen, found)
    _by_counting(seen, found)
    return {promise: "; ".join(broken) for promise, broken in found.items()}


def _by_the_audit(audit: dict, found: dict) -> None:
    report = audit.get("report", {})
    for promise, count in report.get("violationCounts", {}).items():
        found[AUDITED_AS.get(promise, promise)].append(f"{count} violations, says the audit")
    if audit["exit"] not in (0, 2):
        why = "; ".join(report.get("reasons", [])) or audit.get("says", "")
        found["P8"].append(f"the audit did not come to a verdict: {why}")
    figures = report.get("figures", {})
    if audit["exit"] == 0 and figures.get("sealedUpTo", 0) < figures.get("head", 0):
        found["P9"].append(f"sealed up to {figures.get('sealedUpTo')} of {figures.get('head')}")


def _by_the_answers(seen, found: dict) -> None:
    quotas = {seen.campaign: seen.quota, seen.window.campaign: seen.window.QUOTA}
    for limit in history.promises(seen.generator.history, quotas):
        if not limit.kept:
            found["P2" if "(P2)" in limit.what else "P1"].append(f"{limit.actual} {limit.what}")
    if seen.window.issued_after:
        found["P3"].append(f"{seen.window.issued_after} coupons after an acknowledged pause")
    if not seen.paused:
        found["P3"].append("a campaign could not be paused")


def _by_counting(seen, found: dict) -> None:
    if seen.issued > seen.quota:
        found["P1"].append(f"{seen.issued} coupons of {seen.quota}")
    if seen.issued < seen.quota:
        found["P5"].append(f"{seen.issued} coupons of {seen.quota}, though more were asked for")
    log = seen.log
    if not log["events"] == log["last"] == log["head"]:
        found["P6"].append(f"{log['events']} events, the last is {log['last']}, the head {log['head']}")
    if seen.quiet_after is None:
        found["P7"].append("the read model did not catch up")
    elif seen.projected != seen.issued:
        found["P7"].append(f"the read model has {seen.projected} coupons, the log {seen.issued}")
