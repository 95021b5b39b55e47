"""The journey's map as a table, its curve, and the bars of a cell's scores."""

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import pytest

from cxdata.charts import distribution, heatmap, journey_curve, palette

HOSTILE = '<img src=x onerror="alert(1)">'


@dataclass(frozen=True)
class Figure:
    value: float | None = 12.0
    low: float | None = 2.0
    high: float | None = 22.0
    n: int | None = 140
    unit: str = "points"
    text: str = "+12"
    note: str = ""


@dataclass(frozen=True)
class Cell:
    figure: Figure = field(default_factory=Figure)
    outlined: bool = False
    under: bool = False
    text: str = "+12"
    tint: int = 1
    few: bool = False


@dataclass(frozen=True)
class Heading:
    id: str
    name: str
    long: str
    marks: tuple[int, ...] = ()
    broken: bool = False


@dataclass(frozen=True)
class Row:
    id: str
    name: str
    stage: str
    measure: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Map:
    rows: tuple[Row, ...]
    columns: tuple[Heading, ...]
    colour: str = "score"


HIDDEN = Cell(Figure(None, None, None, None, note="too few to show", text="–"), text="–")
NOBODY = Cell(Figure(None, None, None, 0, note="nobody answered", text="–"), text="–")


class Read(HTMLParser):
    """The buttons and headers of a table, with their text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.buttons: list[dict[str, str | None]] = []
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.heads: list[dict[str, str | None]] = []
        self.inside = False
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "th":
            self.heads.append(dict(attrs))
        if tag == "button":
            self.buttons.append(dict(attrs))
            self.texts.append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "button"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[-1] += data + " "


def two_by_two(*cells: Cell, colour: str = "score", name: str = "Van") -> Map:
    columns = (Heading("m1", "Apr", "Apr 2026", (1,)), Heading("m2", "May", "May 2026", (), True))
    rows = (
        Row("shop", "Shop", "Buy", "NPS", cells[:2]),
        Row("van", name, "Receive", "CSAT", cells[2:]),
    )
    return Map(rows, columns, colour)


def test_every_cell_prints_its_value_and_answers_and_can_be_pressed() -> None:
    seen = Read(heatmap.mark(two_by_two(*(Cell(),) * 4)).html)
    assert [text.split() for text in seen.texts] == [["+12", "140"]] * 4
    pressed = [heatmap.place_of(b["data-cell"] or "") for b in seen.buttons]
    assert pressed == [("shop", "m1"), ("shop", "m2"), ("van", "m1"), ("van", "m2")]


def test_a_screen_reader_hears_what_the_cell_is_of() -> None:
    cell = Cell(outlined=True, under=True)
    seen = Read(heatmap.mark(two_by_two(cell, *(Cell(),) * 3)).html)
    assert seen.buttons[0]["aria-label"] == (
        "Shop, Apr 2026: +12, 95 % between +2 and +22, 140 answers, "
        "stands out below the rest of its row"
    )
    assert {head.get("scope") for head in seen.heads} == {"col", "row", "rowgroup"}


def test_few_are_hatched_hidden_are_marked_and_the_outstanding_outlined() -> None:
    found = two_by_two(Cell(few=True), HIDDEN, NOBODY, Cell(outlined=True))
    seen = Read(heatmap.mark(found).html)
    kinds = [(b["class"] or "").split() for b in seen.buttons]
    assert ["cx-few" in k for k in kinds] == [True, False, False, False]
    assert ["cx-none" in k for k in kinds] == [False, True, True, False]
    assert ["cx-out" in k for k in kinds] == [False, False, False, True]
    assert [text.strip() for text in seen.texts][1:3] == [heatmap.HIDDEN, ""]


@pytest.mark.parametrize(
    ("colour", "kinds", "ends"),
    [
        ("score", ["tm3", "tm2", "tm1", "t0", "tp1", "tp2", "tp3"], ("below", "above")),
        ("volume", ["s0", "s1", "s2", "s3"], ("few answers", "most answers")),
    ],
)
def test_the_map_has_a_key_of_its_colours_from_low_to_high(colour, kinds, ends) -> None:
    html = str(heatmap.mark(replace(two_by_two(*(Cell(),) * 4), colour=colour)).html)
    key = html.partition('class="cx-map-key"')[2]
    assert re.findall(r'<b class="cx-(\w+)"', key) == kinds
    assert key.index(ends[0]) < key.index("<b") < key.rindex("<b") < key.index(ends[1])


def test_a_cell_is_addressed_as_it_is_pressed() -> None:
    seen = Read(heatmap.mark(two_by_two(*(Cell(),) * 4)).html)
    assert heatmap.address(("van", "m1")) == seen.buttons[2]["data-cell"]
    assert heatmap.address(None) == ""
    assert heatmap.place_of("") is None


def test_rows_nobody_answered_in_are_folded_into_one_line() -> None:
    shown, _, folded = str(heatmap.mark(two_by_two(Cell(), HIDDEN, NOBODY, NOBODY)).html).partition(
        "<details"
    )
    assert 'data-cell="shop|m1"' in shown
    assert "van" not in shown
    assert "1 touchpoint without answers here" in folded
    assert 'data-cell="van|m2"' in folded


def test_what_is_too_few_to_show_is_not_folded_and_a_map_without_answers_stays() -> None:
    for cells in ((Cell(), Cell(), HIDDEN, NOBODY), (NOBODY,) * 4):
        assert "<details" not in heatmap.mark(two_by_two(*cells)).html


@pytest.mark.parametrize(("colour", "kind"), [("score", "cx-tm2"), ("volume", "cx-s2")])
def test_colour_diverges_or_rises_by_what_it_tells(colour: str, kind: str) -> None:
    cell = Cell(tint=-2 if colour == "score" else 2)
    seen = Read(heatmap.mark(two_by_two(*(cell,) * 4, colour=colour)).html)
    assert all(kind in (b["class"] or "").split() for b in seen.buttons)


def test_a_hostile_name_stays_text() -> None:
    seen = Read(heatmap.mark(two_by_two(*(Cell(),) * 4, name=HOSTILE)).html)
    assert "img" not in seen.tags


def test_words_name_every_cell_that_stands_out() -> None:
    words = heatmap.in_words(two_by_two(Cell(), Cell(outlined=True), Cell(), Cell()))
    assert words.startswith("2 touchpoints by 2 columns. Shop, May 2026: +12")
    assert "Van" not in words
    assert "No cell" in heatmap.in_words(two_by_two(*(Cell(),) * 4))


def test_what_is_no_cell_is_no_place() -> None:
    assert heatmap.place_of("") is None


@dataclass(frozen=True)
class Stop:
    name: str
    stage: str


@dataclass(frozen=True)
class Line:
    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Curve:
    stops: tuple[Stop, ...]
    lines: tuple[Line, ...]
    words: str


GAP = Figure(None, None, None, None, note="too few to show", text="–")
CURVE = Curve(
    (Stop("Shop", "Buy"), Stop("Till", "Buy"), Stop(HOSTILE, "Receive"), Stop("Box", "Receive")),
    (Line("Apr 2026", (Figure(), Figure(value=-9.0, text="−9"), GAP, Figure())),),
    "Lowest at Till (−9), highest at Shop (+12).",
)


def test_nothing_is_drawn_across_a_touchpoint_that_is_hidden() -> None:
    figure = journey_curve.figure(CURVE, palette.LIGHT)
    bands = [t for t in figure["data"] if t.get("fill") == "toself"]
    assert [sorted(set(band["x"])) for band in bands] == [[0, 1], [3]]
    line = figure["data"][-1]
    assert line["y"][2] is None
    assert not line["connectgaps"]


def test_names_on_the_curve_are_escaped_and_its_words_name_the_valley() -> None:
    figure = journey_curve.figure(CURVE, palette.DARK)
    assert "<img" not in str(figure["layout"]["xaxis"]["ticktext"])
    assert "lowest Till" in journey_curve.in_words(CURVE)


def test_a_long_name_is_cut_under_the_axis_and_whole_in_the_hover() -> None:
    long = "Understanding what the customer wants"
    stops = (*CURVE.stops[:3], Stop(long, long))
    layout = journey_curve.figure(replace(CURVE, stops=stops), palette.LIGHT)["layout"]
    assert layout["xaxis"]["ticktext"][3] == "Understanding what…"
    crowded = tuple(Stop(f"Stop {i}", long if i < 2 else "Use") for i in range(40))
    drawn = replace(CURVE, stops=crowded, lines=(Line("Apr 2026", (Figure(),) * 40),))
    notes = journey_curve.figure(drawn, palette.LIGHT)["layout"]["annotations"]
    assert [note["text"] for note in notes] == ["Unde…", "Use"]
    hover = journey_curve.figure(replace(CURVE, stops=stops), palette.LIGHT)["data"][-1]["text"]
    assert long in hover[3]


def test_two_lines_have_two_colours_and_a_legend() -> None:
    both = Curve(CURVE.stops, (*CURVE.lines, Line("Apr 2025", CURVE.lines[0].figures)), "")
    figure = journey_curve.figure(both, palette.LIGHT)
    colours = [t["line"]["color"] for t in figure["data"] if t.get("name")]
    assert colours == [palette.LIGHT.accent, palette.LIGHT.ink]
    assert figure["layout"]["showlegend"]


def test_bars_say_how_many_gave_which_score() -> None:
    scores = tuple((score, 3 if score in (0, 8, 10) else 0) for score in range(11))
    mark = distribution.mark(scores, 9, 6)
    assert mark is not None
    assert "8: 3, 9: 0, 10: 3." in mark.words
    fills = [part.split('"')[0] for part in str(mark.html).split('fill="')[1:]]
    assert fills == ["var(--cx-m2)"] * 7 + ["var(--cx-neutral)"] * 2 + ["var(--cx-p2)"] * 2


def test_no_answers_make_no_bars() -> None:
    assert distribution.mark((), 9, 6) is None


def test_every_stage_is_named_above_its_rows_for_phones() -> None:
    html = heatmap.mark(two_by_two(*(Cell(),) * 4)).html
    for stage in ("Buy", "Receive"):
        assert f"<span>{stage}</span></th></tr>" in html
