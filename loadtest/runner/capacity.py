"""What one node can do in each mode, beside the floor and the naive baseline, with the cheap driver.

The system that runs is measured as it is, which is in gateway mode where ./first-served started it. For JWT mode a
second command node joins it, on the same servers, for as long as that is measured."""

from __future__ import annotations

import time

from . import load, signing
from .outcome import Outcome, Table, at_least
from .product import Unusable
from .second_node import SecondNode
from .signing import Signing
from .spike import run_k6
from .yardsticks import Yardstick

# A sixth of the time for each measurement, accepted and refused of each server; each has a warm-up before.
MINUTES = 2.0
WARM_UP_SECONDS = 30
# Some 300 bytes a token.
TOKENS_HEAP = ("-Xmx1g",)
# Before the first measurement a server is driven in rounds until its rate has stopped growing: on two cores
# that it shares with the driver and its own servers, a JVM compiles for more than a minute.
WARM_UP_ROUND_SECONDS = 20
WARM_UP_ROUNDS = 9
STILL_GROWING = 1.03
ROUNDS_WITHOUT_GROWTH = 2
SOLD_OUT_QUOTA = 100
STEP_SECONDS = 10
# Parts of the closed loop's rate, up to the first that is not sustained; twice of it never is.
STEPS = tuple(tenths / 10 for tenths in range(5, 21))
# A rate is sustained if this part of it is answered while it lasts, by the reference's thresholds.
ANSWERED_IN_TIME = 0.98
P95_LIMIT_MILLIS = 2_000
FAILED_LIMIT = 0.05
# ./first-served starts its nodes so, because only this machine can reach them.
SERVICE = "service, gateway mode"
FLOOR_SHARE = {"accepted": 0.4, "refused": 0.5}


def capacity(run) -> Outcome:
    if run.options.driver == "k6":
        return run_k6(run, "capacity", {"quota": None})
    results = {SERVICE: _measure(run, "service", run.options.target, run.create_campaign)}
    sustained = _search(run, results[SERVICE]["accepted"]["byKind"]["accepted"]["perSecond"])
    until = time.monotonic()
    for algorithm in run.options.jwt or ("HS256",):
        results[f"service, JWT mode, {algorithm}"] = _measure_jwt(run, algorithm)
    # What the service still has to project would cost the yardsticks their CPU.
    run.product.wait_until_quiet()
    for kind in () if run.options.no_yardsticks else ("floor", "naive"):
        with Yardstick(kind, run.options, run.folder) as yardstick:
            create = lambda name, terms: _create(yardstick, run, name, terms["quota"])  # noqa: B023, E731
            results[kind] = _measure(run, kind, [yardstick.target], create)
    outcome = _outcome(results, sustained)
    # The node in JWT mode is not sampled.
    outcome.costs_until, outcome.costs_of = until, "gateway mode"
    return outcome


def closed_loop(
    run, name: str, campaign: str, targets: list, seconds: float, keep_history: bool = True, tokens: tuple = ()
) -> dict:
    """As fast as the answers come, over the given number of connections."""
    return run.generator.driver(
        name, "--campaign", campaign, "--user-prefix", f"{run.id}-{name}-",
        "--connections", str(run.options.connections), "--warm-up", str(min(WARM_UP_SECONDS, seconds)),
        "--seconds", str(seconds), *tokens, targets=targets, keep_history=keep_history,
        java_options=TOKENS_HEAP if tokens else (),
    )


def warm_up(run, name: str, campaign: str, targets: list, tokens: tuple = ()) -> list:
    """Drives a server until it is as fast as it gets; the rates of the rounds, accepted per second."""
    rates, best, since = [], 0.0, 0
    while since < ROUNDS_WITHOUT_GROWTH and len(rates) < WARM_UP_ROUNDS:
        result = run.generator.driver(
            f"{name}-warm-up", "--campaign", campaign, "--user-prefix", f"{run.id}-{name}-w{len(rates)}-",
            "--connections", str(run.options.connections), "--warm-up", "0",
            "--seconds", str(WARM_UP_ROUND_SECONDS), *tokens, targets=targets, keep_history=False,
            java_options=TOKENS_HEAP if tokens else (),
        )
        rates.append(round(result["byKind"]["accepted"]["perSecond"]))
        since = 0 if rates[-1] > best * STILL_GROWING else since + 1
        best = max(best, rates[-1])
    return rates


def _measure_jwt(run, algorithm: str) -> dict:
    signed = signing.make(algorithm, run.folder)
    try:
        with SecondNode(run, f"jwt-{algorithm}", signed.environment) as node:
            node.wait_until_ready()
            return _measure(run, f"jwt-{algorithm}".lower(), [node.target], run.create_campaign, signed)
    finally:
        signed.key.unlink()


def _measure(run, kind: str, targets: list, create, signed: Signing | None = None) -> dict:
    seconds = (run.options.minutes or MINUTES) * 60 / 6
    mine = create == run.create_campaign
    tokens = lambda lasting, repeat: tuple(signed.arguments(lasting, repeat)) if signed else ()  # noqa: E731
    campaign = create(f"{kind}-warm-up", {"quota": None})
    found = {"warm-up": warm_up(run, kind, campaign, targets, tokens(WARM_UP_ROUND_SECONDS, False))}
    for what, quota in (("accepted", None), ("refused", SOLD_OUT_QUOTA)):
        if mine:
            # What the measurement before has left to project is not this one's cost.
            run.product.wait_until_quiet()
        campaign = create(f"{kind}-{what}", {"quota": quota})
        found[what] = closed_loop(
            run, f"{kind}-{what}", campaign, targets, seconds, mine,
            tokens(seconds + min(WARM_UP_SECONDS, seconds), quota is not None),
        )
    return found


