"""The deck, read back: the presentation's figures, native and editable; nothing hostile runs."""

from __future__ import annotations

import io
import zipfile
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

import pptx as library
import pytest
from lxml import etree
from pptx.enum.dml import MSO_FILL, MSO_LINE
from pptx.util import Emu
from python_calamine import CalamineWorkbook

from cxdata.charts import slide_score
from cxdata.charts.palette import LIGHT
from cxdata.export import plain, pptx
from cxdata.export.slides import look, paging, text
from cxdata.reports.presentation import (
    Bridge,
    Goal,
    Goals,
    Headline,
    Heat,
    HeatCell,
    Line,
    Presentation,
    Shares,
    Slide,
    Step,
    Table,
    Value,
    Way,
)
from tests.export import decks

HIDDEN = Value(None, None, None, None, note="too few to show")


@cache
def sample_deck() -> bytes:
    return pptx.deck(decks.sample())


def opened(made: bytes) -> Any:
    return library.Presentation(io.BytesIO(made))


def slide_of(key: str) -> Any:
    place = [slide.key for slide in decks.sample().slides].index(key)
    return opened(sample_deck()).slides[place + 1]


def deck_of(*pictures: Any, **told: Any) -> Any:
    slide = Slide("a", "Title", "Sentence", pictures, "Words", "Source", "Definition", "Notes")
    made = Presentation("T", "Company", "Oct 2026", "2026-10-31", 1, False, (slide,), **told)
    return opened(pptx.deck(made)).slides[1]


def charts(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def tables(slide: Any) -> list[list[list[str]]]:
    held = (shape.table for shape in slide.shapes if shape.has_table)
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in held]


def columns(chart: Any) -> dict[str, list[Any]]:
    """The chart's embedded workbook: name -> cells."""
    blob = chart.part.chart_workbook.xlsx_part.blob
    rows = CalamineWorkbook.from_filelike(io.BytesIO(blob)).get_sheet_by_index(0).to_python()
    return {str(cells[0]): list(cells[1:]) for cells in zip(*rows, strict=True)}


def words(slide: Any) -> str:
    return " ".join(element.text or "" for element in slide._element.iter("{*}t"))


def blanks(values: list[Any]) -> list[Any]:
    """What a workbook keeps of figures: 15 digits, and blanks where there are none."""
    return ["" if v is None else pytest.approx(v, rel=1e-12, abs=1e-12) for v in values]


def test_every_slide_says_where_its_figures_are_from_up_to_when_and_what_they_are():
    slides = list(opened(sample_deck()).slides)
    assert len(slides) == 9
    for told, slide in zip(decks.sample().slides, slides[1:], strict=True):
        said = words(slide)
        assert slide.shapes.title.text == told.title
        for part in (told.sentence, told.source, told.definition, "Data to 31 Oct 2026"):
            assert part in said
        assert "frozen on 3 Nov 2026" in said
        assert "a made-up company" in said


def test_the_speaker_reads_the_explainer_and_the_pictures_in_words():
    for told, slide in zip(
        decks.sample().slides, list(opened(sample_deck()).slides)[1:], strict=True
    ):
        notes = slide.notes_slide.notes_text_frame.text
        for part in (told.sentence, told.words, told.definition, told.source):
            assert part in notes
        assert "When not to trust it" in notes


def test_every_picture_has_words_for_whoever_cannot_see_it():
    pictured = 0
    for slide in list(opened(sample_deck()).slides)[1:]:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type in (6, 13):
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr"), shape.name
                pictured += 1
    assert pictured >= 9


def test_the_workbook_inside_the_line_holds_its_figures():
    line = next(s for s in decks.sample().slides if s.key == "trend").pictures[0]
    assert isinstance(line, Line)
    (chart,) = charts(slide_of("trend"))
    held = columns(chart)
    assert held["period"] == list(line.periods)
    for name in ("value", "low", "high", "n"):
        column = {"value": "score", "n": "answers"}.get(name, name)
        assert held[column] == blanks([getattr(v, name) for v in line.values])
    assert held["target"] == [line.target] * len(line.values)
    marked = [bool(cell) for cell in held["event"]]
    assert marked == [period in dict(line.marks) for period in line.periods]
    plotted = {series.name: list(series.values) for series in chart.plots[0].series}
    assert plotted["score"] == [v.value for v in line.values]
    assert list(chart.plots[0].categories) == list(line.periods)


