"""Writes the report folder and says on the terminal what came out."""

from __future__ import annotations

import dataclasses
import json

from . import cost, machine, page
from .outcome import number

VERDICTS = {0: "proven by the audit", 2: "VIOLATED, says the audit"}


def write(run, outcome, sampler, audit: dict, limited: str) -> int:
    """report.json, report.html, a summary on the terminal; returns the exit status."""
    status = exit_status(outcome.thresholds, audit["exit"])
    facts = machine.describe(run.product, run.options.driver)
    costs = cost.at_full_rate(sampler.until(outcome.costs_until), outcome.costs_of)
    report = {
        "scenario": run.options.scenario,
        "startedAt": run.started_at,
        "command": run.options.command,
        "passed": status == 0,
        "verdict": _verdict(outcome.thresholds, audit),
        "thresholds": [dataclasses.asdict(threshold) for threshold in outcome.thresholds],
        "audit": {"summary": _says(audit), **audit},
        "figures": outcome.figures,
        "tables": [dataclasses.asdict(table) for table in [*outcome.tables, *([costs] if costs else [])]],
        "components": components(sampler, outcome.figures.get("issued", 0)),
        "machine": {**facts, "limits of the application": limited},
        "campaigns": run.quotas,
        "timeline": [dataclasses.asdict(second) for second in outcome.timeline],
        "samples": sampler.samples,
        "raw": outcome.raw,
    }
    (run.folder / "report.json").write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n")
    (run.folder / "report.html").write_text(page.render(report, page.draw(outcome.timeline, sampler.samples)))
    print(terminal(report, run.folder))
    return status


def exit_status(thresholds: list, audit: int) -> int:
    """The audit's word counts first: a promise is worth more than a latency."""
    if audit != 0:
        return audit if audit in (2, 3) else 3
    return 0 if all(threshold.kept for threshold in thresholds) else 1


def components(sampler, issued: float) -> dict:
    found = {}
    for name, seconds in sorted(sampler.cpu.items()):
        found[name] = {"cpuSeconds": round(seconds, 2), "peakBytes": sampler.peak_bytes.get(name, 0)}
        if issued:
            found[name]["per1000"] = round(1000 * seconds / issued, 4)
    return found


def terminal(report: dict, folder) -> str:
    lines = ["", f"{report['scenario']}: {report['verdict']}", ""]
    for name, value in report["figures"].items():
        lines.append(f"  {name:<40}{number(value):>14}")
    for table in report["tables"]:
        lines += ["", f"  {table['title']}"]
        for row in [table["header"], *table["rows"]]:
            lines.append("  " + "".join(_cell(cell, n) for n, cell in enumerate(row)))
    lines.append("")
    for threshold in report["thresholds"]:
        mark = "kept  " if threshold["kept"] else "BROKEN"
        lines.append(f"  {mark} {threshold['what']}: {threshold['actual']} (limit {threshold['limit']})")
    lines += [f"  audit: {report['audit']['summary']}", "", f"  {folder / 'report.html'}", ""]
    return "\n".join(lines)


def _cell(cell, column: int) -> str:
    text = number(cell) if isinstance(cell, (int, float)) else str(cell)
    return f"{text:<28}" if column == 0 else f" {text:>13}"


def _verdict(thresholds: list, audit: dict) -> str:
    broken = [threshold.what for threshold in thresholds if not threshold.kept]
    kept = "every threshold kept" if not broken else f"broken: {', '.join(broken)}"
    return f"{kept}; {_says(audit)}"


def _says(audit: dict) -> str:
    if audit["exit"] == 0 and "report" not in audit:
        return audit["says"]
    return VERDICTS.get(audit["exit"], f"the audit could not be completed: {audit['says']}")
