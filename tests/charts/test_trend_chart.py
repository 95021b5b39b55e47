"""The control chart as a Plotly figure: gaps, signals, breaks, both themes."""

from datetime import date

import plotly.graph_objects as go
import pytest

from cxdata.charts import trend as chart
from cxdata.charts.palette import DARK, LIGHT, Palette
from tests.charts import shown

VALUES = [30.0, 31.0, None, 29.0, 12.0, 33.0]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda c: c.name)
def test_plotly_takes_the_figure_and_its_text_has_the_themes_colour(colours: Palette) -> None:
    made = go.Figure(chart.figure(shown.trend(VALUES), colours))
    assert made.layout.font.color == colours.ink
    assert made.layout.xaxis.tickfont.color == colours.muted
    assert made.layout.paper_bgcolor == "rgba(0,0,0,0)"
    assert made.layout.hoverlabel.bgcolor == colours.card


def test_the_band_breaks_where_a_period_is_hidden() -> None:
    bands = [
        t for t in chart.figure(shown.trend(VALUES), LIGHT)["data"] if t.get("fill") == "toself"
    ]
    assert [len(band["x"]) for band in bands] == [4, 6]
    assert bands[0]["y"] == [27.0, 28.0, 34.0, 33.0]


def test_neither_line_nor_band_crosses_a_break() -> None:
    breaks = [shown.era(2), shown.era(6)]
    breaks[1].since = date(2024, 3, 1)
    made = chart.figure(shown.trend([30.0, 31.0, 29.0, 28.0], eras=breaks), LIGHT)["data"]
    bands = [t["x"] for t in made if t.get("fill") == "toself"]
    lines = [t["x"] for t in made if t["mode"] == "lines+markers"]
    assert lines == [["2024-01-16", "2024-02-16"], ["2024-03-16", "2024-04-16"]]
    assert [len(band) for band in bands] == [4, 4]


def test_a_period_is_drawn_at_its_middle_so_that_its_first_day_lies_before_it() -> None:
    made = shown.trend(VALUES, markers=[shown.marker(date(2024, 2, 1), "", "", "break")])
    drawn = chart.figure(made, LIGHT)
    january, february = drawn["data"][-3]["x"]
    assert january < drawn["layout"]["shapes"][0]["x0"] < february


def test_signals_are_coloured_by_their_side_of_the_centre() -> None:
    made = shown.trend(VALUES, signals={4: "outside", 5: "run"})
    marks = chart.figure(made, LIGHT)["data"][-1]
    assert marks["y"] == [12.0, 33.0]
    assert marks["marker"]["color"] == [LIGHT.tint(-3), LIGHT.tint(3)]
    assert marks["marker"]["size"][0] > marks["marker"]["size"][1]


def test_a_break_is_drawn_solid_and_an_event_dotted() -> None:
    markers = (
        shown.marker(date(2024, 2, 1), "1 Feb 2024", "New wording", "break"),
        shown.marker(date(2024, 4, 1), "1 Apr 2024", "Price rise", "event"),
    )
    layout = chart.figure(shown.trend(VALUES, markers=markers), LIGHT)["layout"]
    assert [shape["line"]["dash"] for shape in layout["shapes"]] == ["solid", "dot"]
    assert [note["text"] for note in layout["annotations"]] == ["<b>1</b>", "<b>2</b>"]
    first, second = chart.numbered(markers)
    assert first.startswith("1. New wording")
    assert first.endswith("cannot be compared.")
    assert second == "2. Price rise, 1 Apr 2024."


def test_hostile_names_are_escaped_in_hover_and_notes() -> None:
    markers = (shown.marker(date(2024, 2, 1), "1 Feb", shown.HOSTILE, "event"),)
    made = str(chart.figure(shown.trend(VALUES, markers=markers), LIGHT))
    assert "<img" not in made
    assert "&lt;img" in made


def test_the_axis_carries_signs_and_a_plain_zero() -> None:
    axis = chart.figure(shown.trend(VALUES, low=-20.0, high=40.0), LIGHT)["layout"]["yaxis"]
    assert axis["range"] == [-20.0, 40.0]
    assert {"−20", "0", "+40"} <= set(axis["ticktext"])


def test_its_words_name_start_end_and_signals() -> None:
    words = chart.in_words(shown.trend(VALUES, signals={4: "outside"}))
    assert words.startswith("5 periods from Jan 2024 to Jun 2024. It began at +30")
    assert "May 2024 is outside its limits (+12)." in words
    assert chart.in_words(shown.trend([None])) == "No period has enough answers to be drawn."


def test_no_signal_is_said_too() -> None:
    assert "No period stands out from chance." in chart.in_words(shown.trend(VALUES))


def test_a_lone_period_has_a_band_as_wide_as_itself() -> None:
    made = chart.figure(shown.trend([30.0]), LIGHT)
    band = next(t for t in made["data"] if t.get("fill") == "toself")
    assert (min(band["x"]), max(band["x"])) == ("2024-01-01", "2024-01-31")
    assert sorted(set(band["y"])) == [27.0, 33.0]


@pytest.mark.parametrize(
    ("months", "second", "last"),
    [
        (3, "Feb<br>2024", "Apr<br>2024"),
        (12, "Apr<br>2024", "Jan<br>2025"),
        (36, "Jul<br>2024", "Jan<br>2027"),
        (120, "Jan<br>2026", "Jan<br>2034"),
    ],
)
def test_about_six_months_are_named_on_the_axis(months: int, second: str, last: str) -> None:
    axis = chart.figure(shown.trend([30.0] * months), LIGHT)["layout"]["xaxis"]
    assert axis["range"][0] == axis["tickvals"][0] == "2024-01-01"
    assert axis["ticktext"][0] == "Jan<br>2024"
    assert axis["ticktext"][1] == second
    assert axis["ticktext"][-1] == last
    assert len(axis["tickvals"]) == len(axis["ticktext"]) <= 8


def test_the_legend_names_only_what_is_drawn() -> None:
    plain = shown.trend([30.0, 31.0])
    for point in plain.points:
        point.lower = point.upper = None
    assert chart.legend(plain) == "Grey band: 95 % interval."
    assert "Dashed lines" in chart.legend(shown.trend([30.0]))
    assert "Coloured dot" in chart.legend(shown.trend(VALUES, signals={4: "outside"}))
    assert chart.legend(shown.trend([None])) == ""
