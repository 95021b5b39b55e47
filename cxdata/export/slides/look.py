"""How a deck looks: its colours, its sizes, and where things lie on a slide."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pptx.dml.color import RGBColor
from pptx.util import Emu, Pt

from cxdata.charts.palette import DARK, LIGHT, Palette

READABLE, SEEN = 4.5, 3.0  # contrast of text, and of a mark, against what lies behind (WCAG AA)
WIDTH, HEIGHT = 960.0, 540.0  # points of the slide that all sizes are told for


@dataclass(frozen=True)
class Box:
    """A place on a slide, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + self.height

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """Left, top, width and height as the file counts them."""
        left, top, width, height = (
            Emu(round(x * 12700)) for x in (self.left, self.top, self.width, self.height)
        )
        return left, top, width, height

    def rows(self, *shares: float, gap: float = 0) -> tuple[Box, ...]:
        """Cut into rows of these shares of the height."""
        free, top, found = self.height - gap * (len(shares) - 1), self.top, []
        for share in shares:
            height = free * share / sum(shares)
            found.append(replace(self, top=top, height=height))
            top += height + gap
        return tuple(found)

    def columns(self, *shares: float, gap: float = 0) -> tuple[Box, ...]:
        """Cut into columns of these shares of the width."""
        free, left, found = self.width - gap * (len(shares) - 1), self.left, []
        for share in shares:
            width = free * share / sum(shares)
            found.append(replace(self, left=left, width=width))
            left += width + gap
        return tuple(found)


@dataclass(frozen=True)
class Look:
    """Colours as #RRGGBB and the scale of everything.

    palette   what scores are coloured with: its diverging steps mean the same in every deck
    own       our own ground, whose title is styled by us; a template styles its own
    unit      points on this slide for a point on a slide of 960 × 540
    """

    palette: Palette
    background: str
    ink: str
    muted: str
    line: str
    accent: str
    own: bool
    unit: float = 1.0

    def size(self, points: float) -> Pt:
        """A type size or a width, told for 960 × 540."""
        return Pt(round(points * self.unit * 4) / 4)

    def tint(self, step: int) -> str:
        """The diverging colour of a step -3 … +3."""
        return self.palette.tint(step)

    def on(self, fill: str) -> str:
        """The colour of text on a fill: whichever of ink and paper can be read better."""
        return max((LIGHT.ink, LIGHT.card), key=lambda colour: contrast(colour, fill))


def ours() -> Look:
    """The look of a deck without a template: the light palette."""
    return Look(LIGHT, LIGHT.background, LIGHT.ink, LIGHT.muted, LIGHT.line, LIGHT.accent, True)


def theirs(background: str, ink: str, accent: str, unit: float) -> Look:
    """The look of a template's colours; what could not be read on its background gives way."""
    palette = LIGHT if luminance(background) > 0.2 else DARK
    text = ink if contrast(ink, background) >= READABLE else palette.ink
    muted = mixed(text, background, 0.3)
    return Look(
        palette=palette,
        background=background,
        ink=text,
        muted=muted if contrast(muted, background) >= READABLE else text,
        line=mixed(text, background, 0.85),
        accent=accent if contrast(accent, background) >= SEEN else text,
        own=False,
        unit=unit,
    )


def rgb(colour: str) -> RGBColor:
    """#RRGGBB as the file's own kind."""
    return RGBColor.from_string(colour.removeprefix("#"))


def mixed(one: str, other: str, share: float) -> str:
    """A colour that is `share` of the way from one to the other."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """Contrast 1..21 of two colours (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance 0..1 (WCAG 2.2)."""
    parts = [c / 255 for c in _channels(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, int, int]:
    digits = colour.removeprefix("#")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
