"""What is told of the runs: a line each on the terminal, and docs/fault-matrix.md of all of them."""

from __future__ import annotations

import collections
import json
import os
import pathlib
import platform
import statistics

from .fault import KINDS, PROMISES


def status(outcome: dict) -> int:
    """0 as it should be; 1 a 500, or no proper fault; 2 a promise broken that is not known to be."""
    if any(broken for promise, broken in outcome["promises"].items() if promise not in outcome["gaps"]):
        return 2
    return 1 if outcome["broken"] or server_errors(outcome) else 0


def server_errors(outcome: dict) -> int:
    return sum(count for name, count in outcome["answers"].items() if name.split()[-1] == "500")


def line(outcome: dict) -> str:
    broken = [f"{promise}{' (known)' if promise in outcome['gaps'] else ''}: {why}"
              for promise, why in outcome["promises"].items() if why]
    broken += outcome["broken"] + ([f"{server_errors(outcome)} answers were 500"] if server_errors(outcome) else [])
    drawn = f" ({outcome['drawn']})" if outcome["drawn"] else ""
    answers = ", ".join(f"{name}: {count:,}" for name, count in outcome["answers"].items())
    return (f"{'ok ' if status(outcome) == 0 else 'NOT'} {outcome['fault'] + drawn:<30} seed {outcome['seed']}: {answers}; "
            f"no 201 for {outcome['secondsWithout201']} s, back {_seconds(outcome['backAfterSeconds'])}"
            + "".join(f"\n    {why}" for why in broken))


def write(report: pathlib.Path, page: pathlib.Path, kinds: dict) -> None:
    """The page of all runs in the folder."""
    outcomes = [json.loads(file.read_text()) for file in sorted(report.glob("*.json"))]
    page.write_text(render(outcomes, kinds).rstrip("\n") + "\n")


def render(outcomes: list, kinds: dict) -> str:
    by_fault = collections.defaultdict(list)
    for outcome in outcomes:
        by_fault[outcome["fault"]].append(outcome)
    lines = [*_head(outcomes, by_fault)]
    for module, heading in KINDS.items():
        rows = [kind for kind in kinds.values() if kind.kind() == module]
        tried = [kind for kind in rows if by_fault[kind.title()]]
        if tried:
            lines += _table(heading, tried, by_fault)
    lines += _exceptions(outcomes) + _left_out(kinds, by_fault)
    return "\n".join(lines) + "\n"


def _head(outcomes: list, by_fault: dict) -> list:
    days = sorted({outcome["startedAt"][:10] for outcome in outcomes})
    ha = sum(outcome["highlyAvailable"] for outcome in outcomes)
    group = sum(outcome.get("group", False) for outcome in outcomes)
    held = sum(status(outcome) == 0 for outcome in outcomes)
    return [
        "# The fault matrix" + (" of a group of three databases" if group == len(outcomes) > 0 else ""), "",
        "Written by `loadtest/faults --write-docs` from the runs that it made; nothing here is typed by hand. "
        "How a run goes, and what is judged: [promises](concepts/promises.md#the-fault-matrix). "
        f"{len(outcomes)} runs of {sum(bool(runs) for runs in by_fault.values())} faults "
        f"({ha} of them with `--ha`, {group} with `--group`), {' to '.join(dict.fromkeys([days[0], days[-1]])) if days else 'never'}, "
        f"on {os.cpu_count()} cores ({platform.machine()}) shared with other work; {held} of {len(outcomes)} as they should be. "
        f"Revisions: {_revisions(outcomes)}.",
        "",
        "Promises: *all*, or in how many of the runs each held. 503, no answer, 500: how many answers in all runs. "
        "No 201: the longest time, in whole seconds. Back: from the cure until coupons are given at 90 % of the rate before, "
        "and stay so; `> n` if not within the n s that the load went on. Both as median (longest).", "",
    ]


def _revisions(outcomes: list) -> str:
    runs = collections.Counter(outcome.get("revision") or "not recorded" for outcome in outcomes)
    return ", ".join(f"{revision} ({count} runs)" for revision, count in runs.items())


def _table(heading: str, kinds: list, by_fault: dict) -> list:
    lines = [f"## {heading}", "", "| fault | runs | seeds | P1–P9 | 503 | no answer | 500 | no 201 | back |", "|---|---|---|---|---|---|---|---|---|"]
    for kind in kinds:
        runs = by_fault[kind.title()]
        seeds = ", ".join(f"{run['seed']}{' ha' if run['highlyAvailable'] else ''}{' group' if run.get('group') else ''}" for run in runs)
        gaps = _spread([run["secondsWithout201"] for run in runs], "{:.0f} s")
        lines.append(
            f"| {kind.title()}: {kind.says().rstrip('.')} | {len(runs)} | {seeds} | {_held(runs)} | {_answers(runs, '503')} | "
            f"{_unanswered(runs)} | {sum(map(server_errors, runs))} | {gaps} | {_back(runs)} |"
        )
    return [*lines, ""]


def _held(runs: list) -> str:
    cells = []
    for promise in PROMISES:
        held = sum(not run["promises"].get(promise) for run in runs)
        if held < len(runs):
            known = " (known)" if all(promise in run["gaps"] for run in runs if run["promises"].get(promise)) else ""
            cells.append(f"**{promise} {held}/{len(runs)}**{known}")
    return "all" if not cells else ", ".join(cells)


def _answers(runs: list, wanted: str) -> str:
    return f"{sum(run['answers'].get(wanted, 0) for run in runs):,}"


def _unanswered(runs: list) -> str:
    """Of the driver, by their cause in letters, and of the buyers beside it: 0."""
    return f"{sum(count for run in runs for name, count in run['answers'].items() if name == '0' or name.isalpha()):,}"


def _back(runs: list) -> str:
    known = [run["backAfterSeconds"] for run in runs if run["backAfterSeconds"] is not None]
    # No longer than the load: a cure can last longer than that.
    late = [max(0, len(run["acceptedBySecond"]) - run["healedAfter"]) for run in runs if run["backAfterSeconds"] is None]
    said = [_spread(known, "{:.1f} s")] if known else []
    return "; ".join([*said, *([f"> {min(late):.0f} s in {len(late)}"] if late else [])])


def _spread(values: list, form: str) -> str:
    median, longest = form.format(statistics.median(values)), form.format(max(values))
    return median if median == longest else f"{median} ({longest})"


def _exceptions(outcomes: list) -> list:
    lines = []
    for outcome in outcomes:
        why = [f"{promise}{' (known: ' + outcome['gaps'][promise] + ')' if promise in outcome['gaps'] else ''}: {broken}"
               for promise, broken in outcome["promises"].items() if broken]
        why += outcome["broken"] + ([f"{server_errors(outcome)} answers were 500"] if server_errors(outcome) else [])
        lines += [f"- {outcome['fault']}, seed {outcome['seed']}: {'; '.join(reason.splitlines())}" for reason in why]
    return ["## Where something did not hold", "", *lines, ""] if lines else []


def _left_out(kinds: dict, by_fault: dict) -> list:
    lines = [f"- {kind.title()}: {kind.missing() or 'not run'}" for kind in kinds.values() if not by_fault[kind.title()]]
    return ["## Not run", "", *lines, ""] if lines else []


def _seconds(value: float | None) -> str:
    return "not in time" if value is None else f"after {value:.1f} s"
