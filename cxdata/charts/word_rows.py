"""Words that one side says more, and themes, as short tables whose rows can be pressed."""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from cxdata.charts.shapes import Change, Figure
from cxdata.charts.svg import Mark, Markup, percent, tag
from cxdata.charts.wording import measured

TERM, THEME = "term", "theme"
BETWEEN = ":"
CHANGE = "change"


class Term(Protocol):
    """A word or phrase: reports.voice.Term."""

    @property
    def words(self) -> str: ...
    @property
    def unhappy(self) -> int: ...
    @property
    def happy(self) -> int: ...
    @property
    def z(self) -> float: ...


class Theme(Protocol):
    """A theme: reports.themes.Row."""

    @property
    def name(self) -> str: ...
    @property
    def comments(self) -> int: ...
    @property
    def share(self) -> float: ...
    @property
    def figure(self) -> Figure: ...
    @property
    def change(self) -> Change: ...


def terms(
    found: Sequence[Term], side: str, widest: float, homes: Mapping[str, str] | None = None
) -> Mark | None:
    """A table of terms; None where nothing stands out.

    side    'unhappy' or 'happy': whose terms they are
    widest  the z that a bar of full length stands for
    homes   the theme that a term belongs to, where it does
    """
    if not found:
        return None
    words = f"Said more by {side} customers: {', '.join(one.words for one in found)}."
    rows = (_term(one, side, widest, (homes or {}).get(one.words, "")) for one in found)
    head = _head("Said", "", "unhappy", "happy")
    table = tag("table", head, tag("tbody", *rows), class_="cx-words", aria_label=words)
    return Mark(table, words)


def themes(found: Sequence[Theme], chosen: str = "") -> Mark | None:
    """A table of themes; None where there are none."""
    if not found:
        return None
    words = " ".join(
        f"{one.name}: {one.comments:,} comments, {measured(one.figure)}, {one.change.words}."
        for one in found
        if one.comments
    )
    rows = (_theme(one, one.name == chosen) for one in found)
    head = _head("Theme", "comments", "NPS", "", CHANGE)
    label = "Themes with their comments, NPS and change"
    body = tag("tbody", *rows)
    return Mark(tag("table", head, body, class_="cx-words cx-themes", aria_label=label), words)


def picked(pressed: str) -> tuple[str, str] | None:
    """What was pressed: ('term' or 'theme', its words); None for what is neither."""
    kind, between, words = pressed.partition(BETWEEN)
    return (kind, words) if between and kind in (TERM, THEME) else None


def _term(one: Term, side: str, widest: float, home: str) -> Markup:
    told = (
        f"{one.words}: in {one.unhappy:,} comments of unhappy and {one.happy:,} of happy "
        "customers. Show them."
    )
    length = 100 * min(1.0, abs(one.z) / widest) if widest else 0.0
    bar = tag(
        "svg",
        tag("rect", x="0", y="1", height="8", width=percent(length), rx="2", class_=f"cx-{side}"),
        width="100%", height="10", aria_hidden="true",
    )  # fmt: skip
    button = _button(one.words, TERM, told)
    return tag(
        "tr",
        tag("th", button, tag("small", home) if home else None, scope="row"),
        tag("td", bar, class_="cx-words-bar"),
        tag("td", f"{one.unhappy:,}", class_="cx-words-n"),
        tag("td", f"{one.happy:,}", class_="cx-words-n"),
    )


def _theme(one: Theme, chosen: bool) -> Markup:
    said = f"{one.comments:,} comments, {measured(one.figure)}" if one.comments else "no comment"
    told = f"{one.name}: {said}. Show them."
    text = one.figure.text if one.figure.value is not None else one.figure.note
    kind = {"up": "cx-up", "down": "cx-down"}.get(one.change.verdict, "cx-quiet")
    # Nobody says it: a row of excuses would only be in the way.
    text, change = (text, one.change.words) if one.comments else ("", "")
    # On a phone the change stands under the name; one of the two is shown.
    under = tag("div", change, class_=f"cx-words-under {kind}") if change else None
    return tag(
        "tr",
        tag("th", _button(one.name, THEME, told, chosen), under, scope="row"),
        tag("td", f"{one.comments:,}", class_="cx-words-n"),
        tag("td", text, class_="cx-words-n cx-words-value"),
        tag("td", _interval(one.figure), class_="cx-words-bar"),
        tag("td", change, class_=f"cx-words-change {kind}"),
    )


def _interval(figure: Figure) -> Markup | None:
    """The interval on −100 … +100, the score as a dot, zero as a tick."""
    if figure.value is None or figure.low is None or figure.high is None:
        return None
    low, value, high = (percent((end + 100) / 2) for end in (figure.low, figure.value, figure.high))
    return tag(
        "svg",
        tag("line", x1="50%", x2="50%", y1="0", y2="14", class_="cx-zero"),
        tag("line", x1=low, x2=high, y1="7", y2="7", class_="cx-reach"),
        tag("circle", cx=value, cy="7", r="3.5", class_="cx-dot"),
        width="100%", height="14", aria_hidden="true",
    )  # fmt: skip


def _button(words: str, kind: str, told: str, chosen: bool = False) -> Markup:
    return tag(
        "button",
        tag("span", words, dir="auto"),
        type="button",
        class_="cx-link",
        data_pick=f"{kind}{BETWEEN}{words}",
        aria_label=told,
        aria_pressed=("true" if chosen else "false") if kind == THEME else None,
    )


def _place(i: int, name: str) -> str | None:
    if name == CHANGE:
        return "cx-words-n cx-words-change"
    return None if i == 0 else "cx-words-n"


def _head(*names: str) -> Markup:
    cells = (
        tag("th", name, scope="col", class_=_place(i, name))
        if name
        else tag("td", class_="cx-words-bar")
        for i, name in enumerate(names)
    )
    return tag("thead", tag("tr", *cells))