def test_events_of_one_period_are_all_named_under_its_number():
    known = tuple(Value(v, v - 3, v + 3, 400, "points", f"+{v}") for v in (20.0, 24.0, 30.0))
    marks = (("Q1", "App becomes the first way to order"), ("Q1", "New route planner"), ("Q3", "X"))
    slide = deck_of(Line("NPS", ("Q1", "Q2", "Q3"), known, None, marks))
    told = "1 – Q1: App becomes the first way to order; New route planner · 2 – Q3: X"
    assert told in words(slide)


def test_the_intervals_are_error_bars_that_read_the_workbook():
    (chart,) = charts(slide_of("trend"))
    held = columns(chart)
    bars = chart._chartSpace.find(".//{*}ser/{*}errBars")
    for side, name in (("plus", "above"), ("minus", "below")):
        where = bars.find(f"{{*}}{side}//{{*}}f").text
        letter = where.split("$")[1]
        assert list(held)[ord(letter) - ord("A")] == name
        cached = [float(v.text) for v in bars.iterfind(f"{{*}}{side}//{{*}}v")]
        assert cached == blanks([cell for cell in held[name] if cell != ""])
    low = [a - b for a, b in zip(held["score"], held["below"], strict=True)]
    assert low == pytest.approx(held["low"])


def test_the_workbook_inside_the_shares_holds_the_counts():
    shares = decks.sample().slides[0].pictures[0]
    assert isinstance(shares, Shares)
    (chart,) = charts(slide_of("nps"))
    held = columns(chart)
    assert held["Promoters"] == [shares.promoters]
    assert held["Passives"] == [shares.passives]
    assert held["Detractors"] == [shares.detractors]
    assert "52 % promoters" in words(slide_of("nps"))


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        # 53.1 less 21.0 is 32.1, and the score is +32.2.
        ((534, 260, 211), "53 % promoters  less  21 % detractors  is  +32"),
        # 55.35 less 16.83 is 38.52, and the score is +38.53.
        (
            (398, 200, 121),
            "398 promoters  less  121 detractors  is  277, or +39 of every 100",
        ),
    ],
)
def test_the_sum_of_the_shares_adds_up_before_everybodys_eyes(counts, told):
    assert told in words(deck_of(Shares(*counts)))


def test_the_parts_of_the_score_lie_in_the_order_of_the_screen():
    (chart,) = charts(slide_of("nps"))
    names = [series.name for series in chart.plots[0].series]
    assert names == [name.capitalize() for name, *_ in slide_score.GROUPS]
    said = words(slide_of("nps"))
    assert [said.index(name) for name in names] == sorted(said.index(name) for name in names)


def scored_over_months() -> tuple[Headline, Line]:
    """A quarter's score, and the line of months that ends with another one."""
    told = "Net Promoter Score, 95 % between +28 and +34 · 3,390 answers · 32 % of those asked"
    number = Headline(Value(31.1, 28, 34, 3390, text="+31"), Value(34.0, 31, 37, 3300, text="+34"),
                      38.0, "level", told, "under")  # fmt: skip
    names = ("Jul 2026", "Aug 2026", "Sep 2026", "Oct 2026")
    values = tuple(Value(v, v - 5, v + 5, 1100, text=f"+{v}") for v in (36, 33, 32, 28))
    return number, Line("NPS", names, values, 38.0, (("Aug 2026", "Depot in the North"),), 3)


def test_a_line_that_ends_otherwise_than_the_large_number_says_why():
    slide = deck_of(*scored_over_months())
    assert "Oct 2026: Net Promoter Score, 95 %" in words(slide)  # the period of the deck
    (chart,) = charts(slide)
    (label,) = chart._chartSpace.findall(".//{*}ser[1]/{*}dLbls/{*}dLbl")
    assert [run.text for run in label.iter("{*}t")] == ["+28", "Oct 2026"]
    said = "A dot is one month; the 3 from Aug 2026 to Oct 2026 make the large number"
    assert said in words(slide)


