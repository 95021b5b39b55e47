"""An organisation's own template: used as it is, or refused in words before anything opens."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pptx as library
import pytest
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.util import Inches, Pt

from cxdata.errors import BadInput
from cxdata.export import pptx
from cxdata.export.slides import ground, look, template
from tests.export import decks


def saved(deck: Any) -> bytes:
    written = io.BytesIO()
    deck.save(written)
    return written.getvalue()


def house(dark: bool = False) -> Any:
    """A company's template: its colours, its font, 4:3, with slides that were left in it."""
    deck = library.Presentation()
    part = deck.slide_master.part.part_related_by(RT.THEME)
    theme = part.blob.decode()
    theme = theme.replace('typeface="Calibri"', 'typeface="Georgia"').replace("4F81BD", "7A0F4C")
    if dark:
        for name, colour in (("window", "101820"), ("windowText", "F4F4F0")):
            theme = re.sub(rf'<a:sysClr val="{name}"[^>]*/>', f'<a:srgbClr val="{colour}"/>', theme)
    part._blob = theme.encode()
    for _ in range(2):
        left = deck.slides.add_slide(deck.slide_layouts[1])
        left.shapes.title.text = "Left in the template"
    return deck


def altered(data: bytes, change: dict[str, Any]) -> bytes:
    """The file with some parts changed or added."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as held,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as told,
    ):
        for name in held.namelist():
            content = held.read(name)
            told.writestr(name, change.pop(name)(content) if name in change else content)
        for name, content in change.items():
            told.writestr(name, content(b""))
    return made.getvalue()


def opened(made: bytes) -> Any:
    return library.Presentation(io.BytesIO(made))


def refusal(data: bytes) -> str:
    with pytest.raises(BadInput) as refused:
        pptx.check(data)
    return str(refused.value)


def test_the_templates_size_master_and_colours_are_kept_and_its_slides_are_gone():
    own = house()
    made = opened(pptx.deck(decks.sample(), saved(own)))
    assert (made.slide_width, made.slide_height) == (own.slide_width, own.slide_height)
    assert len(made.slides) == 9
    assert {slide.slide_layout.name for slide in list(made.slides)[1:]} == {"Title Only"}
    assert made.slides[0].slide_layout.name == "Title Slide"
    theme = made.slide_master.part.part_related_by(RT.THEME).blob.decode()
    assert "7A0F4C" in theme
    assert "Georgia" in theme
    with zipfile.ZipFile(io.BytesIO(pptx.deck(decks.sample(), saved(own)))) as parts:
        assert not [n for n in parts.namelist() if b"Left in the template" in parts.read(n)]


@pytest.mark.parametrize("dark", [False, True])
def test_everything_can_be_read_and_lies_inside_whatever_the_template_is(dark):
    made = opened(pptx.deck(decks.sample(), saved(house(dark))))
    ground_ = template.opened(saved(house(dark))).look
    assert (look.luminance(ground_.background) < 0.2) == dark
    for colour in (ground_.ink, ground_.muted):
        assert look.contrast(colour, ground_.background) >= look.READABLE
    for slide in made.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= made.slide_width + 1, shape.name
            assert shape.top + shape.height <= made.slide_height + 1, shape.name


def test_a_title_too_long_for_its_place_is_smaller_and_a_short_one_is_the_templates_own():
    slides = opened(pptx.deck(decks.sample(), saved(house()))).slides
    told = {s.shapes.title.text: s.shapes.title.text_frame.paragraphs[0].runs[0] for s in slides}
    assert told["What moved it?"].font.size is None
    assert told["How is our NPS moving, and is the movement more than noise?"].font.size < Pt(44)


def test_a_potx_is_taken_as_it_is():
    kind = "presentationml.presentation.main", "presentationml.template.main"
    told = {"[Content_Types].xml": lambda c: c.replace(*(k.encode() for k in kind))}
    potx = altered(saved(house()), told)
    with pytest.raises(ValueError, match="not a PowerPoint file"):
        library.Presentation(io.BytesIO(potx))
    assert len(opened(pptx.deck(decks.sample(), potx)).slides) == 9


def test_our_own_ground_is_a_template_too():
    assert len(opened(pptx.deck(decks.sample(), saved(ground.blank()))).slides) == 9


def test_a_wide_hall_and_a_portrait_page_are_filled_as_they_are():
    for size in ((20, 11.25), (10, 5.625), (7.5, 10)):
        own = house()
        scale = own.slide_width / Inches(size[0])
        own.slide_width, own.slide_height = (Inches(x) for x in size)
        for sheet in (own.slide_master, *own.slide_layouts):
            for shape in sheet.placeholders:
                if shape._element.xpath("./p:spPr/a:xfrm"):
                    shape.left, shape.width = (int(x / scale) for x in (shape.left, shape.width))
        assert len(opened(pptx.deck(decks.sample(), saved(own))).slides) == 9


def test_sections_that_name_the_templates_slides_do_not_stay():
    """PowerPoint asks to repair a file whose sections name slides that are gone."""
    section = (
        b'<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
        b'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"/></p:ext></p:extLst>'
    )
    told = {
        "ppt/presentation.xml": lambda c: c.replace(
            b"</p:presentation>", section + b"</p:presentation>"
        )
    }
    made = pptx.deck(decks.sample(), altered(saved(house()), told))
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert b"sectionLst" not in parts.read("ppt/presentation.xml")


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"PK\x03\x04",
        b"%PDF-1.7",
        saved(house())[:20_000],
        saved(house())[:-200],
        altered(saved(house()), {"ppt/presentation.xml": lambda c: c[:200]}),
        altered(saved(house()), {"ppt/slideMasters/slideMaster1.xml": lambda c: b"<x/>"}),
        altered(saved(house()), {"ppt/theme/theme1.xml": lambda c: b"<x/>"}),
        altered(saved(house()), {"ppt/_rels/presentation.xml.rels": lambda c: b"<x/>"}),
        altered(
            saved(house()),
            {"ppt/theme/theme1.xml": lambda c: b'<!DOCTYPE a [<!ENTITY b "c">]>' + c},
        ),
    ],
    ids=range(10),
)
def test_a_damaged_template_is_refused_in_words(damaged):
    assert "damaged or no PowerPoint file" in refusal(damaged)


def test_a_bomb_is_refused_before_it_unpacks():
    many = altered(saved(house()), {"ppt/media/a.png": lambda c: bytes(101 * 1024 * 1024)})
    assert "unpacks to far more" in refusal(many)
    text = altered(saved(house()), {"ppt/a.xml": lambda c: b"<x/>" * 7 * 1024 * 1024})
    assert "unpacks to far more" in refusal(text)
    assert "more than 30 MB" in refusal(bytes(31 * 1024 * 1024))


def test_macros_and_parts_from_outside_are_refused():
    kind = b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
    macros = altered(
        saved(house()),
        {
            "[Content_Types].xml": lambda c: c.replace(
                b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
                kind,
            )
        },
    )
    assert "macros" in refusal(macros)
    link = (
        b'<Relationship Id="rId99" Type="http://x/image" Target="http://x/a.png" '
        b'TargetMode="External"/>'
    )
    outside = altered(
        saved(house()),
        {
            "ppt/slideMasters/_rels/slideMaster1.xml.rels": lambda c: c.replace(
                b"</Relationships>", link + b"</Relationships>"
            )
        },
    )
    assert "outside the file" in refusal(outside)


def test_a_template_without_a_usable_layout_says_what_is_missing():
    own = house()
    for layout in own.slide_layouts:
        for shape in list(layout.placeholders):
            shape._element.getparent().remove(shape._element)
    assert "no layout with a title" in refusal(saved(own))
    low = house()
    for sheet in (low.slide_master, *low.slide_layouts):
        for shape in sheet.placeholders:
            if shape.placeholder_format.idx == 0:
                shape.left, shape.width = 0, low.slide_width
                shape.top, shape.height = low.slide_height // 2, low.slide_height // 3
    assert "no layout with a title" in refusal(saved(low))


def test_the_layout_with_least_beside_its_title_is_taken():
    own = house()
    for slide in list(own.slides._sldIdLst):
        own.part.drop_rel(slide.rId)
        own.slides._sldIdLst.remove(slide)
    own.slide_layouts.remove(own.slide_layouts.get_by_name("Title Only"))
    made = opened(pptx.deck(decks.sample(), saved(own)))
    layout = made.slides[1].slide_layout
    assert layout.name == "Title and Content"
    assert [p.placeholder_format.idx for p in made.slides[1].placeholders] == [0]


def test_hyperlinks_in_a_template_are_no_reason_to_refuse_it():
    link = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/hyperlink" Target="https://x.example" TargetMode="External"/>'
    )
    told = {
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": lambda c: c.replace(
            b"</Relationships>", link + b"</Relationships>"
        )
    }
    pptx.check(altered(saved(house()), told))


def test_the_colours_of_a_template_are_read_where_they_are_told():
    found = template.opened(saved(ground.blank())).look
    assert found.background == "#FBFAF7"
    assert found.ink == "#1D2733"
    assert not found.own
