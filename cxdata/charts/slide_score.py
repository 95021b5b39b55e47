"""The score on a slide: a hundred customers as a bar, and the number with its two periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cxdata.charts import slide_shapes as shapes
from cxdata.charts.scale import around
from cxdata.charts.slide import above, below, canvas, placed, points, words
from cxdata.charts.svg import Mark, Markup, tag
from cxdata.charts.wording import counted, scored, signed

GROUPS = (
    ("detractors", "m3", "gave 0 to 6", "unhappy"),
    ("passives", "neutral", "gave 7 or 8", "content, but easily gone"),
    ("promoters", "p3", "gave 9 or 10", "would gladly recommend us"),
)
COLOURS = {"under": "m3", "over": "p3"}
LEFT, RIGHT, TOP, BASE = 1.0, 88.0, 12.0, 82.0  # percent: where the line is drawn
CLEAR = 16.0  # percent: what a figure over a box needs
BOXES = "boxes: this period and the one before, 95 % sure"
FEW = 0.08  # of all: a part of the bar that is too narrow for its figure


def shares(found: shapes.Shares) -> Mark:
    """The bar of a hundred customers, and the sum that makes the score."""
    parts = [getattr(found, name) for name, *_ in GROUPS]
    n = max(sum(parts), 1)
    bar = [
        tag(
            "div",
            f"{100 * part / n:.0f} %" if part / n >= FEW else "",
            class_=f"cx-part cx-on-{colour}",
            style=f"flex-grow:{part / n:.4f};background:var(--cx-{colour})",
        )
        for part, (_, colour, *_) in zip(parts, GROUPS, strict=True)
        if part
    ]
    legend = [
        tag(
            "div",
            tag("div", tag("span", "", class_="cx-dot",
                           style=f"background:var(--cx-{colour})"),
                tag("b", name.capitalize()), class_="cx-name"),
            tag("div", f"{gave}: {counted(part)}", class_="cx-gave"),
            tag("div", mean, class_="cx-mean"),
            class_="cx-who",
        )
        for part, (name, colour, gave, mean) in zip(parts, GROUPS, strict=True)
    ]  # fmt: skip
    said = "; ".join(f"{g[0]} {p:,}" for p, g in zip(parts, GROUPS, strict=True))
    html = tag("div", tag("div", *bar, class_="cx-bar"), tag("div", *legend, class_="cx-legend"),
               class_="cx-shares")  # fmt: skip
    return Mark(html, f"{said}.")


def hero(found: shapes.Headline) -> Mark:
    """The number, with its small print under it."""
    print_ = found.small_print.partition(", ")[2] or found.small_print
    html = tag(
        "div",
        tag("b", found.figure.text, class_="cx-score"),
        tag("span", print_, class_="cx-print"),
        class_="cx-hero",
    )
    return Mark(html, f"{found.figure.text}. {found.small_print}")


def bar(found: shapes.Headline) -> Mark | None:
    """Where the score lies and how sure that is: what is drawn where there is no line yet."""
    figure = found.figure
    if figure.value is None or figure.low is None or figure.high is None:
        return None
    scale = around((figure.low, figure.high, found.target), figure.unit, least=44.0)
    x, low, high = (scale.x(v) for v in (figure.value, figure.low, figure.high))
    colour = COLOURS.get(found.beyond, "ink")
    style = f"{placed(low, 50, width=max(high - low, 0.6))};background:var(--cx-{colour})"
    parts = [
        tag("div", class_="cx-track"),
        tag("div", class_="cx-reach", style=style),
        tag("div", class_="cx-here", style=f"{placed(x, 50)};background:var(--cx-{colour})"),
        *(words(scored(v, figure.unit), scale.x(v), 78, "cx-tick") for v in scale.ticks),
    ]
    if found.target is not None:
        at = scale.x(found.target)
        parts.append(tag("div", class_="cx-aim", style=placed(at, 50)))
        parts.append(words(f"target {scored(found.target, figure.unit)}", at, 26, "cx-tick"))
    return Mark(tag("div", *parts, class_="cx-scale"), found.small_print)


@dataclass(frozen=True)
class _Frame:
    """Where values of a line lie in its picture."""

    low: float
    high: float
    count: int

    def x(self, at: float) -> float:
        return LEFT + (RIGHT - LEFT) * (at + 0.5) / self.count

    def y(self, value: float) -> float:
        return BASE - (BASE - TOP) * (value - self.low) / (self.high - self.low)


def line(found: shapes.Line, headline: shapes.Headline) -> Mark:
    """The score over a year; its two last periods as boxes as tall as their intervals."""
    frame = _frame(found, headline)
    drawn, told = _target(frame, found)
    boxes, labels = _boxes(frame, found, headline)
    known = [(i, v.value) for i, v in enumerate(found.values) if v.value is not None]
    runs = _runs([None if v.value is None else (frame.x(i), frame.y(v.value))
                  for i, v in enumerate(found.values)])  # fmt: skip
    lines = [tag("polyline", points=points(run), class_="cx-path") for run in runs]
    dots = [
        tag("div", class_="cx-point", style=placed(frame.x(i), frame.y(value)))
        for i, value in known
    ]
    html = tag(
        "div",
        canvas(*_zero(frame), *drawn, *boxes, *lines),
        *dots,
        *told,
        *labels,
        *_periods(frame, found, bool(boxes)),
        class_="cx-line",
    )
    said = ", ".join(f"{p} {v.text}" for p, v in zip(found.periods, found.values, strict=True))
    return Mark(html, f"{found.name}: {said}.")


def _frame(found: shapes.Line, headline: shapes.Headline) -> _Frame:
    ends = [v.value for v in found.values] + [found.target]
    ends += [e for f in (headline.figure, headline.previous) for e in (f.low, f.high)]
    known = [e for e in ends if e is not None]
    low, high = min(known), max(known)
    room = max(1.5, 0.06 * (high - low))
    return _Frame(low - room, high + room, len(found.values))


def _zero(frame: _Frame) -> list[Markup]:
    if not frame.low < 0 < frame.high:
        return []
    y = frame.y(0)
    return [tag("line", x1=0, x2=100, y1=y, y2=y, class_="cx-hair")]


def _target(frame: _Frame, found: shapes.Line) -> tuple[list[Markup], list[Markup]]:
    if found.target is None:
        return [], []
    y = frame.y(found.target)
    dashed = tag("line", x1=LEFT, x2=RIGHT, y1=y, y2=y, class_="cx-target")
    name = tag("span", f"target {signed(found.target)}", class_="cx-after",
               style=placed(RIGHT + 0.6, y))  # fmt: skip
    return [dashed], [name]


def _boxes(
    frame: _Frame, found: shapes.Line, headline: shapes.Headline
) -> tuple[list[Markup], list[Markup]]:
    """This period and the one before: as long as their months, as tall as their intervals."""
    span, count = found.span, frame.count
    drawn, told = [], []
    colour = COLOURS.get(headline.beyond, "ink")
    for figure, end, class_, fill in (
        (headline.previous, count - span, "cx-before", "neutral"),
        (headline.figure, count, "cx-now", colour),
    ):
        if not span or end - span < 0 or figure.value is None:
            continue
        if figure.low is None or figure.high is None:
            continue
        x1, x2 = frame.x(end - span - 0.42), frame.x(end - 1 + 0.42)
        top, base, middle = (frame.y(v) for v in (figure.high, figure.low, figure.value))
        paint = f"var(--cx-{fill})"
        drawn.append(tag("rect", x=x1, width=x2 - x1, y=top, height=base - top, class_=class_,
                         style=f"fill:{paint}"))  # fmt: skip
        drawn.append(tag("line", x1=x1, x2=x2, y1=middle, y2=middle, class_="cx-mean-line",
                         style=f"stroke:{paint}"))  # fmt: skip
        # Under the box where the target's line would run through the figure.
        crossed = found.target is not None and 0 <= top - frame.y(found.target) < CLEAR
        stood = (below, base) if crossed else (above, top)
        told.append(stood[0](figure.text, (x1 + x2) / 2, stood[1], f"cx-box {class_}"))
    return drawn, told


def _runs(places: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """Runs of places without a gap: over what is not shown no line is drawn."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if len(run) > 1]


def _periods(frame: _Frame, found: shapes.Line, boxed: bool) -> list[Markup]:
    """The first and the last period, and between them what the boxes are."""
    last = frame.count - 1
    each = "one period" if "–" in found.periods[last] else "one month"
    middle = f"a dot: {each} · {BOXES}" if boxed else found.periods[last // 2]
    return [
        words(found.periods[0], frame.x(0), 94, "cx-tick cx-begins"),
        words(middle, frame.x(last / 2), 94, "cx-tick"),
        words(found.periods[last], frame.x(last), 94, "cx-tick"),
    ]
