"""Where the money comes from: a bar a component, and the way from a plain score to the paid one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from cxdata.charts.reward_shapes import Check, Component, Quarter, Stair
from cxdata.charts.scale import Scale, close
from cxdata.charts.svg import Mark, Markup, drawing, percent, tag

HEIGHT, MIDDLE = 26, 13
SIGNS = {"met": ("✓", "cx-met"), "short": ("!", "cx-short"), "unknown": ("–", "cx-unknown")}
SAID = {"met": "met", "short": "not met", "unknown": "not known"}


def components(parts: Sequence[Component], total: str) -> Mark:
    """A waterfall: each bar begins where the one before ended; a tick is what 100 % would be.

    A part under 0 (what a budget cuts) goes back, hollow and without a tick.
    """
    starts = list(accumulate((float(part.amount) for part in parts), initial=0.0))
    ends = [start + float(part.full) for start, part in zip(starts, parts, strict=False)]
    most = max([*starts, *ends]) or 1.0
    scale = Scale(0.0, most, most)
    words = in_words(parts, total)
    rows = [_component(part, start, scale) for part, start in zip(parts, starts, strict=False)]
    whole = tag(
        "rect", x="0", y=MIDDLE - 8, width=percent(scale.x(starts[-1])), height=16, rx=3,
        fill="var(--cx-p3)",
    )  # fmt: skip
    end = tag(
        "div",
        tag("div", "Together", class_="cx-part-name"),
        tag(
            "div",
            drawing(f"Together {total}", whole, height=HEIGHT, class_="cx-drawing"),
            class_="cx-part-bar",
        ),
        tag("div", total, class_="cx-part-sum"),
        class_="cx-part cx-total",
        role="listitem",
    )
    return Mark(tag("div", *rows, end, class_="cx-parts", role="list"), words)


def in_words(parts: Sequence[Component], total: str) -> str:
    """The components in sentences."""
    shares = (f" ({part.share})" if part.share else "" for part in parts)
    said = " ".join(
        f"{part.name}{share}: {part.text}. {part.why}"
        for part, share in zip(parts, shares, strict=True)
    )
    return f"{said} Together {total}."


def _component(part: Component, start: float, scale: Scale) -> Markup:
    words = f"{part.name}: {part.text}"
    bar = drawing(words, *_bars(part, start, scale), height=HEIGHT, class_="cx-drawing")
    return tag(
        "div",
        tag("div", part.name, " ", tag("small", part.share), class_="cx-part-name"),
        tag("div", bar, class_="cx-part-bar"),
        tag("div", part.text, class_="cx-part-sum"),
        tag("small", part.why, class_="cx-part-why"),
        class_="cx-part",
        role="listitem",
    )


def _bars(part: Component, start: float, scale: Scale) -> list[Markup]:
    """What is on course, and a tick where full marks would end; hollow what is taken back."""
    left, right = scale.x(start), scale.x(start + float(part.amount))
    if part.amount < 0:
        return [
            tag(
                "rect", x=percent(right), y=MIDDLE - 8, width=percent(left - right), height=16,
                rx=3, fill="none", stroke="var(--cx-p2)", stroke_dasharray="2 2",
            )
        ]  # fmt: skip
    full = percent(scale.x(start + float(part.full)))
    bar = tag(
        "rect", x=percent(left), y=MIDDLE - 8, width=percent(right - left), height=16, rx=3,
        fill="var(--cx-p2)",
    )  # fmt: skip
    tick = tag(
        "line", x1=full, x2=full, y1=1, y2=HEIGHT - 1, stroke="var(--cx-ink)", stroke_width=1.5
    )
    return [bar, tick]


def stairs(steps: Sequence[Stair]) -> Mark:
    """The way from the plain score to the one that counts: a row a step, on one scale."""
    scale = close([step.value for step in steps], least=24.0)
    words = " ".join(f"{step.label}: {step.text}. {step.why}" for step in steps)
    rows = []
    before: float | None = None
    for i, step in enumerate(steps):
        rows.append(_stair(step, before, scale, i == len(steps) - 1))
        before = step.value if step.value is not None else before
    return Mark(tag("div", *rows, class_="cx-stairs", role="list"), words)


def _stair(step: Stair, before: float | None, scale: Scale, last: bool) -> Markup:
    bar = drawing(
        f"{step.label}: {step.text}", *_step(step, before, scale, last), height=HEIGHT,
        class_="cx-drawing",
    )  # fmt: skip
    return tag(
        "div",
        tag("div", tag("b", step.label) if last else step.label, class_="cx-stair-name"),
        tag("div", bar, class_="cx-stair-bar"),
        tag("div", step.text, class_="cx-stair-text"),
        tag("small", step.why, class_="cx-stair-why"),
        class_="cx-stair cx-last" if last else "cx-stair",
        role="listitem",
    )


def _step(step: Stair, before: float | None, scale: Scale, last: bool) -> list[Markup]:
    drawn = [tag("line", x1="0", x2="100%", y1=MIDDLE, y2=MIDDLE, stroke="var(--cx-line)")]
    if step.value is None:
        return drawn
    x = scale.x(step.value)
    if before is not None:
        drawn.append(
            tag(
                "line",
                x1=percent(scale.x(before)),
                x2=percent(x),
                y1=MIDDLE,
                y2=MIDDLE,
                stroke="var(--cx-muted)",
                stroke_width=3,
            )
        )
    fill = "var(--cx-p3)" if last else "var(--cx-muted)"
    drawn.append(tag("circle", cx=percent(x), cy=MIDDLE, r=7 if last else 5, fill=fill))
    return drawn


def checks(found: Sequence[Check]) -> Mark:
    """A line a check: met or not, and its numbers."""
    words = " ".join(f"{one.name}: {SAID[one.state]}; {one.words}." for one in found)
    rows = (
        tag(
            "div",
            tag("span", SIGNS[one.state][0], class_=f"cx-sign {SIGNS[one.state][1]}",
                role="img", aria_label=SAID[one.state]),
            tag("div", one.name, tag("small", one.words), class_="cx-check-words"),
            class_="cx-check",
            role="listitem",
        )
        for one in found
    )  # fmt: skip
    return Mark(tag("div", *rows, class_="cx-checks", role="list"), words)


def quarters(past: Sequence[Quarter], unit: str = "of the target amount") -> Mark:
    """What the plan would have paid in past quarters: a bar each, 100 % as a line.

    An outline above a bar is what was earned before a budget cut it.
    """
    known = (share for q in past for share in (q.percent, q.before_percent))
    most = max((share for share in known if share is not None), default=0.0)
    top = max(150.0, most)
    words = " ".join(_quarter_words(q, unit) for q in past)
    columns = tuple(_quarter(q, top) for q in past)
    style = f"grid-template-columns:repeat({len(past)},1fr)"
    return Mark(tag("div", *columns, class_="cx-quarters", style=style, role="list"), words)


def _quarter_words(one: Quarter, unit: str) -> str:
    if one.percent is None:
        return f"{one.label}: {one.note or 'no score'}."
    return f"{one.label}: {one.text}, {one.percent:.0f} % {unit}{_cut(one)}."


def _cut(one: Quarter) -> str:
    """', cut from 104 %'; '' where no budget cut it."""
    return "" if one.before_percent is None else f", cut from {one.before_percent:.0f} %"


def _quarter(one: Quarter, top: float) -> Markup:
    share = one.percent or 0.0
    tall, level = 90.0, 96.0
    height = tall * share / top
    drawn = [
        tag("line", x1="0", x2="100%", y1=level - tall * 100 / top, y2=level - tall * 100 / top,
            stroke="var(--cx-muted)", stroke_dasharray="3 3"),
        tag("line", x1="0", x2="100%", y1=level, y2=level, stroke="var(--cx-line)"),
    ]  # fmt: skip
    if one.before_percent is not None:
        before = tall * one.before_percent / top
        drawn.append(
            tag("rect", x="22%", width="56%", y=level - before, height=before, rx=2, fill="none",
                stroke="var(--cx-p2)", stroke_dasharray="2 2")
        )  # fmt: skip
    if one.percent is not None:
        drawn.append(
            tag("rect", x="22%", width="56%", y=level - max(height, 1.0), height=max(height, 1.0),
                rx=2, fill="var(--cx-p2)")
        )  # fmt: skip
    picture = drawing(_quarter_words(one, "paid"), *drawn, height=100, class_="cx-drawing")
    shown = f"{one.percent:.0f} %" if one.percent is not None else "–"
    return tag(
        "div",
        tag("b", shown),
        picture,
        tag("span", one.label),
        tag("small", one.text if one.percent is not None else one.note),
        tag("small", _cut(one).removeprefix(", ")) if one.before_percent is not None else "",
        class_="cx-quarter",
        role="listitem",
    )
