"""Teams that are not compared: each one's own chart, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence

from cxdata.charts import small_multiples
from cxdata.charts.svg import Mark, Markup, tag
from cxdata.charts.team_shapes import Alone
from cxdata.charts.wording import counted, measured

UNDRAWN = "no period of it can be shown beside the others"
ARROWS = {"up": "▲ ", "down": "▼ "}


def mark(rows: Sequence[Alone], low: float, high: float) -> Mark:
    """A panel a team, in the order given; its name can be pressed (data-team holds its id)."""
    panels = (_panel(row, low, high) for row in rows)
    return Mark(tag("div", *panels, class_="cx-panels", role="list"), in_words(rows))


def in_words(rows: Sequence[Alone]) -> str:
    """The panels in sentences, a team each."""
    return " ".join(
        f"{row.name}: {measured(row.figure)}; {_moved(row)}; {row.aim}." for row in rows
    )


def _moved(row: Alone) -> str:
    said = f"{ARROWS.get(row.change.verdict, '')}{row.change.words}"
    return f"{said} · shifted {row.since}" if row.since else said


def _drawn(row: Alone) -> bool:
    """Is there any period to draw?"""
    return any(point.figure.value is not None for point in row.points)


def _panel(row: Alone, low: float, high: float) -> Markup:
    name = tag("button", row.name, type="button", data_team=row.id, class_="cx-l-team")
    return tag(
        "div",
        tag("div", name, tag("b", row.figure.text), class_="cx-panel-head"),
        small_multiples.picture(row, low, high) if _drawn(row) else tag("small", UNDRAWN),
        tag("small", row.figure.note or counted(row.figure.n)),
        tag("small", _moved(row)),
        tag("small", row.aim),
        class_="cx-panel",
        role="listitem",
    )
