#!/usr/bin/env python3
"""Shows that no panel looks healthy in a fault that concerns it, and all do in good health.

    dashboards/check_faults.py              needs promtool, 10 s
    dashboards/check_faults.py --grafana    also asks Grafana's own code: needs npm and Node.js 20; 30 s more at first

For each fault of faults.py every expression of the panels that judge is asked of Prometheus's own engine, after it
has evaluated the recording rules over the fault's series; looks.py says what Grafana makes of the answers. Exactly
the panels of CONCERNED must look other than good, half a minute and two minutes after the fault began. With --grafana
every look is compared with what Grafana's own code makes of the same answers.
"""

import argparse
import ast
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import faults
import looks

HERE = pathlib.Path(__file__).resolve().parent
AFTER = (30, 120)

AGES = {"projection-lag: How old is what the read model shows", "projection-lag: Where it waits",
        "projection-lag: Since when", "projection-lag: Catching up by", "projection-lag: Caught up in",
        "campaign-live: Read model behind by", "campaign-live: Issued against quota"}
SOLD = {"campaign-live: Sold out in"}
ISSUING = {"campaign-live: Coupons issued", "campaign-live: Answers"}
ANSWERS = {"campaign-live: Failures", "campaign-live: Answered within (p95)"}
VERDICT = {"audit: Verdict", "audit: Last proof", "audit: Violations by promise"}
PARKED = {"audit: Events parked"}
HEAD = {"audit: Events in the log"}
NODES = {"resources: Nodes and exporters"}
GROUP = {"resources: Group of databases"}
CONCERNED = {
    faults.HEALTHY: set(),
    faults.QUERY: AGES | SOLD | VERDICT | PARKED | NODES,
    faults.RELAY: AGES | SOLD,
    faults.PROJECTOR: AGES | SOLD,
    faults.BROKER: AGES | SOLD,
    faults.COMMAND: AGES | SOLD | ISSUING | ANSWERS | HEAD | NODES,
    faults.DATABASE: AGES | SOLD | ANSWERS | VERDICT | PARKED | HEAD | GROUP,
    faults.MEMBER: GROUP,
    faults.THROTTLED: GROUP,
    faults.WATCHER: AGES | SOLD,
    faults.NEVER: VERDICT,
    faults.INCOMPLETE: VERDICT,
    faults.VIOLATED: VERDICT,
    faults.HISTORY: VERDICT,
}

# What a panel has to say in words, or a figure that somebody who is alive measures.
SAID = [
    (faults.NEVER, "audit: Verdict", "no audit yet"),
    (faults.NEVER, "audit: Last proof", "never"),
    (faults.INCOMPLETE, "audit: Verdict", "INCOMPLETE"),
    (faults.INCOMPLETE, "audit: Verdict", "before: PROVEN"),
    (faults.VIOLATED, "audit: Verdict", "VIOLATED"),
    (faults.QUERY, "audit: Verdict", "last known: PROVEN"),
    (faults.HISTORY, "audit: Verdict", "last known: PROVEN"),
    (faults.HEALTHY, "audit: Verdict", "PROVEN"),
    (faults.HEALTHY, "campaign-live: Failures", "0"),
    (faults.HEALTHY, "projection-lag: Since when", "nothing waits"),
    (faults.HEALTHY, "projection-lag: Catching up by", "nothing to catch up"),
    (faults.HEALTHY, "projection-lag: Caught up in", "nothing to catch up"),
    (faults.RELAY, "projection-lag: Caught up in", "not at this pace"),
    (faults.DATABASE, "projection-lag: Where it waits", "not measured"),
    (faults.HEALTHY, "resources: Group of databases", "all take part"),
    (faults.HEALTHY, "resources: Group of databases", "not throttled"),
    (faults.DATABASE, "resources: Group of databases", "no majority"),
    (faults.MEMBER, "resources: Group of databases", "1 away"),
    (faults.THROTTLED, "resources: Group of databases", "throttled"),
]
# A lower limit of what time series draw two minutes after the fault began; None: they end there.
DRAWN = [
    (faults.QUERY, "projection-lag: Events waiting, by stage", 100_000),
    (faults.QUERY, "projection-lag: Age of the read model", 115),
    (faults.BROKER, "projection-lag: Events waiting, by stage", 100_000),
    (faults.DATABASE, "projection-lag: Age of the read model", 115),
    (faults.DATABASE, "projection-lag: Events waiting, by stage", None),
    (faults.WATCHER, "projection-lag: Age of the read model", 115),
    (faults.QUERY, "campaign-live: Issued, of the quota", None),
    (faults.DATABASE, "campaign-live: Issued, of the quota", None),
    (faults.WATCHER, "campaign-live: Coupons issued, in total", None),
    (faults.COMMAND, "campaign-live: Answers by outcome", None),
    (faults.NEVER, "audit: Violations over time", None),
    (faults.NEVER, "audit: Age of the last proof", None),
]


def boards():
    """By board and title, every panel."""
    found = {}
    for path in sorted(HERE.glob("*.json")):
        for panel in json.loads(path.read_text())["panels"]:
            if panel["type"] != "row":
                found[f"{path.stem}: {panel['title']}"] = panel
    return found


