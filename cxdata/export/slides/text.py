"""Text on a slide: cleaned, fitted to its place, in the direction that it is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.text.text import TextFrame, _Paragraph

from cxdata.export import plain
from cxdata.export.slides.look import Box, Look, rgb

LEADING = 1.2  # height of a line in sizes of its type
LONGEST_ALT = 2_000
SPACES, BLANK = re.compile("[ \t\r\n\x0b\x0c\x85\u2028\u2029]+"), "\u00a0"
ANCHORS = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}
ALIGNED = {"left": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}


@dataclass(frozen=True)
class Run:
    """Words of one kind: size in points of a 960 × 540 slide, colour #RRGGBB."""

    words: str
    size: float
    colour: str
    bold: bool = False


def box(
    shapes: Any,
    place: Box,
    look: Look,
    lines: Iterable[Sequence[Run]],
    *,
    anchor: str = "top",
    align: str = "left",
) -> Any:
    """A text box without margins that keeps to its place."""
    made = shapes.add_textbox(*place.emu)
    fill(made.text_frame, look, lines, anchor=anchor, align=align)
    return made


def fill(
    frame: TextFrame,
    look: Look,
    lines: Iterable[Sequence[Run]],
    *,
    anchor: str = "top",
    align: str = "left",
    margin: float = 0,
) -> None:
    """Write lines of runs into a frame."""
    frame.word_wrap = True
    for side in ("left", "right", "top", "bottom"):
        setattr(frame, f"margin_{side}", look.size(margin))
    frame.vertical_anchor = ANCHORS[anchor]
    for number, runs in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = ALIGNED[align]
        write(paragraph, look, runs)


def write(paragraph: _Paragraph, look: Look, runs: Sequence[Run]) -> None:
    """Write runs into a paragraph; the first strong letter decides which way it is read."""
    if rightward("".join(run.words for run in runs)):
        paragraph._p.get_or_add_pPr().set("rtl", "1")
    for run in runs:
        made = paragraph.add_run()
        # An empty line would be as high as 18 points: a blank keeps it to its own type.
        made.text = SPACES.sub(" ", plain.legal(run.words)) or BLANK
        made.font.size = look.size(run.size)
        made.font.bold = run.bold
        made.font.color.rgb = rgb(run.colour)


def rightward(words: str) -> bool:
    """Is this read from right to left?"""
    strong = (unicodedata.bidirectional(letter) for letter in words)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


def fitted(words: str, width: float, height: float, sizes: Sequence[float]) -> tuple[str, float]:
    """The largest of the sizes at which the words fit; at the smallest they are cut.

    width, height  of the place, in points of a 960 × 540 slide
    """
    clean = plain.line(words)
    for size in sizes:
        if lines(clean, width, size) * size * LEADING <= height + 0.1:
            return clean, size
    smallest = sizes[-1]
    most = int(max(1, height // (smallest * LEADING)) * width / smallest / 0.45)
    while most > 2:
        cut = plain.line(clean, most)
        if lines(cut, width, smallest) * smallest * LEADING <= height + 0.1:
            return cut, smallest
        most = most * 9 // 10
    return plain.line(clean, 2), smallest


def lines(words: str, width: float, size: float) -> int:
    """How many lines the words take, broken between words as an office program does."""
    # A little less than there is: no two programs break a line at the very same letter.
    count, used, most = 1, 0.0, 0.96 * width / size
    for word in words.split(" "):
        wide = sum(map(_em, word))
        if used and used + wide > most:
            count, used = count + 1, 0.0
        if wide > most:
            count += int((used + wide) / most)
            used = (used + wide) % most
        else:
            used += wide
        used += 0.28
    return count


def alt(shape: Any, words: str, name: str) -> None:
    """What a picture shows, for whoever cannot see it, and what it is called in the outline."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("descr", plain.line(words, LONGEST_ALT))
    properties.set("name", plain.line(name, 120))


def _em(letter: str) -> float:
    """About how wide a letter is, in sizes of its type; rather too wide than too narrow."""
    if unicodedata.east_asian_width(letter) in ("W", "F") or ord(letter) > 0xFFFF:
        return 1.1
    if letter in "mwMW%@—…":
        return 0.9
    if letter in "iljtfI.,:;'|! ()":
        return 0.31
    return 0.7 if letter.isupper() else 0.57
