"""The report as one HTML page: verdict first, then figures, then charts, then on what it was run."""

from __future__ import annotations

import html

from . import charts
from .outcome import number

STYLE = """
:root { color-scheme: light dark; --edge: #8884; --good: #00804d; --bad: #c62f00; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin-bottom: 0; } h2 { margin-top: 2.2rem; }
.verdict { font-size: 1.25rem; font-weight: 600; } .good { color: var(--good); } .bad { color: var(--bad); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--edge); padding: .25rem .9rem .25rem 0; text-align: left; vertical-align: top; }
td.n { text-align: right; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 1.5rem; }
figure { margin: 0; } figcaption { font-weight: 600; } small { font-weight: 400; opacity: .7; }
svg { width: 100%; height: auto; } svg text { font-size: 11px; fill: currentColor; opacity: .75; }
.grid { stroke: var(--edge); }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin: 0; padding: 0; font-size: .85rem; }
.legend i { display: inline-block; width: .8rem; height: .2rem; margin-right: .35rem; vertical-align: middle; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; } pre { white-space: pre-wrap; }
"""


def render(report: dict, drawn: list) -> str:
    text = html.escape
    passed = report["passed"]
    body = [
        f"<h1>{text(report['scenario'])}</h1><p>First Served, load test of {text(report['startedAt'])}</p>",
        f'<p class="verdict {"good" if passed else "bad"}">{text(report["verdict"])}</p>',
        "<h2>Thresholds</h2>", _thresholds(report["thresholds"]),
        "<h2>Audit</h2>", f"<p>{text(report['audit']['summary'])}</p>",
        "<h2>Figures</h2>", _facts(report["figures"]),
    ]
    for table in report["tables"]:
        body += [f"<h2>{text(table['title'])}</h2>", grid(table["header"], table["rows"])]
        body.append(f"<p>{text(table['note'])}</p>")
    body += [f'<h2>Over time</h2><div class="charts">{"".join(drawn)}</div>']
    body += ["<h2>Cost by component</h2>", _components(report["components"])]
    body += ["<h2>Machine and versions</h2>", _facts(report["machine"])]
    body += ["<h2>Again</h2>", f"<pre>{text(report['command'])}</pre>"]
    title = f"{report['scenario']} · First Served load test"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{text(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style>{"".join(body)}</html>\n'
    )


def grid(header: list, rows: list) -> str:
    head = "".join(f"<th>{html.escape(str(cell))}</th>" for cell in header)
    lines = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{lines}</table>"


def _cell(value) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f'<td class="n">{number(value)}</td>'
    return f"<td>{html.escape(str(value))}</td>"


def _thresholds(thresholds: list) -> str:
    rows = [[t["what"], t["limit"], t["actual"], "kept" if t["kept"] else "BROKEN"] for t in thresholds]
    return grid(["what", "limit", "actual", ""], rows)


def _facts(facts: dict) -> str:
    return grid(["", ""], [[name, value] for name, value in facts.items()])


def _components(components: dict) -> str:
    header = ["component", "CPU seconds", "CPU seconds per 1,000 accepted", "peak memory, MiB"]
    rows = [
        [name, one["cpuSeconds"], one.get("per1000", "–"), one["peakBytes"] / 2**20]
        for name, one in components.items()
    ]
    return grid(header, rows)


def draw(timeline: list, samples: list) -> list:
    """Every chart that this run has data for."""
    kinds = sorted({kind for second in timeline for kind in second.counts})
    rates = {k: [(n, second.counts.get(k, 0)) for n, second in enumerate(timeline)] for k in kinds}
    p99 = {"p99": [(n, second.p99) for n, second in enumerate(timeline)]}
    return [
        charts.line_chart("Answers", "per second", rates),
        charts.line_chart("Latency as the users saw it", "p99 of each second, ms", p99),
        charts.line_chart("CPU", "cores used", _per_component(samples, _cores)),
        charts.line_chart("Memory", "resident, MiB", _per_component(samples, _megabytes)),
        charts.line_chart("Lag behind the log", "events", _meters(samples, "relay_lag_events", "projection_lag_events")),
        charts.line_chart("Age of the oldest event not projected", "seconds", _meters(samples, "projection_lag_seconds")),
        charts.line_chart("Waiting in the service", "requests", _meters(samples, "queue_depth", "gate_pending")),
        charts.line_chart("Java heap in use", "bytes", _meters(samples, "heap_bytes")),
    ]


def _cores(sample: dict, before: dict, name: str) -> float:
    return sample["cpu"].get(name, 0) / max(0.1, sample["at"] - before["at"])


def _megabytes(sample: dict, before: dict, name: str) -> float:
    return sample["bytes"].get(name, 0) / 2**20


def _per_component(samples: list, value) -> dict:
    names = sorted({name for sample in samples for name in sample["bytes"]})
    return {n: [(s["at"], value(s, b, n)) for b, s in zip(samples, samples[1:], strict=False)] for n in names}


def _meters(samples: list, *endings: str) -> dict:
    found = {}
    for sample in samples:
        for name, value in sample.get("meters", {}).items():
            if name.endswith(endings):
                found.setdefault(name, []).append((sample["at"], value))
    return found
