"""An organisation's own template: checked before it is opened, emptied of its slides, measured."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

import pptx
from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

from cxdata.errors import BadInput
from cxdata.export.slides import ground, look
from cxdata.export.slides.look import HEIGHT, WIDTH, Box, Look

MEGA = 1024 * 1024
MOST_PACKED, MOST_UNPACKED, MOST_XML, MOST_PARTS, MOST_RATIO = (
    *(30 * MEGA, 100 * MEGA, 25 * MEGA, 4_000, 100),
)
SYSTEM = {"window": "#FFFFFF", "windowText": "#000000"}  # the two that themes use
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
FOOT = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
USUAL_TITLE = 44.0  # points, where a template does not tell
LEAST = 0.45  # of a slide's height that must be free under its title
TEMPLATE, SLIDES = (
    b"presentationml.template.main+xml",
    b"presentationml.presentation.main+xml",
)
ELSEWHERE = re.compile(rb'<Relationship\b[^>]*TargetMode="External"[^>]*>')
AGAIN = "Save it in PowerPoint as a .pptx or .potx file and choose it again, or leave it out."


@dataclass(frozen=True)
class Ground:
    """An empty deck, and where our things go on it.

    deck      without slides
    layout    of every slide; opening, of the first one, is None where the template has none
    body      the free place under the title; look its colours and scale
    title     width, height and type size of the title's place, told for 960 × 540
    """

    deck: Deck
    layout: SlideLayout
    opening: SlideLayout | None
    body: Box
    look: Look
    title: tuple[float, float, float]


def ours() -> Ground:
    """The ground without a template."""
    deck = ground.blank()
    layouts = deck.slide_layouts
    return Ground(
        deck,
        layouts.get_by_name("Title Only"),
        layouts.get_by_name("Title Slide"),
        Box(48, 64, 864, 446),
        look.ours(),
        (ground.TITLE.width, ground.TITLE.height, ground.TITLE_SIZE),
    )


def opened(data: bytes) -> Ground:
    """The ground of a template.

    raises  BadInput where it is too large, damaged, not what it says, or has no room for us
    """
    checked = _checked(data)
    try:
        deck = pptx.Presentation(io.BytesIO(checked))
        _emptied(deck)
        return _measured(deck)
    except BadInput:
        raise
    except Exception as wrong:
        # Whatever a damaged file does to the reader: the person has to know, and nothing is lost.
        raise BadInput(f"The template is damaged or no PowerPoint file. {AGAIN}") from wrong


def sized(data: bytes) -> None:
    """Refuse what is too large for a template as it is, before anything looks into it."""
    if len(data) > MOST_PACKED:
        raise BadInput(
            f"The template has more than {MOST_PACKED // MEGA} MB: leave its pictures out."
        )


def _checked(data: bytes) -> bytes:
    """The template's bytes as a presentation, or why they are refused, before anything opens."""
    sized(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            parts = held.infolist()
            unpacked = sum(part.file_size for part in parts)
            text = sum(p.file_size for p in parts if p.filename.endswith((".xml", ".rels")))
            bomb = unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(len(data), 1)
            if bomb or text > MOST_XML or len(parts) > MOST_PARTS:
                raise BadInput(
                    "The template unpacks to far more than a template holds: not opened."
                )
            return _as_presentation(held, data)
    except BadInput:
        raise
    except Exception as wrong:
        raise BadInput(f"The template is damaged or no PowerPoint file. {AGAIN}") from wrong


def _as_presentation(held: zipfile.ZipFile, data: bytes) -> bytes:
    """The same file; a .potx is told to be a presentation. Macros and outside files are refused."""
    kinds = held.read("[Content_Types].xml")
    if b"macroEnabled" in kinds or b"vbaProject" in kinds:
        raise BadInput(f"The template holds macros: not opened. {AGAIN}")
    for part in held.namelist():
        if part.endswith((".xml", ".rels")) and b"<!DOCTYPE" in held.read(part):
            raise BadInput(f"The template is damaged or no PowerPoint file. {AGAIN}")
        if part.endswith(".rels"):
            outside = ELSEWHERE.findall(held.read(part))
            if any(b"/hyperlink" not in one for one in outside):
                raise BadInput(
                    "The template takes pictures or other parts from outside the file: not "
                    "opened. Put them into the file and choose it again."
                )
    if TEMPLATE not in kinds:
        return data
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as told:
        for name in held.namelist():
            content = held.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(TEMPLATE, SLIDES)
            told.writestr(name, content)
    return made.getvalue()


def _emptied(deck: Deck) -> None:
    """Without its slides, and without the sections and shows that name them."""
    slides = deck.slides._sldIdLst
    for entry in list(slides):
        deck.part.drop_rel(entry.rId)
        slides.remove(entry)
    root = deck.part._element
    for tag in ("p:custShowLst", "p:extLst"):
        for found in root.findall(qn(tag)):
            root.remove(found)


def _measured(deck: Deck) -> Ground:
    if not deck.slide_width or not deck.slide_height or not len(deck.slide_masters):
        raise BadInput(f"The template has no master. {AGAIN}")
    width, height = deck.slide_width / 12700, deck.slide_height / 12700
    fitting = [
        (len(_others(layout)), number, layout, room)
        for number, layout in enumerate(_layouts(deck))
        if (room := _room(layout, width, height)) is not None
    ]
    if not fitting:
        raise BadInput(
            "The template has no layout with a title on top and room under it, as 'Title Only' "
            "has. Add one to its master and choose it again, or leave the template out."
        )
    # The layout with the fewest placeholders beside its title, the first of equals.
    _, _, layout, room = min(fitting, key=lambda one: one[:2])
    found = _look(layout, width, height)
    return Ground(deck, layout, _opening(deck), room, found, _titled(layout, found))


def _layouts(deck: Deck) -> list[SlideLayout]:
    return [layout for master in deck.slide_masters for layout in master.slide_layouts]


def _others(layout: SlideLayout) -> list[Any]:
    kinds = (*TITLES, *FOOT)
    return [p for p in layout.placeholders if p.placeholder_format.type not in kinds]


def _room(layout: SlideLayout, width: float, height: float) -> Box | None:
    """The free place under the layout's title; None where it has no title on top, or no room."""
    titles = [p for p in layout.placeholders if p.placeholder_format.type == PP_PLACEHOLDER.TITLE]
    if len(titles) != 1:
        return None
    title = titles[0]
    if None in (title.left, title.top, title.width, title.height):
        return None
    left, top, wide, high = (x / 12700 for x in (title.left, title.top, title.width, title.height))
    feet = [
        p.top / 12700
        for p in layout.placeholders
        if p.placeholder_format.type in FOOT and p.top is not None and p.top / 12700 > 0.8 * height
    ]
    gap = 6 * height / HEIGHT
    begin, end = top + high + gap, min([*feet, height - 3 * gap]) - gap
    if end - begin < LEAST * height or wide < 0.5 * width or left < 0 or left + wide > width + 1:
        return None
    return Box(left, begin, wide, end - begin)


def _titled(layout: SlideLayout, found: Look) -> tuple[float, float, float]:
    """The title's place without the margins that it usually has, and the size of its type."""
    title = next(p for p in layout.placeholders if p.placeholder_format.type == TITLES[0])
    sizes = [
        run.get("sz")
        for sheet in (title._element, layout.slide_master.placeholders[0]._element)
        for run in sheet.iterfind(f".//{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
    ]
    style = layout.slide_master._element.find(f".//{qn('p:titleStyle')}//{qn('a:defRPr')}")
    sizes.append(None if style is None else style.get("sz"))
    size = next((int(s) / 100 for s in sizes if s), USUAL_TITLE)
    width, height = title.width / 12700 - 14.4, title.height / 12700 - 7.2
    return width / found.unit, height / found.unit, size / found.unit


def _opening(deck: Deck) -> SlideLayout | None:
    """The layout of a title slide: a title in its centre, and a subtitle."""
    for layout in _layouts(deck):
        kinds = [p.placeholder_format.type for p in layout.placeholders]
        if PP_PLACEHOLDER.CENTER_TITLE in kinds and PP_PLACEHOLDER.SUBTITLE in kinds:
            return layout
    return None


def _look(layout: SlideLayout, width: float, height: float) -> Look:
    """The theme's colours as this layout's master maps them."""
    master = layout.slide_master
    theme = etree.fromstring(
        master.part.part_related_by(RT.THEME).blob, etree.XMLParser(resolve_entities=False)
    )
    scheme = {
        etree.QName(entry).localname: value
        for entry in theme.find(f".//{qn('a:clrScheme')}")
        if (value := _value(entry))
    }
    mapped = dict(master._element.find(qn("p:clrMap")).attrib)
    named = {name: scheme.get(to, "") for name, to in mapped.items()} | scheme
    background = _background(layout._element, named) or _background(master._element, named)
    return look.theirs(
        background or named.get("bg1") or "#FFFFFF",
        named.get("tx1") or "#000000",
        named.get("accent1") or "#000000",
        min(width / WIDTH, height / HEIGHT),
    )


def _background(sheet: etree._Element, named: dict[str, str]) -> str:
    """The plain colour behind a layout or a master; '' where it has none, or a picture."""
    for path in ("p:cSld/p:bg/p:bgPr/a:solidFill", "p:cSld/p:bg/p:bgRef"):
        found = sheet.find("/".join(qn(step) for step in path.split("/")))
        if found is not None:
            scheme = found.find(qn("a:schemeClr"))
            return _value(found) if scheme is None else named.get(scheme.get("val", ""), "")
    return ""


def _value(entry: etree._Element) -> str:
    """The #RRGGBB of a colour's element; '' where it is told in another way."""
    plain, named = entry.find(qn("a:srgbClr")), entry.find(qn("a:sysClr"))
    if named is not None and named.get("val") in SYSTEM:
        return SYSTEM[named.get("val")]
    told = plain.get("val", "") if plain is not None else ""
    return f"#{told.upper()}" if re.fullmatch(r"[0-9A-Fa-f]{6}", told) else ""