def test_what_stands_beside_the_large_number_runs_into_nothing():
    slide = deck_of(*scored_over_months())
    boxes = [s for s in slide.shapes if s.has_text_frame and not s.is_placeholder]
    (beside,) = [s for s in boxes if "the period before" in s.text_frame.text]
    high = 0.0
    for paragraph in beside.text_frame.paragraphs:
        size = paragraph.runs[0].font.size.pt
        # As if the type were a tenth wider than we think.
        high += text.lines(paragraph.text, beside.width / 12700 / 1.1, size) * size * text.LEADING
    assert high <= beside.height / 12700
    scale = next(s for s in slide.shapes if s.name == "Scale")
    assert beside.top + beside.height <= scale.top


def test_the_workbook_of_a_bridge_begins_with_what_is_to_be_read():
    (chart,) = charts(slide_of("moved"))
    names = list(columns(chart))
    assert names[:5] == ["cause", "points", "low", "high", "may be chance"]
    assert all(name.startswith("helper: ") for name in names[5:])
    held = columns(chart)
    read = [node.text for node in chart._chartSpace.iterfind(".//{*}ser/{*}tx//{*}f")]
    assert read == [f"Sheet1!${letter}$1" for letter in "FGHI"]
    for letter, series in zip("FGHI", chart.plots[0].series, strict=True):
        (where,) = series._element.findall("{*}val//{*}f")
        assert where.text == f"Sheet1!${letter}$2:${letter}${len(held['cause']) + 1}"
        assert held[series.name] == blanks(list(series.values))


def test_the_days_before_a_second_row_of_a_way_stay_on_the_slide():
    slide = slide_of("way")
    (group,) = [shape for shape in slide.shapes if shape.shape_type == 6]
    days = [s for s in group.shapes if s.has_text_frame and "→" in s.text_frame.text]
    cards = [s for s in group.shapes if s not in days]
    assert len(days) == len(decks.way().steps) - 1
    assert min(s.left for s in days) >= min(s.left for s in cards)


def test_captions_can_be_read_from_where_people_sit():
    for slide in list(opened(sample_deck()).slides)[1:]:
        sizes = [int(e.get("sz")) for e in slide._element.iter("{*}rPr") if e.get("sz")]
        foot = slide.shapes[-2].text_frame.paragraphs
        assert min(run.font.size.pt for line in foot for run in line.runs) >= 10, sizes


def test_the_bridge_holds_its_steps_and_what_may_be_chance_is_hollow_and_dashed():
    bridge = next(s for s in decks.sample().slides if s.key == "moved").pictures[0]
    assert isinstance(bridge, Bridge)
    (chart,) = charts(slide_of("moved"))
    held = columns(chart)
    points = [bridge.start[1], *(s.value for s in bridge.steps), bridge.end[1]]
    assert held["points"] == blanks(points)
    assert held["low"] == blanks([None, *(s.low for s in bridge.steps), None])
    assert {step.chance for step in bridge.steps} == {True, False}
    above = chart.plots[0].series[1]
    for i, step in enumerate(bridge.steps, start=1):
        drawn = above.points[i].format
        if step.chance:
            assert drawn.fill.type == MSO_FILL.BACKGROUND
            assert drawn.line.dash_style == MSO_LINE.DASH
        else:
            wanted = LIGHT.tint(3 if step.value > 0 else -3)
            assert f"#{drawn.fill.fore_color.rgb}" == wanted


@pytest.mark.parametrize("start", [34.0, 3.0, -2.0, -30.0, 0.0])
def test_the_bars_of_a_bridge_end_where_its_levels_are(start):
    steps = (
        Step("a", -4.0, -6, -2, False),
        Step("b", 6.0, None, None, True),
        Step("c", -3, 1, 2, False),
    )
    (chart,) = charts(deck_of(Bridge(("then", start), steps, ("now", start - 1.0))))
    base, above, below, _ = (list(series.values) for series in chart.plots[0].series)
    levels = [start, start - 4, start + 2, start - 1]
    for i, (one, other) in enumerate(pairwise(levels), start=1):
        ends = sorted((base[i] + above[i] if above[i] else base[i], base[i] + below[i]))
        if above[i] and below[i]:
            ends = [below[i], above[i]]
        assert ends == pytest.approx(sorted((one, other)))
    axis = chart.value_axis
    assert axis.minimum_scale < min(levels)
    assert axis.maximum_scale > max(levels)


