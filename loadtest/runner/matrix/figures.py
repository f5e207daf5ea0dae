"""What the buyers saw, second by second: the longest time without a 201, and when the rate was back."""

from __future__ import annotations

BACK_AT_SHARE = 0.9
# A rate is what this many seconds bring, so that one lucky second is no recovery.
WINDOW_SECONDS = 2


def rate_before(accepted: list, strike: int) -> float:
    """Coupons a second before the strike; the first second, in which connections open, is left out."""
    calm = accepted[1:strike] or accepted[:strike]
    return sum(calm) / len(calm) if calm else 0.0


def longest_gap(accepted: list, strike: int) -> int:
    """The most whole seconds in a row without a 201, from the strike on."""
    longest = run = 0
    for count in accepted[strike:]:
        run = 0 if count else run + 1
        longest = max(longest, run)
    return longest


def back_after(accepted: list, strike: int, healed: float) -> float | None:
    """Seconds from the cure until the rate was 90 % of the one before, and stayed; 0 if it never fell, None if never."""
    wanted = BACK_AT_SHARE * rate_before(accepted, strike)
    starts = range(strike, len(accepted) - WINDOW_SECONDS + 1)
    low = [second for second in starts if sum(accepted[second:second + WINDOW_SECONDS]) / WINDOW_SECONDS < wanted]
    if not low:
        return 0.0
    back = low[-1] + 1
    return None if back + WINDOW_SECONDS > len(accepted) else max(0.0, back - healed)
