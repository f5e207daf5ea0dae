"""Line charts as inline SVG: no script, no network, readable in light and dark."""

from __future__ import annotations

import html
import math

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 56, 12, 10, 28
PALETTE = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#999999")
GRID_LINES = 4


def line_chart(title: str, unit: str, series: dict) -> str:
    """`series` is name -> [(seconds, value)]. Empty where there is nothing to draw."""
    series = {name: points for name, points in series.items() if points}
    if not series:
        return ""
    last = max(at for points in series.values() for at, _ in points) or 1
    top = nice(max(value for points in series.values() for _, value in points))
    lines = [
        _line(points, PALETTE[n % len(PALETTE)], last, top, name)
        for n, (name, points) in enumerate(series.items())
    ]
    return (
        f'<figure><figcaption>{html.escape(title)} <small>{html.escape(unit)}</small></figcaption>'
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{html.escape(title)}">'
        f'{_grid(last, top)}{"".join(lines)}</svg>{_legend(series)}</figure>'
    )


def nice(value: float) -> float:
    """The next of 1, 2, 5 times a power of ten."""
    if value <= 0:
        return 1
    power = 10 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 5, 10) if value <= step * power)


def _x(at: float, last: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * at / last


def _y(value: float, top: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top


def _line(points: list, colour: str, last: float, top: float, name: str) -> str:
    path = " ".join(f"{_x(at, last):.1f},{_y(value, top):.1f}" for at, value in points)
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.6">'
        f"<title>{html.escape(name)}</title></polyline>"
    )


def _grid(last: float, top: float) -> str:
    parts = []
    for n in range(GRID_LINES + 1):
        value, at = top * n / GRID_LINES, last * n / GRID_LINES
        y, x = _y(value, top), _x(at, last)
        parts.append(f'<line class="grid" x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{short(value)}</text>')
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - 8}" text-anchor="middle">{at:.0f} s</text>')
    return "".join(parts)


def short(value: float) -> str:
    for limit, suffix in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= limit:
            return f"{value / limit:g}{suffix}"
    return f"{value:g}"


def _legend(series: dict) -> str:
    items = (
        f'<li><i style="background:{PALETTE[n % len(PALETTE)]}"></i>{html.escape(name)}</li>'
        for n, name in enumerate(series)
    )
    return f'<ul class="legend">{"".join(items)}</ul>'