def test_the_journey_is_a_table_in_the_palettes_colours():
    heat = next(s for s in decks.sample().slides if s.key == "journey").pictures[0]
    assert isinstance(heat, Heat)
    (shape,) = [s for s in slide_of("journey").shapes if s.has_table]
    rows = list(shape.table.rows)
    assert len(rows) == len(heat.rows) + 1
    for row, cells in zip(rows[1:], heat.cells, strict=True):
        for drawn, cell in zip(list(row.cells)[3:], cells, strict=True):
            assert drawn.text.removeprefix("▼ ").removeprefix("▲ ") == cell.value.text
            if cell.shade is not None:
                assert f"#{drawn.fill.fore_color.rgb}" == LIGHT.tint(cell.shade)
                ink = f"#{drawn.text_frame.paragraphs[0].runs[0].font.color.rgb}"
                assert look.contrast(ink, LIGHT.tint(cell.shade)) >= 3


@pytest.mark.parametrize(
    ("share", "now", "told"),
    [
        (0.317, "94.0 %", "94.0 % (32 % of the way)"),
        (0.997, "96.0 %", "96.0 % (over 99 % of the way)"),
        (1.0, "96.5 %", "96.5 % (100 % of the way)"),
        (0.0, "91.0 %", "91.0 % (further off than at the start)"),
        (0.0, "93.0 %", "93.0 % (0 % of the way)"),
        (None, "–", "–"),
    ],
)
def test_a_goal_is_not_called_reached_before_it_is_nor_begun_where_it_went_back(share, now, told):
    goal = Goal("On time", "93.0 %", now, "96.0 %", "by 2027", "Ann", "behind", share)
    (rows,) = tables(deck_of(Goals((goal,))))
    assert rows[1][2] == told


def test_a_long_journey_of_one_column_stands_in_two_halves_cut_at_a_stage():
    names = [("Find", 9), ("Buy", 8), ("Use", 3)]
    rows = tuple((stage, f"{stage} {i}", "Stores") for stage, n in names for i in range(n))
    cells = tuple((HeatCell(Value(i, i, i, 40, text=f"+{i}"), 0),) for i in range(len(rows)))
    left, right = tables(deck_of(Heat(("Oct",), rows, cells)))
    assert right[1][0] == "Buy"
    assert [row[1] for row in (*left[1:], *right[1:])] == [name for _, name, _ in rows]
    assert [row[3] for row in (*left[1:], *right[1:])] == [f"+{i}" for i in range(len(rows))]


def test_a_hidden_figure_shows_no_number_anywhere():
    shown = Value(31.0, 28.0, 34.0, 40, text="+31")
    cells = ((HeatCell(HIDDEN, None), HeatCell(shown, 1)),)
    slide = deck_of(Heat(("Sep", "Oct"), (("Buy", "Till", "Stores"),), cells))
    assert tables(slide)[0][1][3:] == ["–", "+31"]
    slide = deck_of(Line("NPS", ("Sep", "Oct"), (HIDDEN, shown)))
    (chart,) = charts(slide)
    held = columns(chart)
    assert [held[name][0] for name in ("score", "low", "high", "answers")] == [""] * 4
    assert held["note"] == ["too few to show", ""]
    assert "Gaps: too few to show" in words(slide)
    slide = deck_of(Headline(HIDDEN, HIDDEN, 38.0, "refused", ""))
    assert "too few to show" in words(slide)
    assert not charts(slide)


@pytest.mark.parametrize(
    "empty",
    [
        Line("NPS", (), ()),
        Line("NPS", ("Oct",), (HIDDEN,)),
        Shares(0, 0, 0),
        Heat((), (), ()),
        Table((), ()),
        Table(("a",), ()),
        Goals(()),
        Way(()),
        Bridge(("a", 0.0), (), ("b", 0.0)),
        Line("CSAT", ("Oct",), (Value(80.0, None, None, None, "%", "80 %"),)),
    ],
    ids=lambda p: type(p).__name__,
)
def test_a_picture_with_nothing_to_show_is_no_error(empty):
    assert deck_of(empty).shapes.title.text == "Title"


