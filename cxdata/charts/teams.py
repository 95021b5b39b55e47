"""A peer group as a table to read across: what was scored, expected, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cxdata.charts.scale import Scale, close
from cxdata.charts.svg import Mark, Markup, drawing, percent, tag
from cxdata.charts.team_shapes import Row
from cxdata.charts.wording import counted, signed

HEIGHT, MIDDLE = 26, 13
COLOURS = {"above": "var(--cx-p3)", "below": "var(--cx-m3)"}
WIDE = "cx-l-wide"
PLAIN, WEIGHTED = "Plain score", "Weighted score"
HEADS = (
    ("Team", "cx-l-name"),
    ("Answers", "cx-l-num"),
    ("Response", f"cx-l-num {WIDE}"),
    ("Asked", f"cx-l-num {WIDE}"),
    (PLAIN, "cx-l-num"),
    ("Expected", "cx-l-num"),
    ("Adjusted", "cx-l-num"),
    ("", "cx-l-bar"),
    ("Best guess", "cx-l-num"),
    ("Place", "cx-l-num"),
    ("Beside its peers", "cx-l-band"),
)


@dataclass(frozen=True)
class Lines:
    """The usual team, and what scores are drawn to where that is another point; points."""

    centre: float
    middle: float | None


def mark(rows: Sequence[Row], centre: float, name: str, middle: float | None = None) -> Mark:
    """A row a team, in the order given; a team's name can be pressed (data-team holds its id).

    centre  where the usual team lies, points; middle what scores are drawn to, drawn where it is
            another one
    """
    known = [end for r in rows for end in (r.low, r.high, r.least, r.most) if end is not None]
    scale = close([*known, centre])
    lines = Lines(centre, None if middle is None or signed(middle) == signed(centre) else middle)
    asked = any(row.response is not None or row.coverage is not None for row in rows)
    weighted = any(row.weighted is not None for row in rows)
    heads = [head for head in HEADS if asked or WIDE not in head[1]]
    if weighted:
        heads = [(WEIGHTED if words == PLAIN else words, kind) for words, kind in heads]
    head = tag("tr", *(tag("th", words, scope="col", class_=kind) for words, kind in heads))
    words = in_words(rows, centre, name)
    body = tag("tbody", *(_row(row, scale, lines, asked, weighted) for row in rows))
    return Mark(
        tag("table", tag("thead", head), body, class_="cx-league", aria_label=f"Teams of {name}"),
        words,
    )


def in_words(rows: Sequence[Row], centre: float, name: str) -> str:
    """The table in sentences, a team each."""
    said = " ".join(_sentence(row) for row in rows)
    return f"The usual team of {name} is at {signed(centre)}. {said}"


def _sentence(row: Row) -> str:
    if row.adjusted is None or row.low is None or row.high is None:
        return f"{row.name}: {row.words}."
    return (
        f"{row.name}: {row.words}; {signed(row.adjusted)} adjusted, 95 % between {signed(row.low)} "
        f"and {signed(row.high)}{_such(row)}, {counted(row.figure.n)}.{_careful(row)}"
    )


def _such(row: Row) -> str:
    if row.least is None or row.most is None:
        return ""
    return f" (95 in 100 such teams between {signed(row.least)} and {signed(row.most)})"


def _careful(row: Row) -> str:
    return f" But {row.caution}." if row.caution else ""


def _row(row: Row, scale: Scale, lines: Lines, asked: bool, weighted: bool) -> Markup:
    drawn = f"{_score(row.shrunk)} ±{row.margin:.0f}" if row.margin is not None else "–"
    name = tag("button", row.name, type="button", data_team=row.id, class_="cx-l-team")
    texts = (
        f"{row.figure.n:,}" if row.figure.n is not None else "–",
        _share(row.response),
        _share(row.coverage),
        _own(row, weighted),
        _score(row.expected),
        _score(row.adjusted),
        drawn,
        _place(row),
    )
    n, response, coverage, plain, expected, adjusted, drawn, place = texts
    cells = [
        tag("th", name, scope="row", class_="cx-l-name"),
        *_numbers((n, response, coverage, plain, expected, adjusted), asked),
        tag("td", _bar(row, scale, lines), class_="cx-l-bar"),
        tag("td", drawn, class_="cx-l-num"),
        tag("td", place, class_="cx-l-num"),
        tag("td", _band(row), class_="cx-l-band"),
        tag("td", _small(row, drawn, place, weighted), class_="cx-l-small", aria_hidden="true"),
    ]
    return tag("tr", *cells, class_=None if row.chosen else "cx-l-quiet")


def _numbers(texts: Sequence[str], asked: bool) -> list[Markup]:
    """The columns left of the bar; response and coverage only where somebody's are known."""
    kinds = ("", WIDE, WIDE, "", "", "cx-l-strong")
    return [
        tag("td", text, class_=f"cx-l-num {kind}".strip())
        for text, kind in zip(texts, kinds, strict=True)
        if asked or kind != WIDE
    ]


