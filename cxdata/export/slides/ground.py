"""Our own ground: a 16:9 master in the palette's colours, with two layouts and nothing else."""

from __future__ import annotations

from typing import Any

import pptx
from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Emu

from cxdata.charts.palette import LIGHT
from cxdata.export.slides.look import HEIGHT, WIDTH, Box

KEPT = ("Title Slide", "Title Only")
FONT = "Arial"  # on every machine that shows slides, so that lines break where we broke them
TITLE, TITLE_SIZE = Box(48, 30, 864, 30), 18.0
OPENING, UNDER = Box(48, 130, 864, 124), Box(48, 294, 864, 80)
COLOURS = {
    "dk1": LIGHT.ink,
    "lt1": LIGHT.background,
    "dk2": LIGHT.muted,
    "lt2": LIGHT.shade,
    "accent1": LIGHT.tint(3),
    "accent2": LIGHT.tint(-3),
    "accent3": LIGHT.accent,
    "accent4": LIGHT.tint(2),
    "accent5": LIGHT.tint(-2),
    "accent6": LIGHT.neutral,
    "hlink": LIGHT.accent,
    "folHlink": LIGHT.muted,
}


def blank() -> Deck:
    """An empty deck on our ground."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = (Emu(round(x * 12700)) for x in (WIDTH, HEIGHT))
    for layout in list(deck.slide_layouts):
        if layout.name not in KEPT:
            deck.slide_layouts.remove(layout)
    _coloured(deck)
    _placed(deck)
    return deck


def _coloured(deck: Deck) -> None:
    """The theme's colours and fonts are ours, so that what a person adds is in them too."""
    part = deck.slide_master.part.part_related_by(RT.THEME)
    theme = etree.fromstring(part.blob)
    for name, colour in COLOURS.items():
        entry = theme.find(f".//{qn(f'a:{name}')}")
        entry.clear()
        etree.SubElement(entry, qn("a:srgbClr"), val=colour[1:])
    for font in theme.iterfind(f".//{qn('a:fontScheme')}//{qn('a:latin')}"):
        font.set("typeface", FONT)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _placed(deck: Deck) -> None:
    master = deck.slide_master
    for shape in list(master.placeholders):
        if shape.placeholder_format.type is not None and shape.placeholder_format.idx > 1:
            shape._element.getparent().remove(shape._element)
    for layout in deck.slide_layouts:
        for shape in list(layout.placeholders):
            if shape.placeholder_format.idx > 1:
                shape._element.getparent().remove(shape._element)
    _title(master.placeholders[0], TITLE, "t")
    _at(master.placeholders[1], Box(48, 150, 864, 300))
    _styled(master._element, round(TITLE_SIZE * 100), "dk2")
    opening = deck.slide_layouts.get_by_name("Title Slide")
    if opening is not None:
        title, under = opening.placeholders
        _title(title, OPENING, "b")
        _title(under, UNDER, "t")
        _ramp(opening)
        _sized(title._element, 4400, "dk1", "1")
        _sized(under._element, 2000, "dk2", "0")


def _ramp(layout: SlideLayout) -> None:
    """The seven colours from detractors to promoters, as a strip under the opening's title."""
    tree = layout._element.cSld.spTree
    for i, step in enumerate(range(-3, 4)):
        left, top, width, height = Box(48 + i * 40, 270, 40, 6).emu
        tree.insert_element_before(
            parse_xml(
                f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>"
                f'<p:cNvPr id="{100 + i}" name="Colour {i}"/>'
                f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
                f'<a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
                '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
                f'<a:srgbClr val="{LIGHT.tint(step)[1:]}"/></a:solidFill></p:spPr></p:sp>'
            ),
            "p:extLst",
        )


def _at(shape: Any, place: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = place.emu


def _title(shape: Any, place: Box, anchor: str) -> None:
    _at(shape, place)
    body = shape._element.txBody.find(qn("a:bodyPr"))
    body.set("anchor", anchor)
    for side in ("lIns", "tIns", "rIns", "bIns"):
        body.set(side, "0")


def _styled(master: etree._Element, size: int, colour: str) -> None:
    """The title's style: quiet, left, the question above its answer."""
    level = master.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    level.set("algn", "l")
    level.remove(level.find(qn("a:defRPr")))
    level.append(_run(size, colour, "0"))


def _sized(shape: etree._Element, size: int, colour: str, bold: str) -> None:
    style = shape.txBody.find(qn("a:lstStyle"))
    style.clear()
    level = etree.SubElement(style, qn("a:lvl1pPr"), algn="l", marL="0", indent="0")
    etree.SubElement(level, qn("a:buNone"))
    level.append(_run(size, colour, bold))


def _run(size: int, colour: str, bold: str) -> etree._Element:
    return parse_xml(
        f'<a:defRPr {nsdecls("a")} sz="{size}" b="{bold}"><a:solidFill>'
        f'<a:schemeClr val="{_mapped(colour)}"/></a:solidFill>'
        '<a:latin typeface="+mj-lt"/></a:defRPr>'
    )


def _mapped(name: str) -> str:
    return {"dk1": "tx1", "dk2": "tx2", "lt1": "bg1", "lt2": "bg2"}.get(name, name)
