"""A presentation as PowerPoint: native charts and tables to edit, on our ground or a template's."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide as Drawn
from pptx.slide import SlideLayout

from cxdata.errors import BadInput
from cxdata.export import plain
from cxdata.export.slides import bridge, charts, paging, shapes, tables, template, text
from cxdata.export.slides.look import Box, Look
from cxdata.export.slides.template import FOOT, TITLES, Ground
from cxdata.export.slides.text import Run
from cxdata.reports.presentation import (
    Bridge,
    Goals,
    Headline,
    Heat,
    Line,
    Picture,
    Presentation,
    Shares,
    Slide,
    Table,
    Way,
)

DRAWN: dict[type, Callable[[Drawn, Box, Look, Any, str], None]] = {
    Headline: shapes.headline,
    Shares: charts.shares,
    Line: charts.line,
    Bridge: bridge.bridge,
    Heat: tables.heat,
    Way: shapes.way,
    Goals: tables.goals,
    Table: tables.table,
}
SENTENCE = (28.0, 24.0, 21.0, 18.0, 16.0)
FOOTNOTE = 46.0  # points kept for source, day and definition
LONGEST_TITLE, LONGEST_NOTES = 200, 20_000


def deck(presentation: Presentation, template_file: bytes | None = None) -> bytes:
    """The deck: a title slide, then the presentation's slides; what is too long for one goes on.

    template_file  the organisation's own .pptx or .potx: its master, layouts, size and colours
    raises         BadInput where the template cannot be used; nothing else is touched
    """
    ground = template.ours() if template_file is None else template.opened(template_file)
    try:
        return _made(presentation, ground)
    except (BadInput, MemoryError):
        raise
    except Exception as wrong:
        if template_file is None:
            raise
        raise BadInput(f"The template cannot be filled. {template.AGAIN}") from wrong


def check(template_file: bytes) -> None:
    """Can this template be used? Tried with an empty deck.

    raises  BadInput as `deck` does
    """
    deck(
        Presentation("", "", "", "", 0, False, (Slide("", "", "", (), "", "", ""),)), template_file
    )


def _made(presentation: Presentation, ground: Ground) -> bytes:
    if ground.opening is not None:
        _opening(ground, ground.opening, presentation)
    for number, slide in enumerate(presentation.slides, start=1):
        place = f"{number} / {len(presentation.slides)}"
        for page in paging.pages(slide):
            _slide(ground, presentation, page, place)
    _described(ground.deck, presentation)
    written = io.BytesIO()
    ground.deck.save(written)
    return written.getvalue()


def _opening(ground: Ground, layout: SlideLayout, presentation: Presentation) -> None:
    made = _added(ground.deck, layout)
    under = [p for p in made.placeholders if p.placeholder_format.type not in TITLES]
    made.shapes.title.text = plain.line(presentation.title, LONGEST_TITLE)
    told = [
        " · ".join(part for part in (presentation.company, presentation.period) if part),
        stamp(presentation),
    ]
    under[0].text = "\n".join(plain.line(words, LONGEST_TITLE) for words in told if words)


def _slide(ground: Ground, presentation: Presentation, slide: Slide, number: str) -> None:
    made, look = _added(ground.deck, ground.layout), ground.look
    _title(made.shapes.title, ground, slide.title)
    body = ground.body
    foot = FOOTNOTE * look.unit
    said = _sentence(made, body, look, slide)
    top = body.top + said + 14 * look.unit
    under = Box(body.left, top, body.width, body.bottom - foot - 10 * look.unit - top)
    pictures = [_dated(picture, presentation.period) for picture in slide.pictures]
    for picture, place in zip(pictures, _places(slide.pictures, under, look), strict=True):
        DRAWN[type(picture)](made, place, look, picture, slide.words or slide.sentence)
    below = Box(body.left, body.bottom - foot, body.width, foot)
    _footnote(made, below, look, (slide, presentation, number))
    made.notes_slide.notes_text_frame.text = _notes(slide, presentation)


def _dated(picture: Picture, period: str) -> Picture:
    """The large number says of which months it is: a line beside it ends with another."""
    if not isinstance(picture, Headline) or not period:
        return picture
    print_ = picture.small_print
    return replace(picture, small_print=f"{period}: {print_}" if print_ else "")


def _added(held: Deck, layout: SlideLayout) -> Drawn:
    """A slide without the placeholders that nothing of ours fills."""
    made = held.slides.add_slide(layout)
    keep = 1 if any(p.placeholder_format.type == TITLES[1] for p in made.placeholders) else 0
    for shape in list(made.placeholders):
        kind = shape.placeholder_format.type
        if kind not in TITLES and (kind in FOOT or not keep):
            shape._element.getparent().remove(shape._element)
        elif kind not in TITLES:
            keep -= 1
    return made


def _title(shape: Any, ground: Ground, words: str) -> None:
    """The title in the ground's own style; smaller where it would not fit its place."""
    width, height, usual = ground.title
    sizes = [usual * share for share in (1.0, 0.85, 0.7, 0.6, 0.5, 0.4)]
    shape.text, size = text.fitted(words, width, max(height, usual * text.LEADING), sizes)
    paragraph = shape.text_frame.paragraphs[0]
    if size < usual:
        paragraph.runs[0].font.size = ground.look.size(size)
    if text.rightward(shape.text):
        paragraph._p.get_or_add_pPr().set("rtl", "1")


