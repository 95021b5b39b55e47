"""A slide for the big screen: its question, its answer, one picture, where it comes from.

Sizes are in `u`, a 1080th of the slide's height, so that a slide looks the same on every screen;
nothing is written smaller than 24 u. Places within a picture are percentages of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cxdata.charts import slide_shapes as shapes
from cxdata.charts.svg import Mark, Markup, join, number, tag

BRACKETS = re.compile(r"\([^()]{1,30}\)")
# The longer the sentence, the smaller it is set: characters up to which a size holds.
SENTENCES = ((90, "short"), (170, "middle"), (270, "long"))


def deck(slides: Sequence[Markup]) -> Markup:
    """All slides at once; the browser shows one at a time."""
    return tag("div", *slides, class_="cx-deck")


def slide(
    said: shapes.Slide, pictures: Sequence[Mark | None], place: tuple[int, int], stamp: str
) -> Markup:
    """One slide.

    place   its number and how many there are
    stamp   whose data this is and up to when
    """
    at, count = place
    # What stands in brackets is read at one glance: no line breaks within it.
    sentence = BRACKETS.sub(lambda found: found[0].replace(" ", "\u00a0"), said.sentence)
    shown = [mark for mark in pictures if mark is not None]
    label = f"Slide {at} of {count}: {said.title}"
    return tag(
        "div",
        tag("h1", said.title, class_="cx-asked"),
        tag("p", sentence, class_=f"cx-said cx-{size(said.sentence)}"),
        _pictures(shown, said.words),
        tag(
            "div",
            tag("span", f"{said.source} · {stamp}" if stamp else said.source),
            tag("span", f"{at} / {count}", class_="cx-number"),
            class_="cx-foot",
        ),
        class_=f"cx-slide cx-key-{said.key}",
        role="group",
        aria_roledescription="slide",
        aria_label=label,
        data_key=said.key,
    )


def size(sentence: str) -> str:
    """How large a sentence of this length is set: 'short', 'middle', 'long' or 'longest'."""
    return next((name for most, name in SENTENCES if len(sentence) <= most), "longest")


def placed(x: float, y: float, **more: float) -> str:
    """A style that puts an element at percentages of its picture; more: width, height."""
    told = {"left": x, "top": y, **more}
    return ";".join(f"{name}:{number(value)}%" for name, value in told.items())


def words(text: str, x: float, y: float, class_: str = "") -> Markup:
    """A text that is centred on a place of the picture."""
    return tag("span", text, class_=f"cx-at {class_}".strip(), style=placed(x, y))


def above(text: str, x: float, y: float, class_: str = "") -> Markup:
    """A text that stands on a place of the picture."""
    return words(text, x, y, f"cx-above {class_}".strip())


def below(text: str, x: float, y: float, class_: str = "") -> Markup:
    """A text that hangs under a place of the picture."""
    return words(text, x, y, f"cx-below {class_}".strip())


def canvas(*parts: str | None) -> Markup:
    """Lines and areas behind the words, in percentages both ways."""
    return tag("svg", *parts, viewBox="0 0 100 100", preserveAspectRatio="none", aria_hidden="true")


def points(places: Sequence[tuple[float, float]]) -> str:
    """Places as SVG writes them."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in places)


def _pictures(shown: Sequence[Mark], told: str) -> Markup:
    """Each picture by its words; one alone by all that the slide says of it."""
    labels = [told] if len(shown) == 1 else [mark.words for mark in shown]
    return join(*(_picture(m, i, w) for i, (m, w) in enumerate(zip(shown, labels, strict=True))))


def _picture(mark: Mark, at: int, told: str) -> Markup:
    # A table is read cell by cell; a picture is read by its words.
    named = {} if "<table" in mark.html else {"role": "img", "aria_label": told}
    return tag("div", mark.html, class_=f"cx-picture cx-picture-{at}", **named)
