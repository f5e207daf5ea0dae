"""The same load over one node, over two, over all that are named by --target.

Where the nodes share a machine they share its cores, so more of them cannot do more; what is seen is what several
writers of one log, and several clients of one gate, cost each other."""

from __future__ import annotations

from . import growth
from .capacity import SOLD_OUT_QUOTA, closed_loop, warm_up
from .outcome import Outcome
from .product import Unusable

SECONDS = 15


def nodes(run) -> Outcome:
    targets = run.options.target
    if len(targets) < 2:
        raise Unusable("nodes needs --target for each node: ./first-served up --ha starts two and says where they listen")
    warm_up(run, "nodes", run.create_campaign("nodes-warm-up", {"quota": None}), targets)
    # One node comes again at the end, so that what is compared with it lies between.
    counts = [*range(1, len(targets) + 1), 1]
    measured = [_measure(run, place, targets[:count]) for place, count in enumerate(counts, 1)]
    note = f"Closed loop, {run.options.connections} connections dealt out over the nodes, {SECONDS} s each."
    return growth.outcome("Growth with nodes", "nodes", measured, note)


def _measure(run, place: int, targets: list) -> growth.Measured:
    results = []
    for what, quota in (("accepted", None), ("refused", SOLD_OUT_QUOTA)):
        run.product.wait_until_quiet()
        name = f"nodes-{place}-{what}"
        results.append(closed_loop(run, name, run.create_campaign(name, {"quota": quota}), targets, SECONDS))
    return growth.Measured(len(targets), *results)
