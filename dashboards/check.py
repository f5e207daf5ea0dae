#!/usr/bin/env python3
"""Checks the dashboards and the rules.

    dashboards/check.py                          form, links of panels and alerts, tests: needs nothing but Python
    dashboards/check.py --prometheus URL         and every expression, against a Prometheus that watches a
                                                 running system: it must be answered, the metrics it names must
                                                 be there with the labels it uses, and panels must show data

Exit status 0 only if nothing is wrong. What comes from an exporter that does not run there (no target of its
job) is counted as not checked and named.
"""

import argparse
import json
import pathlib
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
DOCS = ROOT / "docs" / "operating"

# The oldest schema that Grafana 12 does not have to migrate in ways that matter here.
SCHEMA_AT_LEAST = 39
COLUMNS = 24
# Whose metrics: prefix of the name -> job of prometheus.yml.
EXPORTERS = {"mysql_": "mysql", "redis_": "redis", "kafka_": "kafka", "haproxy_": "haproxy", "node_": "node"}
KAFKA_OF_CLIENTS = ("kafka_consumer_", "kafka_producer_")
# Counters and alerts that have no series while nothing is wrong, or nothing has a quota or a backlog.
MAY_BE_EMPTY = {
    "Sold out in": "nothing sells at this moment",
    "Refusals by reason": "nobody was refused",
    "Events in a batch": "nothing is projected at this moment",
    "Events in a commit": "nothing is appended at this moment",
    "Violations over time": "no audit yet",
    "Violations by promise": "no audit yet",
    "Age of the last proof": "no audit yet",
    "Memory": "this Redis has no limit",
}
# What MySQL has and MariaDB, which stands in for it without Docker, has not.
NOT_IN_MARIADB = {"mysql_global_status_innodb_os_log_fsyncs"}
# What a node publishes only where its database is a group of servers.
OF_A_GROUP = "coupon_mysql_group_"
KEYWORDS = {"and", "or", "unless", "by", "without", "on", "ignoring", "group_left", "group_right", "offset", "bool",
            "inf", "nan"}
