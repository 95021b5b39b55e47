"""Drivers, measures and where to act as pictures: what they say, and that no name can break out."""

from types import SimpleNamespace

import plotly.graph_objects as go
import pytest

from cxdata.charts import drivers, palette, threshold, where_to_act
from cxdata.reports.measures_beside import Month
from tests.charts.shown import HOSTILE, target


def driver(name: str, share: float, across: float | None, quadrant: str = "") -> SimpleNamespace:
    ends = (None, None) if across is None else (across - 4, across + 4)
    return SimpleNamespace(
        name=name, share=share, low=share - 3, high=share + 3, slope=9.5, slope_low=8.0,
        slope_high=11.0, place="1st", across=across, across_low=ends[0], across_high=ends[1],
        quadrant=quadrant, stage=HOSTILE, target=target(38, "under"), gain=None, gain_low=None,
        gain_high=None, words="on target",
    )  # fmt: skip


def found(*rows: SimpleNamespace) -> SimpleNamespace:
    return SimpleNamespace(drivers=rows, even=20.0, by_target=True, line=0.0, n=900)


def measure(level: float | None = None, slope: float | None = -2.0) -> SimpleNamespace:
    seen = tuple(Month(f"month {i}", float(i), 40.0 - 2 * i, 50 + i) for i in range(12))
    ends = (None, None) if level is None else (level - 1, level + 1)
    return SimpleNamespace(
        name=HOSTILE, touchpoint=HOSTILE, unit="%", scored="NPS", slope=slope, level=level,
        level_low=ends[0], level_high=ends[1], below=None if level is None else 0.0,
        beyond=None if level is None else -5.0, words="It goes with it.", bend="It bends.",
        seen=seen,
    )  # fmt: skip


@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK])
def test_pictures_are_figures_that_plotly_takes(colours: palette.Palette) -> None:
    rows = found(driver("Receive", 40, -12, "mend first"), driver("Use", 10, 3))
    go.Figure(drivers.figure(rows, colours))
    go.Figure(threshold.figure(measure(5.0), colours))
    go.Figure(where_to_act.figure(rows, colours))


def test_a_name_from_a_file_stays_text_in_every_picture() -> None:
    rows = found(driver(HOSTILE, 40, -12, "mend first"))
    acting = driver(HOSTILE, 40, -12, "mend first")
    acting.gain, acting.gain_low, acting.gain_high = 2.0, 1.0, 3.0
    shown = where_to_act.mark(found(acting))
    assert shown is not None
    assert "<img" not in shown.html
    assert "<img" not in drivers.mark(rows).html
    told = str(drivers.figure(rows, palette.LIGHT)) + str(
        threshold.figure(measure(), palette.LIGHT)
    )
    assert "<img" not in told
    assert "&lt;img" in told


def test_only_what_is_judged_has_a_colour_and_is_sure_of_its_name() -> None:
    rows = [driver(f"Touchpoint {i}", 5 + i % 3, i % 4 / 2) for i in range(12)]
    rows[4] = driver("Late", 40, -12, "mend first")
    dots = drivers.figure(found(*rows), palette.LIGHT)["data"]
    assert {dot["marker"]["color"] for dot in dots[:11]} == {palette.LIGHT.muted}
    assert dots[11]["marker"]["color"] == palette.LIGHT.tint(-3)
    # What is judged is drawn last and largest; in a crowd the others are named where there is room.
    assert dots[11]["mode"] == "markers+text"
    assert dots[11]["text"] == ["<b>Late</b>"]
    assert all(dot["marker"]["size"] < dots[11]["marker"]["size"] for dot in dots[:11])
    assert {dot["mode"] for dot in dots[:11]} == {"markers", "markers+text"}
    assert not any("<b>" in dot["text"][0] for dot in dots[:11])


def test_words_say_share_interval_standing_and_judgement() -> None:
    rows = found(driver("Receive", 40, -12, "mend first"), driver("Use", 10, None))
    said = drivers.in_words(rows)
    assert (
        "Receive: 40 % of what is explained, 95 % between 37 and 43, −12 points from target" in said
    )
    assert "mend first" in said
    assert "900 answers" in said
    assert "+9.5 (+8.0 … +11.0)" in drivers.mark(rows).html


def test_a_line_is_drawn_only_where_something_is_told_and_bends_at_the_level() -> None:
    assert len(threshold.figure(measure(slope=None), palette.LIGHT)["data"]) == 1
    straight = threshold.figure(measure(), palette.LIGHT)["data"][1]
    assert (straight["y"][1] - straight["y"][0]) / (straight["x"][1] - straight["x"][0]) == -2
    bent = threshold.figure(measure(5.0), palette.LIGHT)
    assert bent["data"][1]["x"] == [0.0, 5.0, 11.0]
    low, level, high = bent["data"][1]["y"]
    assert low == level
    assert high - level == pytest.approx(-30)
    assert bent["layout"]["shapes"][0]["x0"] == 4.0
    assert threshold.in_words(measure(5.0)).endswith("It goes with it. It bends.")


def test_where_nothing_is_to_be_gained_there_are_no_rows_but_words() -> None:
    rows = found(driver("Receive", 40, 12), driver("Use", 10, -2))
    rows.drivers[1].words = "cannot be told from none"
    assert where_to_act.mark(rows) is None
    assert where_to_act.rest(rows) == (
        "A gain that cannot be told from none: Use. On target: Receive."
    )


def test_months_without_a_score_leave_an_empty_picture_that_still_speaks() -> None:
    nothing = SimpleNamespace(**{**vars(measure(slope=None)), "seen": ()})
    assert threshold.figure(nothing, palette.DARK)["data"][0]["x"] == []
    assert threshold.in_words(nothing).startswith("0 months")
