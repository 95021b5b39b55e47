"""The funnel: how far chance alone takes teams from their peers, the farther the fewer answers.

A Plotly figure built as a plain dictionary.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Any

from cxdata.charts.canvas import axes, canvas
from cxdata.charts.palette import Palette
from cxdata.charts.team_shapes import Group, Placed
from cxdata.charts.trend import faded
from cxdata.charts.wording import counted, signed

Trace = dict[str, Any]
HEIGHT = 340
FEWEST_TICKS = 3
LABELS = 6  # teams that are named in the picture; the others say their name when pointed at
TINTS = {"above": 3, "below": -3}


def figure(group: Group, palette: Palette) -> dict[str, Any]:
    """Adjusted score by answers, the group's score, and its 95 and 99.8 % limits."""
    return {
        "data": [*_lines(group, palette), _dots(group, palette)],
        "layout": _layout(group, palette),
    }


def in_words(group: Group) -> str:
    """What the funnel shows: who lies outside of which limits."""
    rows = _placed(group)
    out = [row for row in rows if row.outside]
    if not rows:
        return "No team can be placed in the funnel."
    if not out:
        return f"All {len(rows)} teams of {group.name} lie within the 95 % limits of chance."
    told = [
        f"{row.name} lies {'over' if (row.adjusted or 0) > group.centre else 'under'} the "
        f"{row.outside:g} % limits ({signed(row.adjusted or 0.0)})."
        for row in out
    ]
    return f"{' '.join(told)} The other {len(rows) - len(out)} of {group.name} lie within them."


def legend(group: Group) -> str:
    """What lines and dots stand for."""
    if not _placed(group):
        return ""
    return (
        f"Middle line: the usual team, {signed(group.centre)}. Band: where chance, and what such "
        f"teams differ by anyway, keep 95 in 100{_outer(group)}. Answers count for less where "
        "peers met few customers like a team's own."
    )


def _outer(group: Group) -> str:
    """What the dotted lines are, where the picture reaches as far as one of them."""
    low, high = _ends(group)
    ends = (end for at in group.limits for end in (at.low998, at.high998))
    return "; dotted: 998 in 1,000" if any(low < end < high for end in ends) else ""


def _placed(group: Group) -> list[Placed]:
    return [r for r in group.teams if r.weight is not None and r.adjusted is not None]


def _lines(group: Group, palette: Palette) -> list[Trace]:
    n = [limit.n for limit in group.limits]
    band = {
        "type": "scatter",
        "x": n + n[::-1],
        "y": [at.low95 for at in group.limits] + [at.high95 for at in reversed(group.limits)],
        "fill": "toself",
        "fillcolor": faded(palette.muted, 0.14),
        "line": {"width": 0},
        "mode": "lines",
        "hoverinfo": "skip",
    }
    # One trace for every line that looks alike: each costs a millisecond a run.
    outer = [at.low998 for at in group.limits], [at.high998 for at in group.limits]
    dashed = {
        "type": "scatter",
        "x": [*n, None, *n],
        "y": [*outer[0], None, *outer[1]],
        "mode": "lines",
        "line": {"color": palette.muted, "width": 1, "dash": "dot"},
        "hoverinfo": "skip",
    }
    return [band, dashed]


def _dots(group: Group, palette: Palette) -> Trace:
    rows = _placed(group)
    named = {r.id for r in sorted(rows, key=lambda r: -r.outside)[:LABELS] if r.outside}
    some = not all(row.chosen for row in rows)
    named |= {row.id for row in [r for r in rows if some and r.chosen][:LABELS]}
    return {
        "type": "scatter",
        "x": [row.weight for row in rows],
        "y": [row.adjusted for row in rows],
        "mode": "markers+text",
        "text": [escape(row.name) if row.id in named else "" for row in rows],
        "textposition": "top center",
        "textfont": {"color": palette.ink, "size": 13},
        "cliponaxis": False,
        "hovertext": [_hover(row) for row in rows],
        "hoverinfo": "text",
        "marker": {
            "color": [_colour(row, palette) for row in rows],
            "size": [11 if row.chosen else 7 for row in rows],
            "line": {"color": palette.background, "width": 1},
        },
    }


def _colour(row: Placed, palette: Palette) -> str:
    tint = TINTS.get(row.band)
    return palette.muted if tint is None else palette.tint(tint)


def _hover(row: Placed) -> str:
    return (
        f"<b>{escape(row.name)}</b><br>{signed(row.adjusted or 0.0)} adjusted, "
        f"{counted(row.figure.n)}<br>{row.words}"
    )


def _layout(group: Group, palette: Palette) -> dict[str, Any]:
    axis = axes(palette) | {"showline": False}
    return {
        **canvas(palette, HEIGHT, (44, 16, 20, 48)),
        "xaxis": {**axis, **_across(group), "showgrid": False},
        "yaxis": {**axis, **_up(group), "gridcolor": palette.line},
        "shapes": [
            {
                "type": "line",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": group.centre,
                "y1": group.centre,
                "line": {"color": palette.muted, "width": 1},
            }
        ],
    }


def _across(group: Group) -> dict[str, Any]:
    """Answers on a logarithmic axis, with round numbers at its ticks."""
    title = {"text": "answers that count", "font": {"size": 13}}
    if not group.limits:
        return {"type": "log", "title": title}
    low, high = group.limits[0].n, group.limits[-1].n
    ticks = _round(low, high, (1, 2, 5))
    if len(ticks) < FEWEST_TICKS:
        ticks = _round(low, high, (1, 1.5, 2, 3, 4, 5, 6, 8))
    return {
        "type": "log",
        "title": title,
        "range": [math.log10(low), math.log10(high)],
        "tickvals": ticks,
        "ticktext": [f"{tick:,.0f}" for tick in ticks],
    }


def _round(low: float, high: float, firsts: Sequence[float]) -> list[float]:
    """Round numbers of every power of ten between two ends."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    found = (first * 10**power for power in powers for first in firsts)
    return [number for number in found if low <= number <= high]


def _ends(group: Group) -> tuple[float, float]:
    """Every team and the 95 % limits; the outer ones may leave the picture."""
    seen = [row.adjusted or 0.0 for row in _placed(group)] + [group.centre]
    seen += [end for at in group.limits for end in (at.low95, at.high95)]
    return max(-100.0, min(seen) - 4), min(100.0, max(seen) + 6)


def _up(group: Group) -> dict[str, Any]:
    low, high = _ends(group)
    step = 10 if high - low <= 70 else 20
    ticks = range(math.ceil(low / step) * step, math.floor(high) + 1, step)
    return {
        "range": [low, high],
        "tickvals": list(ticks),
        "ticktext": [signed(float(tick)) for tick in ticks],
    }
