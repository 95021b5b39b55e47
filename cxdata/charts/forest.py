"""Departments side by side: each score with its interval, and the company's as a line."""

from __future__ import annotations

from collections.abc import Sequence

from cxdata.charts.scale import Scale, close
from cxdata.charts.shapes import Department, Figure
from cxdata.charts.svg import Mark, Markup, drawing, percent, tag
from cxdata.charts.wording import counted, measured

HEIGHT, MIDDLE = 30, 15
COLOURS = {"above": "var(--cx-p3)", "below": "var(--cx-m3)"}
ARROWS = {"up": "▲ ", "down": "▼ "}


def mark(rows: Sequence[Department], company: Figure) -> Mark:
    """A row a department, sorted as given; grey where it cannot be told from the company."""
    bounds = [v for row in rows for v in (row.figure.low, row.figure.high)]
    scale = close([*bounds, company.value])
    lines = [_row(row, scale, company) for row in rows]
    words = in_words(rows, company)
    foot = _foot(scale, company)
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
    return tag(
        "div",
        tag("div", row.name, class_="cx-who"),
        tag("div", _bar(row, scale, company), class_="cx-bar"),
        tag("div", shown, class_="cx-value"),
        tag("div", figure.note or counted(figure.n), class_="cx-n"),
        tag("div", moved if figure.value is not None else "", class_="cx-moved"),
        class_="cx-row",
        role="listitem",
    )


def _bar(row: Department, scale: Scale, company: Figure) -> Markup:
    figure, parts = row.figure, []
    if company.value is not None:
        parts.append(_line(scale.x(company.value)))
    if figure.value is not None and figure.low is not None and figure.high is not None:
        colour = COLOURS.get(row.relation, "var(--cx-muted)")
        left, right = scale.x(figure.low), scale.x(figure.high)
        parts += [
            tag(
                "rect",
                x=percent(left),
                width=percent(max(right - left, 0.5)),
                y=MIDDLE - 2.5,
                height=5,
                rx=2.5,
                fill=colour,
                opacity=0.5,
            ),
            tag("circle", cx=percent(scale.x(figure.value)), cy=MIDDLE, r=6, fill=colour),
        ]
    return drawing(_sentence(row), *parts, height=HEIGHT, class_="cx-drawing")


def _line(x: float) -> Markup:
    return tag(
        "line",
        x1=percent(x),
        x2=percent(x),
        y1=0,
        y2="100%",
        stroke="var(--cx-muted)",
        stroke_dasharray="3 3",
    )


def _foot(scale: Scale, company: Figure) -> Markup | None:
    if company.value is None:
        return None
    label = tag(
        "text",
        f"all touchpoints {company.text}",
        x=percent(scale.x(company.value)),
        y=14,
        text_anchor="middle",
        class_="cx-small",
    )
    words = f"All touchpoints {measured(company)}"
    picture = drawing(words, label, height=20, class_="cx-drawing")
    return tag(
        "div",
        tag("div", class_="cx-who"),
        tag("div", picture, class_="cx-bar"),
        class_="cx-row cx-foot",
        role="listitem",
    )
