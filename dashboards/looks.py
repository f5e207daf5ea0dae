"""What Grafana makes of an answer: the text and the colour of each figure of a panel.

Follows Grafana's own order (its displayProcessor.ts; check_faults.py --grafana compares the two): a value mapping
first; else the threshold, or a fixed colour; a panel without any answer is shown as the value null, whose colour,
unless it is mapped, is the base threshold's.
"""

import math

# Panels that judge by colour. The lines of a time series do not: there, no answer is a gap.
JUDGING = ("stat", "gauge", "bargauge", "state-timeline")
GOOD = {"green", "blue"}


def judges(panel):
    return panel["type"] in JUDGING


def _is_none(value):
    return value is None or math.isnan(value)


def _matches(mapping, value):
    options = mapping["options"]
    if mapping["type"] == "value":
        return None if _is_none(value) else options.get(f"{value:g}")
    if mapping["type"] == "range":
        return options["result"] if not _is_none(value) and options["from"] <= value <= options["to"] else None
    return options["result"] if mapping["type"] == "special" and "null" in options["match"] and _is_none(value) else None


def _threshold(steps, value):
    colour = steps[0]["color"]
    for step in steps[1:]:
        if not _is_none(value) and value >= step["value"]:
            colour = step["color"]
    return colour


def configuration(panel, ref):
    """The defaults of a panel's fields with the overrides for one of its queries."""
    config = dict(panel["fieldConfig"]["defaults"])
    for override in panel["fieldConfig"]["overrides"]:
        if override["matcher"] == {"id": "byFrameRefID", "options": ref}:
            config.update({entry["id"]: entry["value"] for entry in override["properties"]})
    return config


def display(config, value):
    """The text and the colour of one value; None is no value."""
    found = next((result for result in (_matches(one, value) for one in config["mappings"]) if result), {})
    text = found.get("text") or (config.get("noValue", "") if _is_none(value) else f"{value:g}")
    fixed = config["color"].get("fixedColor") if config["color"]["mode"] == "fixed" else None
    return text, found.get("color") or fixed or _threshold(config["thresholds"]["steps"], value)


def look(panel, answers):
    """What a panel shows: (query, text, colour) of each figure. `answers`: by refId, the list of values."""
    shown = [(ref, *display(configuration(panel, ref), value)) for ref, values in answers.items() for value in values]
    return shown or [("", *display(panel["fieldConfig"]["defaults"], None))]


def is_good(shown):
    return all(colour in GOOD for _, _, colour in shown)
