"""Departments side by side: each score with its interval, and the company's as a line."""

from __future__ import annotations

from collections.abc import Sequence

from cxdata.charts import interval_row
from cxdata.charts.scale import Scale, close
from cxdata.charts.shapes import Department, Figure
from cxdata.charts.svg import Mark, Markup, tag
from cxdata.charts.wording import counted, measured

ARROWS = {"up": "▲ ", "down": "▼ "}


def mark(rows: Sequence[Department], company: Figure) -> Mark:
    """A row a department, sorted as given; grey where it cannot be told from the company."""
    bounds = [v for row in rows for v in (row.figure.low, row.figure.high)]
    scale = close([*bounds, company.value])
    lines = [_row(row, scale, company) for row in rows]
    words = in_words(rows, company)
    foot = None
    if company.value is not None:
        said = f"All touchpoints {measured(company)}"
        foot = interval_row.foot(scale, company.value, f"all touchpoints {company.text}", said)
    return Mark(tag("div", *lines, foot, class_="cx-forest", role="list"), words)


def in_words(rows: Sequence[Department], company: Figure) -> str:
    """The forest in sentences, a department each."""
    said = " ".join(_sentence(row) for row in rows)
    return f"{said} All touchpoints: {measured(company)}."


def legend(rows: Sequence[Department], company: Figure) -> str:
    """What colour and line mean, where there is something to compare."""
    if company.value is None or all(row.figure.value is None for row in rows):
        return ""
    return (
        "From surveys after one moment; the company's score asks about everything together. Teal "
        "and orange differ from the other touchpoints by more than chance, grey may not."
    )


def _sentence(row: Department) -> str:
    change = f"; {row.change.words}" if row.change.words else ""
    return f"{row.name}: {measured(row.figure)}{change}."


def _row(row: Department, scale: Scale, company: Figure) -> Markup:
    figure = row.figure
    moved = f"{ARROWS.get(row.change.verdict, '')}{row.change.words}"
    shown = figure.text if figure.value is not None else "–"
    held = figure.value, figure.low, figure.high
    picture = interval_row.bar(_sentence(row), scale, held, row.relation, company.value)
    return tag(
        "div",
        tag("div", row.name, class_="cx-who"),
        tag("div", picture, class_="cx-bar"),
        tag("div", shown, class_="cx-value"),
        tag("div", figure.note or counted(figure.n), class_="cx-n"),
        tag("div", moved if figure.value is not None else "", class_="cx-moved"),
        class_="cx-row",
        role="listitem",
    )
