"""The ramp from threshold over target to stretch, with one's own place and how sure it is."""

from __future__ import annotations

from itertools import pairwise

from cxdata.charts.reward_shapes import OnRamp
from cxdata.charts.scale import Scale
from cxdata.charts.svg import Mark, Markup, drawing, percent, tag
from cxdata.charts.wording import scored

TODAY = "today"
TOP, BASE, HEIGHT = 26, 206, 270
LINE = 19  # between two lines of words
LETTER = 2.0  # percent of a phone's width that a small letter takes
AIR = 0.35  # of the ramp's width, on either side
ROOM = 0.36  # of the picture, left of the dot: a figure has its place there on a phone, too


def mark(
    on: OnRamp,
    whose: str = "our score",
    cliff: bool = False,
    plain: float | None = None,
    when: str = TODAY,
) -> Mark:
    """The ramp as lines; the shaded part is where chance could have put the score.

    cliff   draw the all-or-nothing rule at the target beside it, dashed
    plain   the plain score, which that rule goes by: a hollow dot on it
    when    the score is of: 'today', or 'earned' once nothing can change it any more
    """
    shown = plain if cliff else None
    scale, words = _scale(on, shown), in_words(on, whose, shown, when)
    parts = [*_grid(on), *_band(on, scale), *_line(on, scale)]
    if cliff:
        parts += _cliff(on, scale)
    named = whose if shown is None else "● what counts"
    parts += [*_names(on, scale), *_dot(on, scale, named, when)]
    if shown is not None:
        parts += _hollow(on, scale, shown)
    tall = HEIGHT if shown is None else HEIGHT + LINE
    return Mark(drawing(words, *parts, height=tall, class_="cx-drawing"), words)


def in_words(
    on: OnRamp, whose: str = "our score", plain: float | None = None, when: str = TODAY
) -> str:
    """The ramp in two sentences; a third where all or nothing is drawn beside it."""
    told = _on_ramp(on, whose, when == TODAY)
    if plain is None:
        return told
    pays = f"which pays {'100 %' if plain >= on.target else 'nothing'}"
    return f"{told} All or nothing goes by the plain score, {_beside(on, plain)}, {pays}."


def _on_ramp(on: OnRamp, whose: str, open_: bool) -> str:
    ends = (
        f"Nothing is paid up to {_said(on, on.threshold)}, 100 % at {_said(on, on.target)}, "
        f"{on.best:.0f} % from {_said(on, on.stretch)} on; in between straight lines."
    )
    if on.value is None or on.percent is None:
        return f"{ends} There {'is no score yet' if open_ else 'was no score'}."
    pays = "pays" if open_ else "paid"
    return f"{ends} {_place(on, whose, open_)}, which {pays} {on.percent:.0f} %{_sure(on, open_)}."


def height(on: OnRamp, share: float) -> float:
    """The place of a percentage paid, in pixels from the top."""
    return BASE - (BASE - TOP) * min(max(share, 0.0), on.best) / on.best


def _place(on: OnRamp, whose: str, open_: bool) -> str:
    said = f"{whose[:1].upper()}{whose[1:]} {'is' if open_ else 'was'} {_said(on, on.value or 0.0)}"
    if on.low is None or on.high is None:
        return said
    return f"{said}, between {_said(on, on.low)} and {_said(on, on.high)}"


def _sure(on: OnRamp, open_: bool) -> str:
    if on.percent_low is None or on.percent_high is None:
        return ""
    if not open_:
        return (
            f"; with other luck it might have been {on.percent_low:.0f} to {on.percent_high:.0f} %"
        )
    return f", between {on.percent_low:.0f} and {on.percent_high:.0f} % as far as chance can tell"


def _said(on: OnRamp, value: float) -> str:
    return scored(value, on.unit)


def _beside(on: OnRamp, plain: float) -> str:
    """The plain score, with as many decimals as set it apart from the target."""
    told = [scored(plain, on.unit, decimals) for decimals in (0, 1, 2)]
    aims = [scored(on.target, on.unit, decimals) for decimals in (0, 1, 2)]
    apart = (one for one, aim in zip(told, aims, strict=True) if one != aim)
    return told[0] if plain == on.target else next(apart, told[-1])


def _scale(on: OnRamp, plain: float | None = None) -> Scale:
    air = AIR * (on.stretch - on.threshold)
    known = [v for v in (on.value, on.low, on.high, plain) if v is not None]
    low = min(on.threshold - air, *(v - air / 4 for v in known)) if known else on.threshold - air
    high = max(on.stretch + air, *(v + air / 4 for v in known)) if known else on.stretch + air
    if on.value is not None:  # its figure stands left of the dot: there the line is never above it
        low = min(low, on.value - ROOM / (1 - ROOM) * (high - on.value))
    return Scale(low, high, high - low)