def test_two_pictures_stand_side_by_side_and_a_wide_one_alone():
    value = Value(31.0, 28.0, 34.0, 40, text="+31")
    both = (Headline(value, value, 38.0, "level", ""), Line("NPS", ("Oct",), (value,)))
    slide = Slide("a", "T", "", (*both, Table(("a",), (("b",),))), "", "", "")
    told = list(paging.pages(slide))
    assert [len(page.pictures) for page in told] == [2, 1]
    assert [page.title for page in told] == ["T", "T (continued)"]


def test_what_is_too_long_for_a_slide_goes_on_and_nothing_is_left_out():
    rows = tuple((f"said {i}", f"did {i}") for i in range(40))
    made = Presentation(
        "T",
        "C",
        "P",
        "",
        1,
        False,
        (Slide("d", "Done", "", (Table(("a", "b"), rows),), "", "", ""),),
    )
    slides = list(opened(pptx.deck(made)).slides)[1:]
    assert len(slides) == 5
    found = [row for slide in slides for row in tables(slide)[0][1:]]
    assert found == [list(row) for row in rows]


def test_nothing_lies_outside_its_slide():
    deck = opened(sample_deck())
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= -Emu(1), shape.name
            assert shape.top >= -Emu(1), shape.name
            assert shape.left + shape.width <= deck.slide_width + 1, shape.name
            assert shape.top + shape.height <= deck.slide_height + 1, shape.name


def test_no_colour_but_the_palettes():
    ours = {c.lstrip("#") for c in (*LIGHT.diverging, *_tokens())}
    with zipfile.ZipFile(io.BytesIO(sample_deck())) as parts:
        for name in parts.namelist():
            if name.startswith(("ppt/slides/slide", "ppt/charts/chart", "ppt/theme/theme1")):
                root = etree.fromstring(parts.read(name))
                told = [e.get("val") for e in root.iter("{*}srgbClr")]
                assert set(told) - ours <= {"000000"}, name  # the theme's own shadows


def _tokens() -> list[str]:
    return [getattr(LIGHT, f.name) for f in fields(LIGHT) if f.name not in ("name", "diverging")]


def hostile(thing: Any, turn: list[int]) -> Any:
    """The same with every text replaced by the next evil one."""
    if isinstance(thing, str):
        turn[0] += 1
        return decks.EVIL[turn[0] % len(decks.EVIL)]
    if isinstance(thing, tuple):
        return tuple(hostile(part, turn) for part in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        keep = ("unit", "mark", "verdict", "as_of")
        told = {f.name: getattr(thing, f.name) for f in fields(thing) if f.name not in keep}
        return replace(thing, **{name: hostile(part, turn) for name, part in told.items()})
    return thing


@pytest.mark.parametrize("start", range(0, len(decks.EVIL), 3))
def test_hostile_names_comments_and_sentences_break_nothing(start):
    made = pptx.deck(hostile(decks.sample(), [start]))
    assert len(opened(made).slides) >= 9
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in content
            if name.endswith((".xml", ".rels")):
                etree.fromstring(content)
                assert "\u202e".encode() not in content
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(content)) as book:
                    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
                    assert "xl/worksheets/_rels/sheet1.xml.rels" not in book.namelist()


def test_what_is_read_from_right_to_left_is_told_so():
    assert text.rightward("מחלקת המשלוחים")
    assert text.rightward("12 خدمة")
    assert not text.rightward("Sales مرحبا")
    assert not text.rightward("…123")
    slide = deck_of(Table(("a",), (("خدمة العملاء",),)))
    marked = [p.get("rtl") for p in slide._element.iter("{*}pPr") if p.get("rtl")]
    assert marked == ["1"]


@pytest.mark.parametrize("words_", decks.EVIL, ids=range(len(decks.EVIL)))
def test_words_fit_their_place_or_are_cut_and_say_so(words_):
    told, size = text.fitted(words_, 300, 40, (28, 20, 12))
    assert text.lines(told, 300, size) * size * text.LEADING <= 40.1
    if told != plain.line(words_):
        assert told.endswith("…")
