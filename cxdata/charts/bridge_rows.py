"""The bridge member by member: what its share of the answers moved, and what its score moved."""

from __future__ import annotations

from collections.abc import Sequence

from cxdata.charts.scale import Scale
from cxdata.charts.shapes import BridgeRow
from cxdata.charts.svg import Mark, Markup, drawing, percent, tag
from cxdata.charts.wording import signed

HEIGHT, MIDDLE = 30, 15


def mark(rows: Sequence[BridgeRow]) -> Mark:
    """A row a member: shares, scores, and two bars from zero on one scale."""
    reach = max((abs(v) for r in rows for v in (r.mix, r.rate_low, r.rate_high)), default=1.0)
    scale = Scale(-reach * 1.05, reach * 1.05, reach)
    head = _cells(
        "", "share", "score", "moved by its share", "", "moved by its score", "", head=True
    )
    lines = (_row(row, scale) for row in rows)
    return Mark(tag("div", head, *lines, class_="cx-moves", role="list"), in_words(rows))


def in_words(rows: Sequence[BridgeRow]) -> str:
    """The rows in sentences."""
    return " ".join(_sentence(row) for row in rows)


def _sentence(row: BridgeRow) -> str:
    chance = ", may be chance" if row.chance else ""
    return (
        f"{row.name}: {row.share_before:.0%} of the answers before, {row.share_after:.0%} now, "
        f"which moved {signed(row.mix, 1)}; its score moved {signed(row.rate, 1)}{chance}."
    )


def _row(row: BridgeRow, scale: Scale) -> Markup:
    mix = _bar(scale, row.mix, f"{row.name}: its share moved {signed(row.mix, 1)}")
    rate = _bar(scale, row.rate, _sentence(row), (row.rate_low, row.rate_high), row.chance)
    return _cells(
        row.name,
        f"{100 * row.share_before:.0f} → {100 * row.share_after:.0f} %",
        f"{row.before.text} → {row.after.text}",
        mix,
        signed(row.mix, 1),
        rate,
        signed(row.rate, 1),
    )


def _cells(*pieces: str, head: bool = False) -> Markup:
    names = ("cx-who", "cx-share", "cx-scores", "cx-mix", "cx-by", "cx-rate", "cx-by cx-by-rate")
    cells = (tag("div", piece, class_=name) for piece, name in zip(pieces, names, strict=True))
    kind = "cx-move cx-head" if head else "cx-move"
    return tag("div", *cells, class_=kind, role="listitem", aria_hidden="true" if head else None)


def _bar(
    scale: Scale,
    value: float,
    words: str,
    interval: tuple[float, float] | None = None,
    chance: bool = False,
) -> Markup:
    """A bar from zero; dashed where it may be chance, with its interval as a thin line."""
    zero, end = scale.x(0), scale.x(value)
    colour = f"var(--cx-{'p' if value >= 0 else 'm'}2)"
    parts = [_upright(zero)]
    parts.append(
        tag(
            "rect",
            x=percent(min(zero, end)),
            width=percent(max(abs(end - zero), 0.3)),
            y=MIDDLE - 6,
            height=12,
            rx=2,
            fill="none" if chance else colour,
            stroke=colour if chance else None,
            stroke_dasharray="4 3" if chance else None,
        )
    )
    if interval:
        parts.append(_thin(scale.x(interval[0]), scale.x(interval[1])))
    return drawing(words, *parts, height=HEIGHT, class_="cx-drawing")


def _upright(x: float) -> Markup:
    return tag("line", x1=percent(x), x2=percent(x), y1=2, y2=HEIGHT - 2, stroke="var(--cx-line)")


def _thin(left: float, right: float) -> Markup:
    return tag(
        "line",
        x1=percent(left),
        x2=percent(right),
        y1=MIDDLE,
        y2=MIDDLE,
        stroke="var(--cx-ink)",
        stroke_width=1.2,
    )