def _create(yardstick: Yardstick, run, name: str, quota: int | None) -> str:
    campaign = f"lt-{name}-{run.id}"
    yardstick.create_campaign(campaign, quota)
    return campaign


def _search(run, maximum: float) -> list:
    """Steps of a fixed rate, up to the first that is not sustained: [(rate, result, sustained)]."""
    steps = []
    for part in STEPS:
        rate = max(1, round(maximum * part))
        campaign = run.create_campaign(f"step-{rate}", {"quota": None})
        result = run.generator.driver(
            f"step-{rate}", "--campaign", campaign, "--user-prefix", f"{run.id}-step-{rate}-",
            "--connections", str(run.options.connections), "--rate", str(rate), "--warm-up", "2",
            "--seconds", str(STEP_SECONDS), targets=run.options.target,
        )
        steps.append((rate, result, _is_sustained(rate, result)))
        if not steps[-1][2]:
            break
    return steps


def _is_sustained(rate: float, result: dict) -> bool:
    kinds = result["byKind"]
    accepted, bad = kinds["accepted"], kinds["failed"]["count"] + kinds["shed"]["count"]
    in_time = sum(second["counts"].get("accepted", 0) for second in result["timeline"][:STEP_SECONDS])
    return (
        in_time >= rate * STEP_SECONDS * ANSWERED_IN_TIME
        and accepted["p95Millis"] < P95_LIMIT_MILLIS
        and bad <= FAILED_LIMIT * (bad + accepted["count"])
    )


def _outcome(results: dict, steps: list) -> Outcome:
    outcome = Outcome(raw={"capacity": results}, timeline=load.timeline(results[SERVICE]["accepted"]))
    outcome.tables = [_comparison(results), _warm_up(results), _steps(steps)]
    services = {kind: found for kind, found in results.items() if kind.startswith("service")}
    for kind, found in services.items():
        _judge(outcome, kind, found, results.get("floor"))
    outcome.figures[f"{SERVICE}: highest sustained rate"] = max((rate for rate, _, good in steps if good), default=0)
    outcome.figures["issued"] = sum(
        found[what]["byKind"]["accepted"]["count"] for found in services.values() for what in FLOOR_SHARE
    ) + sum(result["byKind"]["accepted"]["count"] for _, result, _ in steps)
    return outcome


def _judge(outcome: Outcome, kind: str, found: dict, floor: dict | None) -> None:
    for what, share in FLOOR_SHARE.items():
        rate = found[what]["byKind"][what]["perSecond"]
        outcome.figures[f"{kind}: {what} per second"] = rate
        if floor is None:
            continue
        part = rate / _floor_rate(floor, what)
        outcome.figures[f"{kind}: {what}, part of the floor"] = part
        # What RS256 and ES256 cost is arithmetic, of which the floor does none.
        if not kind.endswith(("RS256", "ES256")):
            outcome.thresholds.append(at_least(f"{kind}: {what} per second / the floor's", part, share))


def _floor_rate(floor: dict, what: str) -> float:
    rate = floor[what]["byKind"][what]["perSecond"]
    if rate == 0:
        raise Unusable("the floor server gave no answers: see floor.log in the report's folder")
    return rate


def _comparison(results: dict) -> Table:
    rows = []
    for kind, found in results.items():
        row = [kind]
        for what in ("accepted", "refused"):
            latency = found[what]["byKind"][what]
            row += [round(latency["perSecond"]), latency["p50Millis"], latency["p99Millis"]]
        failed = sum(
            found[what]["byKind"][kind_of]["count"] for what in FLOOR_SHARE for kind_of in ("failed", "shed")
        )
        rows.append([*row, failed])
    header = ["", "accepted/s", "p50, ms", "p99, ms", "refused/s", "p50, ms", "p99, ms", "failed or shed"]
    note = (
        "Closed loop, one run, one machine, driver included. Refused: a campaign that is sold out. JWT mode: each user has "
        "a token, made before; floor and naive baseline check none."
    )
    return Table("Service in each mode, floor and naive baseline", header, rows, note)


def _warm_up(results: dict) -> Table:
    rows = [[kind, " ".join(f"{rate:,}" for rate in found["warm-up"])] for kind, found in results.items()]
    note = f"Rounds of {WARM_UP_ROUND_SECONDS} s before the measurement, until the rate has stopped growing."
    return Table("Warming up", ["", "accepted/s, round by round"], rows, note)


def _steps(steps: list) -> Table:
    rows = [
        [rate, r["byKind"]["accepted"]["perSecond"], r["byKind"]["accepted"]["p95Millis"],
         r["byKind"]["accepted"]["p99Millis"], "yes" if good else "no"]
        for rate, r, good in steps
    ]
    note = "Open loop; latency counts from when the request was due."
    return Table("Rates that the service sustains, gateway mode", ["offered/s", "answered/s", "p95, ms", "p99, ms", "sustained"], rows, note)