def ask(fault, expressions):
    """What Prometheus answers to each expression at each of AFTER: {(expression, after): [values]}.

    promtool prints what it got where that is not what was expected; nothing is expected.
    """
    asked = [(expression, after) for expression in expressions for after in AFTER]
    tests = [{"expr": expression, "eval_time": f"{faults.FAULT + after}s", "exp_samples": []} for expression, after in asked]
    file = {
        "rule_files": [str(HERE / "rules" / "recording.yml")],
        "evaluation_interval": f"{faults.STEP}s",
        "tests": [{"name": fault, "interval": f"{faults.STEP}s", "input_series": faults.System(fault).input_series(),
                   "promql_expr_test": tests}],
    }
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as written:
        json.dump(file, written)
        written.flush()
        ran = subprocess.run(["promtool", "test", "rules", written.name], capture_output=True, text=True, check=False)
    answers = {(expression, after): [] for expression, after in asked}
    answers.update(parsed(ran.stdout + ran.stderr))
    return answers


BLOCK = re.compile(r'expr: ("(?:[^"\\]|\\.)*"), time: (\w+),\s*exp:[^\n]*\n\s*got:(.*?)(?=\n\s*expr: "|\Z)', re.S)
# {labels} value, after any labels; some versions write it as Sample:"{labels} value".
VALUE = re.compile(r'\} ([^\s,"]+)')


def parsed(output):
    if re.search(r"\berr: |parse error|unmarshal", output):
        raise SystemExit(output)
    for expression, time, got in BLOCK.findall(output):
        samples = [float(value) for value in VALUE.findall(got)]
        if not samples:
            raise SystemExit(f"promtool's answer is not understood: {got}")
        yield (ast.literal_eval(expression), seconds(time) - faults.FAULT), samples


def seconds(text):
    units = {"h": 3600, "m": 60, "s": 1}
    return sum(int(number) * units[unit] for number, unit in re.findall(r"(\d+)([hms])", text))


def of(panel, answers, after):
    return {target["refId"]: answers[target["expr"], after] for target in panel["targets"]}


def check_looks(fault, panels, answers, seen, wrong):
    for name, panel in panels.items():
        for after in AFTER if looks.judges(panel) else ():
            answer = of(panel, answers, after)
            shown = looks.look(panel, answer)
            seen.append((f"{fault}, after {after} s: {name}", panel, answer))
            if looks.is_good(shown) == (name in CONCERNED[fault]):
                wrong.append(f"{fault}, after {after} s: {name} looks {'good' if looks.is_good(shown) else 'bad'}: {shown}")


def check_said(fault, panels, answers, wrong):
    for name, text in [(name, text) for of_fault, name, text in SAID if of_fault == fault]:
        shown = looks.look(panels[name], of(panels[name], answers, AFTER[-1]))
        if text not in [said for _, said, _ in shown]:
            wrong.append(f"{fault}: {name} does not say {text!r}: {shown}")


def check_drawn(fault, panels, answers, wrong):
    for name, least in [(name, least) for of_fault, name, least in DRAWN if of_fault == fault]:
        drawn = [value for values in of(panels[name], answers, AFTER[-1]).values() for value in values]
        if (max(drawn, default=0) < least) if least is not None else drawn:
            wrong.append(f"{fault}: {name} draws {drawn}, not {least or 'nothing'}")


def check_nothing(panels, wrong):
    """No value is never good, whatever the panel."""
    for name, panel in panels.items():
        if looks.judges(panel):
            for ref in ["", *(target["refId"] for target in panel["targets"])]:
                _, colour = looks.display(looks.configuration(panel, ref), None)
                if colour in looks.GOOD:
                    wrong.append(f"{name}: no value of query {ref!r} is {colour}")


def install_grafana():
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", HERE / "grafana"]
    subprocess.run(install, check=True)


def check_grafana(seen, wrong):
    """Grafana's own code sees what looks.py sees; figures as text excepted, which it writes with their units."""
    json_of = lambda value: None if value != value else value
    cases = [{"panel": panel, "answers": {ref: [json_of(value) for value in values] for ref, values in answer.items()}}
             for _, panel, answer in seen]
    ran = subprocess.run(["npm", "--silent", "--prefix", HERE / "grafana", "run", "looks"], input=json.dumps(cases), capture_output=True, text=True,
                         check=False)
    if ran.returncode != 0:
        raise SystemExit(f"Grafana's own code cannot be asked:\n{ran.stderr}")
    for (name, panel, answer), theirs in zip(seen, json.loads(ran.stdout), strict=True):
        ours = [(text, colour) for _, text, colour in looks.look(panel, answer)]
        if not same(ours, theirs):
            wrong.append(f"{name}: Grafana shows {theirs}, looks.py {ours}")
    print(f"{len(seen)} looks compared with Grafana's own code")


def same(ours, theirs):
    alike = lambda our, their: our[1] == their[1] and (is_figure(our[0]) or our[0] == their[0])
    return len(ours) == len(theirs) and all(alike(our, their) for our, their in zip(ours, theirs, strict=True))


def is_figure(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--grafana", action="store_true", help="compare with Grafana's own code")
    grafana = options.parse_args().grafana
    panels = boards()
    seen = []
    wrong = []
    check_nothing(panels, wrong)
    drawn = {name for _, name, _ in DRAWN}
    asked = {name: panel for name, panel in panels.items() if looks.judges(panel) or name in drawn}
    expressions = sorted({target["expr"] for panel in asked.values() for target in panel["targets"]})
    for fault in faults.ALL:
        answers = ask(fault, expressions)
        check_looks(fault, asked, answers, seen, wrong)
        check_said(fault, asked, answers, wrong)
        check_drawn(fault, asked, answers, wrong)
    if grafana:
        install_grafana()
        check_grafana(seen, wrong)
    judging = sum(looks.judges(panel) for panel in panels.values())
    print(f"{len(faults.ALL)} systems, {judging} panels that judge, {len(expressions)} expressions")
    for fault in wrong:
        print("FAULT", fault, file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