GROUPING = re.compile(r"\b(by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)")
SELECTOR = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(\{[^}]*\})?(\s*\()?")
FENCED = re.compile(r"^```.*?^```", re.M | re.S)
MATCHER = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"')


def selectors(expression):
    """The (metric, {matchers}) pairs of a PromQL expression, and every label it groups by."""
    labels = {label.strip() for _, inside in GROUPING.findall(expression) for label in inside.split(",")} - {""}
    rest = re.sub(r"\[[^\]]*\]|\boffset\s+\w+", " ", GROUPING.sub(" ", expression))
    found = set()
    for name, braces, call in SELECTOR.findall(rest):
        if not call and name not in KEYWORDS:
            found.add((name, braces or ""))
    return found, labels


class Findings:
    def __init__(self):
        self.faults = []
        self.notes = []

    def expect(self, condition, text):
        if not condition:
            self.faults.append(text)
        return bool(condition)


# ---- form -------------------------------------------------------------------------------------------------


def anchors(page):
    heads = re.findall(r"^#+ +(.+)$", page.read_text(), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def check_link(url, where, findings):
    match = re.fullmatch(r"\$\{docs\}/([^#]+)(?:#(.+))?", url)
    if not findings.expect(match, f"{where}: link {url} does not begin with ${{docs}}"):
        return
    page = DOCS / match[1]
    if findings.expect(page.is_file(), f"{where}: no page {page.relative_to(ROOT)}") and match[2]:
        findings.expect(match[2] in anchors(page), f"{where}: no heading #{match[2]} in {match[1]}")


def check_panel(panel, where, findings):
    findings.expect(len(panel.get("description", "")) >= 20, f"{where}: no description")
    findings.expect(panel.get("fieldConfig", {}).get("defaults", {}).get("unit"), f"{where}: no unit")
    findings.expect(panel.get("links"), f"{where}: no link to its page")
    for link in panel.get("links", []):
        check_link(link["url"], where, findings)
    findings.expect(panel.get("targets"), f"{where}: no query")
    for source in [panel] + panel.get("targets", []):
        findings.expect(source.get("datasource", {}).get("uid") == "${datasource}", f"{where}: fixed datasource")
    custom = panel.get("fieldConfig", {}).get("defaults", {}).get("custom", {})
    findings.expect(panel["type"] != "timeseries" or custom.get("spanNulls") is False, f"{where}: draws a gap as a line")
    refs = [target["refId"] for target in panel.get("targets", [])]
    findings.expect(len(refs) == len(set(refs)), f"{where}: refIds repeat")


def check_grid(panels, where, findings):
    taken = {}
    for panel in panels:
        grid = panel["gridPos"]
        findings.expect(grid["x"] + grid["w"] <= COLUMNS, f"{where}: {panel['title']} is wider than the page")
        for x in range(grid["x"], grid["x"] + grid["w"]):
            for y in range(grid["y"], grid["y"] + grid["h"]):
                other = taken.setdefault((x, y), panel["title"])
                if other != panel["title"]:
                    findings.faults.append(f"{where}: {panel['title']} lies on {other}")
                    return


def check_dashboard(path, findings):
    text = path.read_text()
    board = json.loads(text)
    where = path.name
    findings.expect(text == json.dumps(board, indent=2, ensure_ascii=False) + "\n",
                    f"{where}: not in canonical form (two spaces, a newline at the end)")
    findings.expect(board.get("schemaVersion", 0) >= SCHEMA_AT_LEAST, f"{where}: old schema")
    findings.expect("id" not in board and "__inputs" not in board, f"{where}: exported for sharing, not for provisioning")
    findings.expect(board.get("uid") == "fs-" + path.stem, f"{where}: uid is not fs-{path.stem}")
    variables = {variable["name"]: variable["type"] for variable in board["templating"]["list"]}
    findings.expect(variables.get("datasource") == "datasource", f"{where}: no datasource variable")
    ids = [panel["id"] for panel in board["panels"]]
    findings.expect(len(ids) == len(set(ids)), f"{where}: panel ids repeat")
    check_grid(board["panels"], where, findings)
    queried = [panel for panel in board["panels"] if panel["type"] != "row"]
    for panel in queried:
        check_panel(panel, f"{where}: {panel['title']}", findings)
    return queried


def check_rules(findings):
    text = (HERE / "rules" / "alerts.yml").read_text()
    tests = "".join(path.read_text() for path in (HERE / "rules" / "tests").glob("*_test.yml"))
    alerts = re.split(r"^ +- alert: ", text, flags=re.M)[1:]
    for alert in alerts:
        name = alert.split("\n", 1)[0].strip()
        findings.expect(re.search(r"severity: (warning|critical)", alert), f"{name}: no severity")
        runbook = re.search(r"runbook: (docs/operating/runbooks/(\S+))", alert)
        if findings.expect(runbook, f"{name}: no runbook"):
            for page in (ROOT / runbook[1], DOCS / "ko" / "runbooks" / runbook[2]):
                if findings.expect(page.is_file(), f"{name}: no {page.relative_to(ROOT)}"):
                    findings.expect(name in page.read_text(), f"{name}: {page.relative_to(ROOT)} does not name it")
        board = re.search(r"dashboard: (\S+)", alert)
        findings.expect(board and (HERE / f"{board[1]}.json").is_file(), f"{name}: no such dashboard")
        for verdict in ("fires", "does not fire"):
            findings.expect(f'"{name} {verdict}:' in tests, f"{name}: no test in which it {verdict}")
        for page in (DOCS / "alerts.md", DOCS / "ko" / "alerts.md"):
            findings.expect(page.is_file() and f"`{name}`" in page.read_text(), f"{name}: not in {page.relative_to(ROOT)}")
    return len(alerts)


def check_twins(findings):
    """Every operating page is there in both languages."""
    for page in sorted(DOCS.rglob("*.md")):
        relative = page.relative_to(DOCS)
        twin = DOCS / (relative.relative_to("ko") if relative.parts[0] == "ko" else pathlib.Path("ko") / relative)
        findings.expect(twin.is_file(), f"{page.relative_to(ROOT)}: no {twin.relative_to(ROOT)}")


# ---- against a running system -----------------------------------------------------------------------------


class Prometheus:
    def __init__(self, url):
        self.url = url.rstrip("/")

    def get(self, path, **parameters):
        query = urllib.parse.urlencode(parameters, doseq=True)
        try:
            with urllib.request.urlopen(f"{self.url}/api/v1/{path}?{query}", timeout=10) as answer:
                return json.load(answer)["data"]
        except urllib.error.HTTPError as refused:
            raise ValueError(json.load(refused).get("error", str(refused))) from refused

    def query(self, expression):
        return self.get("query", query=expression)["result"]

    def is_mariadb(self):
        return bool(self.query('mysql_version_info{version=~".*MariaDB.*"}'))


def exporter_of(metric):
    if metric.startswith(KAFKA_OF_CLIENTS):
        return None
    return next((job for prefix, job in EXPORTERS.items() if metric.startswith(prefix)), None)


def check_metric(metric, matchers, prometheus, findings):
    series = prometheus.get("series", **{"match[]": metric})
    if not findings.expect(series, f"{metric}: no such metric in what the running system exposes"):
        return
    for label in sorted({label for label, _, _ in MATCHER.findall(matchers)}):
        findings.expect(any(label in one for one in series), f"{metric}: has no label {label}")
    exact = [(l, v) for l, op, v in MATCHER.findall(matchers) if op == "=" and l in ("le", "area", "state", "outcome")]
    for label, value in exact:
        findings.expect(any(one.get(label) == value for one in series), f"{metric}: never has {label}={value}")


def may_be_empty(panel, target, prometheus):
    """Why this query may have no answer: nothing is wrong, or another query of the panel answers in its place."""
    others = [other for other in panel["targets"] if other is not target] if panel["fieldConfig"]["overrides"] else []
    if any(prometheus.query(other["expr"]) for other in others):
        return "another query of the panel answers"
    return MAY_BE_EMPTY.get(panel["title"])


def check_expression(expression, legend, where, jobs, prometheus, findings, excuse):
    found, _ = selectors(expression)
    lacking = {metric for metric, _ in found} & NOT_IN_MARIADB
    if lacking and prometheus.is_mariadb():
        findings.notes.append(f"not checked, MariaDB has no {'/'.join(sorted(lacking))}: {where}")
        return False
    if any(metric.startswith(OF_A_GROUP) for metric, _ in found) and not prometheus.query(OF_A_GROUP + "primary"):
        findings.notes.append(f"not checked, the database here is one server: {where}")
        return False
    absent = {exporter_of(metric) for metric, _ in found} - {None} - jobs
    if absent:
        findings.notes.append(f"not checked, no {'/'.join(sorted(absent))} exporter here: {where}")
        return False
    for metric, matchers in found:
        if metric != "up" and ":" not in metric:
            check_metric(metric, matchers, prometheus, findings)
    try:
        result = prometheus.query(expression)
    except ValueError as refused:
        findings.faults.append(f"{where}: {refused}")
        return True
    if not result and excuse:
        findings.notes.append(f"no data now, {excuse}: {where}")
    elif findings.expect(result, f"{where}: no data: {expression}"):
        for label in re.findall(r"\{\{(\w+)\}\}", legend):
            findings.expect(any(label in one["metric"] for one in result), f"{where}: no label {label} for its legend")
    return True


def check_live(url, boards, findings):
    prometheus = Prometheus(url)
    jobs = {one["metric"]["job"] for one in prometheus.query("up == 1")}
    for side in ("command-side", "query-side"):
        findings.expect(side in jobs, f"Prometheus sees no {side}")
    checked = 0
    for board, panels in boards.items():
        for panel in panels:
            for target in panel["targets"]:
                where = f"{board}: {panel['title']}"
                checked += check_expression(target["expr"], target["legendFormat"], where, jobs, prometheus, findings,
                                            may_be_empty(panel, target, prometheus))
    for group in prometheus.get("rules")["groups"]:
        for rule in group["rules"]:
            where = f"rule {rule['name']}"
            findings.expect(rule["health"] == "ok", f"{where}: {rule['health']} {rule.get('lastError', '')}")
            checked += check_expression(rule["query"], "", where, jobs, prometheus, findings, "an alert does not fire, or nothing to record")
    print(f"{checked} expressions answered by Prometheus at {url}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--prometheus", metavar="URL")
    parser.add_argument("--quiet", action="store_true", help="do not list what could not be checked")
    options = parser.parse_args()
    findings = Findings()
    boards = {path.name: check_dashboard(path, findings) for path in sorted(HERE.glob("*.json"))}
    alerts = check_rules(findings)
    check_twins(findings)
    print(f"{len(boards)} dashboards, {sum(map(len, boards.values()))} panels, {alerts} alerts")
    if options.prometheus:
        check_live(options.prometheus, boards, findings)
    if not options.quiet:
        for note in sorted(set(findings.notes)):
            print("  ", note)
    for fault in dict.fromkeys(findings.faults):
        print("FAULT", fault, file=sys.stderr)
    sys.exit(1 if findings.faults else 0)


if __name__ == "__main__":
    main()
