"""SVG and HTML built from pieces, each text escaped: a team's name is hostile until then."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

# What a mark may be made of. No element here loads, runs or links anything.
ELEMENTS = {
    *("svg", "title", "rect", "line", "circle", "polyline", "polygon", "text"),
    *("div", "span", "p", "h1", "h2", "b", "small"),
    *("table", "thead", "tbody", "tr", "th", "td", "button", "details", "summary"),
}
# Attributes are ours, never a file's; names are checked all the same.
_FORBIDDEN = ("on", "href", "src", "xlink")


class Markup(str):
    """Text that is markup already: built here, so that it needs no escaping."""

    __slots__ = ()


@dataclass(frozen=True)
class Mark:
    """A picture and what it shows in words.

    html   markup that needs no further escaping
    words  its alternative text
    """

    html: Markup
    words: str


def tag(name: str, *children: str | None, **attributes: object) -> Markup:
    """An element; plain strings inside are escaped, Markup is kept, None left out.

    attributes  underscores become dashes (`stroke_width`), a trailing one is dropped (`class_`);
                None leaves the attribute out
    raises      ValueError on an element or attribute that a mark may not have
    """
    if name not in ELEMENTS:
        raise ValueError(f"a mark has no element '{name}'")
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    return Markup(f"<{name}{written}>{join(*children)}</{name}>")


def join(*children: str | None) -> Markup:
    """Pieces in a row, plain strings escaped."""
    return Markup(
        "".join(
            c if isinstance(c, Markup) else escape(c, quote=True) for c in children if c is not None
        )
    )


def drawing(words: str, *children: str | None, height: float, **attributes: object) -> Markup:
    """An SVG as wide as its place and so many pixels high, with its words as title.

    Positions across are percentages, so that text keeps its size at every width.
    """
    return tag(
        "svg",
        tag("title", words),
        *children,
        role="img",
        width="100%",
        height=number(height),
        aria_label=words,
        **attributes,
    )


def number(value: float) -> str:
    """A coordinate: two decimals at most, no trailing zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(value: float) -> str:
    """A share of the width, as SVG writes it."""
    return f"{number(value)}%"


def _attribute(key: str, value: object) -> str:
    if value is None:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if name.startswith(_FORBIDDEN) or not name.replace("-", "").isalnum():
        raise ValueError(f"a mark has no attribute '{name}'")
    written = number(value) if isinstance(value, float) else str(value)
    return f' {name}="{escape(written, quote=True)}"'
