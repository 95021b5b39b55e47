"""The flow from teams over touchpoints to stages, as a Plotly figure built as a plain dictionary.

Bars and ribbons are a Sankey with places of its own, the names are written beside them: as labels
of the Sankey they would lie on the ribbons.
"""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any, Protocol

from cxdata.charts.palette import Palette
from cxdata.charts.wording import listed

LEFT, MIDDLE, RIGHT = 0, 1, 2
ACROSS = {LEFT: 0.004, MIDDLE: 0.5, RIGHT: 0.996}
COLUMNS = (LEFT, MIDDLE, RIGHT)
THICK, LINE, GAP = 10, 19, 6  # pixels: of a bar, of a line of text, between bars
ROOMY, TIGHT, FEW = 38, 26, 14  # pixels of height for each bar, with so few of them or more
LONGEST = 34  # letters of a name beside the picture
MARGIN = {"r": 170, "t": 10, "b": 10, "pad": 0}
LETTER = 7  # pixels of a letter of a name, generously
EDGE = 20  # pixels above and below together
TOLD = 3
LEGEND = (
    "A team is as wide as its work, each as wide as the others. Colour: distance of the touchpoint "
    "or stage to its target, by the stage's own measure; grey where that may be chance, or no "
    "target is set. Figures: NPS, at stages their own measure."
)


class Node(Protocol):
    """A bar: reports.line_of_sight_flow.Node."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def column(self) -> int: ...
    @property
    def score(self) -> str: ...
    @property
    def tint(self) -> int | None: ...


class Ribbon(Protocol):
    """So much work between two bars: reports.line_of_sight_flow.Ribbon."""

    @property
    def source(self) -> int: ...
    @property
    def target(self) -> int: ...
    @property
    def weight(self) -> float: ...
    @property
    def tint(self) -> int: ...
    @property
    def words(self) -> str: ...


class Flow(Protocol):
    """The picture: reports.line_of_sight_flow.Flow."""

    @property
    def nodes(self) -> Sequence[Node]: ...
    @property
    def ribbons(self) -> Sequence[Ribbon]: ...


def figure(flow: Flow, palette: Palette) -> dict[str, Any]:
    """The flow; a bar without a place on the left is neutral, the others carry their tint."""
    high = height(flow)
    middle, gap = _places(flow, high - EDGE) if flow.ribbons else ([], 0.0)
    colours = [palette.tint(n.tint) if n.tint else palette.neutral for n in flow.nodes]
    sankey = {
        "type": "sankey",
        "arrangement": "fixed",
        "domain": {"x": [0, 1], "y": [0, 1]},
        "node": {
            "x": [ACROSS[node.column] for node in flow.nodes],
            "y": middle,
            "pad": gap,
            "thickness": THICK,
            "line": {"width": 0},
            "color": colours,
            "label": ["" for _ in flow.nodes],
            "customdata": [escape(f"{n.name} {n.score}".strip()) for n in flow.nodes],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        "link": {
            "source": [r.source for r in flow.ribbons],
            "target": [r.target for r in flow.ribbons],
            "value": [r.weight for r in flow.ribbons],
            "color": [_faded(palette, r.tint) for r in flow.ribbons],
            "customdata": [escape(r.words) for r in flow.ribbons],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    }
    return {"data": [sankey], "layout": _layout(flow, palette, middle, high)}


def in_words(flow: Flow) -> str:
    """The flow's alternative text: what each bar on the left reaches most."""
    if not flow.ribbons:
        return "No work reaches a touchpoint yet."
    said = []
    for i, node in enumerate(flow.nodes):
        ribbons = sorted((r for r in flow.ribbons if r.source == i), key=lambda r: -r.weight)
        if node.column == LEFT and ribbons:
            most = [_scored(flow.nodes[r.target]) for r in ribbons[:TOLD]]
            rest = f" and {len(ribbons) - TOLD} more" if len(ribbons) > TOLD else ""
            said.append(f"{node.name} reaches {', '.join(most) if rest else listed(most)}{rest}.")
    return " ".join(said)


def height(flow: Flow) -> int:
    """Pixels: room for a line of text at every bar of the longest column, and for the work."""
    most = max((sum(n.column == c for n in flow.nodes) for c in COLUMNS), default=0)
    return round(max(220, EDGE + most * (ROOMY if most <= FEW else TIGHT)))