def _band(row: Row) -> Markup:
    word = tag("span", row.words, class_=f"cx-l-word cx-l-{row.band}")
    if not row.caution:
        return word
    return tag("div", word, tag("span", f"but {row.caution}", class_="cx-l-caution"))


def _own(row: Row, weighted: bool) -> str:
    """The team's own score; in brackets where it is as answered among weighted ones."""
    if not weighted or row.figure.value is None:
        return row.figure.text
    return f"({row.figure.text})" if row.weighted is None else row.weighted.text


def _small(row: Row, drawn: str, place: str, weighted: bool) -> str:
    """The row's figures in one line, where there is no room for columns."""
    if row.adjusted is None:
        return counted(row.figure.n)
    told = [counted(row.figure.n)]
    if row.response is not None:
        told.append(f"{_share(row.response)} answered")
    name = "plain" if not weighted or row.weighted is None else "weighted"
    told += [f"{name} {_own(row, weighted)}", f"expected {_score(row.expected)}"]
    told += [f"adjusted {_score(row.adjusted)}", f"best guess {drawn}", f"place {place}"]
    return " · ".join(told)


def _bar(row: Row, scale: Scale, lines: Lines) -> Markup:
    """Lines for the group, a pale band for such teams, a bar for the interval.

    Ring: adjusted; large dot: the best guess, drawn to the group (metrics/shrink.py).
    """
    parts = [_upright(scale.x(lines.centre), "3 3")]
    if lines.middle is not None:
        parts.append(_upright(scale.x(lines.middle), "1 3"))
    if row.least is not None and row.most is not None:
        left, right = scale.x(row.least), scale.x(row.most)
        parts.insert(0, _box(left, right, MIDDLE - 9, 18, "var(--cx-muted)", 0.14))
    if None not in (row.low, row.high, row.adjusted, row.shrunk):
        colour = COLOURS.get(row.band, "var(--cx-muted)")
        left, right = scale.x(row.low or 0.0), scale.x(row.high or 0.0)
        parts += [
            _box(left, right, MIDDLE - 2, 4, colour, 0.4),
            tag(
                "circle",
                cx=percent(scale.x(row.adjusted or 0.0)),
                cy=MIDDLE,
                r=4,
                fill="var(--cx-background)",
                stroke=colour,
                stroke_width=1.5,
            ),
            tag("circle", cx=percent(scale.x(row.shrunk or 0.0)), cy=MIDDLE, r=6, fill=colour),
        ]
    return drawing(_sentence(row), *parts, height=HEIGHT, class_="cx-drawing")


def _upright(x: float, dashes: str) -> Markup:
    ends = {"x1": percent(x), "x2": percent(x), "y1": 0, "y2": "100%"}
    return tag("line", **ends, stroke="var(--cx-muted)", stroke_dasharray=dashes)


def _box(left: float, right: float, top: int, height: int, fill: str, opacity: float) -> Markup:
    width = percent(max(right - left, 0.5))
    about = {"x": percent(left), "width": width, "y": top, "height": height, "rx": 2}
    return tag("rect", **about, fill=fill, opacity=opacity)


def _place(row: Row) -> str:
    if row.place_low is None or row.place_high is None:
        return "–"
    if row.place_low == row.place_high:
        return str(row.place_low)
    return f"{row.place_low}–{row.place_high}"


def _score(value: float | None) -> str:
    return "–" if value is None else signed(value)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f} %"