def _grid(on: OnRamp) -> list[Markup]:
    shares = dict.fromkeys((0.0, 50.0, 100.0, on.best))
    return [piece for share in shares for piece in _level(on, share)]


def _level(on: OnRamp, share: float) -> tuple[Markup, Markup]:
    y = height(on, share)
    line = tag("line", x1="0", x2="100%", y1=y, y2=y, stroke="var(--cx-line)")
    return line, tag("text", f"{share:.0f} %", x="0", y=y - 5, class_="cx-tick")


def _band(on: OnRamp, scale: Scale) -> list[Markup]:
    """Where chance could have put the score, and what the ramp would pay there."""
    if on.low is None or on.high is None:
        return []
    left, right = scale.x(on.low), scale.x(on.high)
    return [
        tag(
            "rect",
            x=percent(left),
            width=percent(max(right - left, 0.5)),
            y=TOP,
            height=BASE - TOP,
            fill="var(--cx-p1)",
            opacity=0.45,
        )
    ]


def _line(on: OnRamp, scale: Scale) -> list[Markup]:
    corners = [
        (0.0, 0.0),
        (scale.x(on.threshold), 0.0),
        (scale.x(on.target), 100.0),
        (scale.x(on.stretch), on.best),
        (100.0, on.best),
    ]
    return [_stroke(on, a, b, "var(--cx-ink)", 2.5) for a, b in pairwise(corners) if b[0] > a[0]]


def _cliff(on: OnRamp, scale: Scale) -> list[Markup]:
    x, colour = scale.x(on.target), "var(--cx-m3)"
    runs = (((0.0, 0.0), (x, 0.0)), ((x, 0.0), (x, 100.0)), ((x, 100.0), (100.0, 100.0)))
    return [_stroke(on, a, b, colour, 2.0, "6 4") for a, b in runs]


def _stroke(
    on: OnRamp,
    a: tuple[float, float],
    b: tuple[float, float],
    colour: str,
    width: float,
    dashes: str | None = None,
) -> Markup:
    return tag(
        "line",
        x1=percent(a[0]),
        y1=height(on, a[1]),
        x2=percent(b[0]),
        y2=height(on, b[1]),
        stroke=colour,
        stroke_width=width,
        stroke_linecap="round",
        stroke_dasharray=dashes,
    )


def _names(on: OnRamp, scale: Scale) -> list[Markup]:
    ends = (("threshold", on.threshold), ("target", on.target), ("stretch", on.stretch))
    found = []
    for name, value in ends:
        place = {"x": percent(scale.x(value)), "text_anchor": "middle", "class_": "cx-tick"}
        found += [
            tag("text", name, y=BASE + 20, **place),
            tag("text", _said(on, value), y=BASE + 37, **place),
        ]
    return found


def _dot(on: OnRamp, scale: Scale, whose: str, when: str) -> list[Markup]:
    if on.value is None or on.percent is None:
        return []
    x, y = scale.x(on.value), height(on, on.percent)
    short = _short(on, whose)
    return [
        tag(
            "circle",
            cx=percent(x),
            cy=y,
            r=8,
            fill="var(--cx-p3)",
            stroke="var(--cx-card)",
            stroke_width=2.5,
        ),
        tag(
            "text",
            f"{on.percent:.0f} % {when}",
            x=percent(x),
            dx=-14,
            y=max(y - 12, TOP - 10),
            text_anchor="end",
            class_="cx-figure",
        ),
        tag(
            "text",
            short,
            x=percent(_within(x, short)),
            y=BASE + 58,
            text_anchor="middle",
            class_="cx-small",
        ),
    ]


def _within(x: float, words: str) -> float:
    """Where centred words stay within the picture on a phone, too; percent of its width."""
    half = min(50.0, LETTER * len(words) / 2)
    return min(max(x, half), 100 - half)


def _hollow(on: OnRamp, scale: Scale, plain: float) -> list[Markup]:
    """The plain score on the dashed line, named under the other."""
    x, y = scale.x(plain), height(on, 100.0 if plain >= on.target else 0.0)
    words = f"○ plain score {_beside(on, plain)}"
    return [
        tag(
            "circle",
            cx=percent(x),
            cy=y,
            r=7,
            fill="var(--cx-card)",
            stroke="var(--cx-m3)",
            stroke_width=2.5,
        ),
        tag(
            "text",
            words,
            x=percent(_within(x, words)),
            y=BASE + 58 + LINE,
            text_anchor="middle",
            class_="cx-small",
        ),
    ]


def _short(on: OnRamp, whose: str) -> str:
    said = f"{whose} {_said(on, on.value or 0.0)}"
    if on.low is None or on.high is None:
        return said
    return f"{said}, between {_said(on, on.low)} and {_said(on, on.high)}"
