"""What moved the score, as steps from one column to the other, for the back row."""

from __future__ import annotations

from itertools import accumulate

from cxdata.charts import slide_shapes as shapes
from cxdata.charts.slide import above, canvas, placed
from cxdata.charts.svg import Mark, Markup, tag
from cxdata.charts.wording import signed

TOP, BASE, FOOT = 16.0, 52.0, 73.0  # percent: highest, lowest level and where columns end
WIDTH = 62.0  # of a bar, in percent of its column


def mark(found: shapes.Bridge) -> Mark:
    """Two grey columns and the steps between them; dashed is what may be chance."""
    levels = list(accumulate((s.value for s in found.steps), initial=found.start[1]))
    low, high = min(*levels, found.end[1]), max(*levels, found.end[1])
    rise = (BASE - TOP) / max(high - low, 4.0)
    places = [TOP + (high - level) * rise for level in levels]
    columns = len(found.steps) + 2
    parts = [_column(0, columns, places[0], "end"), _end(0, columns, found.start, places[0])]
    lines = []
    for i, step in enumerate(found.steps, 1):
        lines.append(_link(i, columns, places[i - 1]))
        parts += _step(i, columns, step, (places[i - 1], places[i]))
    last = columns - 1
    lines.append(_link(last, columns, places[-1]))
    parts += [_column(last, columns, places[-1], "end"), _end(last, columns, found.end,
                                                                places[-1])]  # fmt: skip
    said = "; ".join(f"{s.name} {signed(s.value, 1)}" for s in found.steps)
    html = tag("div", canvas(*lines), *parts, class_="cx-bridge")
    return Mark(html, f"From {signed(found.start[1], 1)} to {signed(found.end[1], 1)}: {said}.")


def _left(column: int, columns: int) -> float:
    return (column + (100 - WIDTH) / 200) * 100 / columns


def _middle(column: int, columns: int) -> float:
    return (column + 0.5) * 100 / columns


def _column(column: int, columns: int, top: float, class_: str) -> Markup:
    place = placed(_left(column, columns), top, width=WIDTH / columns, height=FOOT - top)
    return tag("div", class_=f"cx-column cx-{class_}", style=place)


def _end(column: int, columns: int, end: tuple[str, float], top: float) -> Markup:
    name, value = end
    x = _middle(column, columns)
    figure = above(signed(value, 1), x, top, "cx-big")
    return Markup(figure + _name(name, "", column, columns))


def _step(column: int, columns: int, step: shapes.Step, ends: tuple[float, float]) -> list[Markup]:
    top, base = min(ends), max(ends)
    colour = f"var(--cx-{'p' if step.value >= 0 else 'm'}3)"
    paint = f"border-color:{colour}" if step.chance else f"background:{colour}"
    height = max(base - top, 0.9)
    place = placed(_left(column, columns), top, width=WIDTH / columns, height=height)
    class_ = "cx-column cx-chance" if step.chance else "cx-column"
    name, _, note = step.name.partition(": ")
    told = "may be chance" if step.chance else note
    return [
        tag("div", class_=class_, style=f"{place};{paint}"),
        above(signed(step.value, 1), _middle(column, columns), top,
              "cx-big cx-quiet" if step.chance else "cx-big"),
        _name(name, told, column, columns),
    ]  # fmt: skip


def _link(column: int, columns: int, level: float) -> Markup:
    x1 = _left(column - 1, columns) + WIDTH / columns
    return tag("line", x1=x1, x2=_left(column, columns), y1=level, y2=level, class_="cx-hair")


def _name(name: str, note: str, column: int, columns: int) -> Markup:
    small = tag("small", note) if note else None
    place = placed(100 * column / columns, FOOT + 2, width=100 / columns)
    return tag("div", tag("span", name), small, class_="cx-step-name", style=place)
