"""The catalogue: what can be run, and with what by default."""

from __future__ import annotations

from dataclasses import dataclass

from .campaign_size import campaign_size
from .capacity import capacity
from .cold_start import cold_start
from .freshness import freshness
from .nodes import nodes
from .overload import overload
from .profile import profile
from .spike import reference_spike, soak
from .stampede import stampede


@dataclass(frozen=True)
class Scenario:
    """What it does in a line, who applies it by default, and how."""

    says: str
    driver: str
    run: object


SCENARIOS = {
    "spike-limited": Scenario(
        "the reference's seven stages on 1,000 coupons", "k6", reference_spike("spike-limited", 1000)
    ),
    "spike-unlimited": Scenario(
        "the same on a campaign without a quota", "k6", reference_spike("spike-unlimited", None)
    ),
    "spike-first-run": Scenario(
        "the reference's first run: a peak of 200 requests a second", "k6", reference_spike("spike-first-run", 1000)
    ),
    "stampede": Scenario("--users at the same instant, each asking twice", "java", stampede),
    "capacity": Scenario("the highest rate, beside the floor and the naive baseline", "java", capacity),
    "campaign-size": Scenario(
        "what a campaign costs that has given out 1,000 to 1,000,000 coupons already", "java", campaign_size
    ),
    "nodes": Scenario("the same load over one node, and over all that are named by --target", "java", nodes),
    "overload": Scenario("three times capacity (--rate, else measured first)", "java", overload),
    "profile": Scenario("where the command side's CPU goes, issuing and refusing at full rate", "java", profile),
    "freshness": Scenario(
        "how far the read model is behind at 80 % of capacity and at 300/s, and how fast it catches up", "java",
        freshness,
    ),
    "soak": Scenario("--rate for --minutes, with memory and lag over time", "k6", soak),
    "cold-start": Scenario("a node just started, hit with 1,000 requests a second", "java", cold_start),
}