def _sizes(flow: Flow) -> list[float]:
    """How much work passes each bar."""
    out, into = [0.0] * len(flow.nodes), [0.0] * len(flow.nodes)
    for ribbon in flow.ribbons:
        out[ribbon.source] += ribbon.weight
        into[ribbon.target] += ribbon.weight
    return [max(pair) for pair in zip(out, into, strict=True)]


def _scale(columns: Sequence[Sequence[tuple[float, int]]], room: float) -> float:
    """Pixels of a bar for one team's work, so that each bar has room for its lines of text."""
    low, high = 0.0, room / max(max(sum(s for s, _ in held) for held in columns), 1e-9)
    for _ in range(40):
        middle = (low + high) / 2
        fits = all(sum(_slot(middle * s, k) for s, k in held) <= room for held in columns)
        low, high = (middle, high) if fits else (low, middle)
    return low


def _slot(bar: float, lines: int) -> float:
    """A bar with the gap that follows it, or the lines of text beside it."""
    return max(bar + GAP, LINE * lines)


def _written(node: Node) -> list[str]:
    """A name in as many lines as there is room for."""
    most = 2 if node.column == LEFT else 1
    return wrap(node.name, LONGEST, max_lines=most, placeholder="…")


def _places(flow: Flow, room: float) -> tuple[list[float], float]:
    """The middle of each bar, 0 above to 1 below, and the gap that makes Plotly draw them so."""
    size = _sizes(flow)
    columns = [[i for i, n in enumerate(flow.nodes) if n.column == c] for c in COLUMNS]
    held = [column for column in columns if column]
    lines = [len(_written(node)) for node in flow.nodes]
    scale = _scale([[(size[i], lines[i]) for i in column] for column in held], room)
    places = [0.5] * len(flow.nodes)
    for column in held:
        slots = [_slot(scale * size[i], lines[i]) for i in column]
        gap = (room - sum(slots)) / len(column)
        top = gap / 2
        for i, slot in zip(column, slots, strict=True):
            places[i] = min(max((top + slot / 2) / room, 0.001), 0.999)
            top += slot + gap
    # Plotly scales bars so that the longest column fills the height with its gaps.
    most = max(held, key=len)
    spare = room - scale * sum(size[i] for i in most)
    return places, spare / max(len(most) - 1, 1)


def _layout(flow: Flow, palette: Palette, middle: Sequence[float], high: int) -> dict[str, Any]:
    return {
        "height": high,
        "margin": {"l": _left(flow), **MARGIN},
        "font": {"color": palette.ink, "size": 13, "family": "Source Sans, sans-serif"},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "hoverlabel": {"bgcolor": palette.card, "bordercolor": palette.line,
                       "font": {"color": palette.ink}},
        "annotations": [
            _label(node, y, palette) for node, y in zip(flow.nodes, middle, strict=True)
        ],
    }  # fmt: skip


def _left(flow: Flow) -> int:
    """Pixels for the names on the left: no more than the longest line, a telephone is narrow."""
    lines = [line for node in flow.nodes if node.column == LEFT for line in _written(node)]
    return THICK + 6 + LETTER * max((len(line) for line in lines), default=0)


def _label(node: Node, y: float, palette: Palette) -> dict[str, Any]:
    """A name beside its bar: outside on the left and right, over pale ribbons in the middle."""
    name = "<br>".join(escape(line) for line in _written(node))
    score = f"  <b>{escape(node.score)}</b>" if node.score else ""
    left = node.column == LEFT
    return {
        "x": ACROSS[node.column],
        "y": 1 - y,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "right" if left else "left",
        "yanchor": "middle",
        "xshift": -THICK - 2 if left else THICK + 2,
        "text": f"{name}{score}",
        "showarrow": False,
        "align": "right" if left else "left",
        "font": {"color": palette.ink, "size": 13},
    }


def _scored(node: Node) -> str:
    return f"{node.name} ({node.score})" if node.score else node.name


def _faded(palette: Palette, tint: int) -> str:
    """A ribbon's colour, pale enough for names to be read over it."""
    colour = palette.tint(tint) if tint else palette.neutral
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{0.3 if tint else 0.28:g})"
