"""What a thousand coupons cost, by component, while they are issued at full rate."""

from __future__ import annotations

from .outcome import Table

# Stretches that are slower than this part of the typical one are warming up, refusals or the end.
FULL_RATE = 0.8
# With fewer the CPU clock's hundredths of a second would be seen.
FEWEST_EVENTS = 10_000


def at_full_rate(samples: list, whose: str = "") -> Table | None:
    """From one look at the log's head to the next, for the stretches at full rate together."""
    stretches = _stretches(samples)
    typical = _typical_rate(stretches)
    full = [(events, cpu) for events, seconds, cpu in stretches if events > 0 and events / seconds >= FULL_RATE * typical]
    events = sum(events for events, _ in full)
    if events < FEWEST_EVENTS:
        return None
    names = sorted({name for _, cpu in full for name in cpu})
    rows = [[name, 1000 * sum(cpu.get(name, 0) for _, cpu in full) / events] for name in names]
    rows.append(["all together", sum(row[1] for row in rows)])
    note = (
        f"{events:,.0f} events, the stretches of the run with at least {FULL_RATE:.0%} of the rate at which its "
        f"median event was issued, {typical:,.0f}/s."
    )
    return Table(f"Cost of 1,000 coupons at full rate{whose and ', ' + whose}", ["", "CPU seconds"], rows, note)


def _typical_rate(stretches: list) -> float:
    """At which the median event was issued; the highest would be that of a machine's few best seconds."""
    by_rate = sorted((events / seconds, events) for events, seconds, _ in stretches)
    half = sum(events for _, events in by_rate) / 2
    for rate, events in by_rate:
        half -= events
        if half <= 0:
            return rate
    return 0


def _stretches(samples: list) -> list:
    """[(events, seconds, CPU seconds by component)], one for each two scrapes after another."""
    found, begun, cpu = [], None, {}
    for sample in samples:
        for name, seconds in sample["cpu"].items():
            cpu[name] = cpu.get(name, 0) + seconds
        head = sample.get("meters", {}).get("coupon_log_head")
        if head is None:
            continue
        if begun is not None and sample["at"] > begun[0]:
            found.append((head - begun[1], sample["at"] - begun[0], cpu))
        begun, cpu = (sample["at"], head), {}
    return found