def _sentence(made: Drawn, body: Box, look: Look, slide: Slide) -> float:
    """The answer in large type; how high it is."""
    if not slide.sentence:
        return 0.0
    # A template's font may be wider than ours.
    width = body.width / look.unit * (1.0 if look.own else 0.9)
    words, size = text.fitted(slide.sentence, width, 76, SENTENCE)
    height = text.lines(words, width, size) * size * text.LEADING * look.unit
    place = Box(body.left, body.top, body.width, height)
    text.box(made.shapes, place, look, [[Run(words, size, look.ink)]])
    return height


def _places(pictures: tuple[Picture, ...], under: Box, look: Look) -> tuple[Box, ...]:
    if len(pictures) < 2:
        return (under,) * len(pictures)
    first = 0.8 if isinstance(pictures[0], Headline) else 1.0
    return under.columns(first, 1.0, gap=36 * look.unit)


def _footnote(made: Drawn, place: Box, look: Look, told: tuple[Slide, Presentation, str]) -> None:
    """Where the figures are from, up to when, and what they are; on every slide."""
    slide, presentation, number = told
    words, page = place.columns(0.92, 0.08)
    width = words.width / look.unit
    line = " · ".join(part for part in (slide.source, stamp(presentation)) if part)
    source, size = text.fitted(line, width, 15, (12.0, 11.0, 10.0, 9.5))
    definition, small = text.fitted(slide.definition, width, 30, (12.0, 11.0, 10.0, 9.0))
    lines = [[Run(source, size, look.muted, True)], [Run(definition, small, look.muted)]]
    text.box(made.shapes, words, look, lines, anchor="bottom")
    shown = [[Run(number, 12.0, look.muted)]]
    text.box(made.shapes, page, look, shown, anchor="bottom", align="right")


def stamp(presentation: Presentation) -> str:
    """Up to when the figures know, since when they stand, and whether they are made up."""
    told = [
        f"Data to {_day(presentation.as_of)}" if presentation.as_of else "",
        f"frozen on {_day(presentation.frozen_at)}" if presentation.frozen_at else "",
        "a made-up company" if presentation.demo else "",
    ]
    return " · ".join(part for part in told if part)


def _day(moment: str) -> str:
    try:
        day = date.fromisoformat(moment[:10])
    except ValueError:
        return plain.line(moment, 40)
    return f"{day.day} {day:%b %Y}"


def _notes(slide: Slide, presentation: Presentation) -> str:
    """What the speaker reads: the sentence in full, the explainer, the pictures in words."""
    told = (
        slide.sentence,
        slide.notes,
        f"What it shows: {slide.words}" if slide.words else "",
        f"How it is counted: {slide.definition}" if slide.definition else "",
        " · ".join(part for part in (slide.source, stamp(presentation)) if part),
    )
    return plain.legal("\n\n".join(part for part in told if part))[:LONGEST_NOTES]


def _described(held: Deck, presentation: Presentation) -> None:
    about = held.core_properties
    about.title = plain.line(presentation.title, 250)
    about.subject = plain.line(presentation.period, 250)
    about.author = about.last_modified_by = plain.line(presentation.company, 250)
    about.comments = plain.line(stamp(presentation), 250)
    about.keywords = ""
    # The day of the figures: nothing below the pages reads the clock.
    day = presentation.frozen_at[:10] or presentation.as_of
    try:
        about.created = about.modified = datetime.fromisoformat(day)
    except ValueError:
        about.created = about.modified = datetime(2000, 1, 1)
