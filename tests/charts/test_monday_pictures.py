"""The Monday page's pictures: gaps where weeks are hidden, words for all, nothing hostile."""

import re
from dataclasses import dataclass, replace

from cxdata.charts import monday, monday_lists
from cxdata.reports.figures import Change, Figure, Target
from cxdata.reports.monday_huddle import Item
from cxdata.reports.monday_measures import MeasureWeek
from cxdata.reports.monday_score import WeekChart, WeekPoint

HIDDEN = Figure(None, None, None, None, hidden=True, note="too few to show")
LEVEL = Change(0.0, -5.0, 5.0, 0.9, "level", "no detectable change")


def figure(value: float, unit: str = "points") -> Figure:
    return Figure(value, value - 5, value + 5, 120, unit, f"{value:+.0f}")


def week(number: int, value: float | None, signal: str = "") -> WeekPoint:
    shown = HIDDEN if value is None else figure(value)
    return WeekPoint(f"week {number}", shown, 0.0, 40.0, signal)


def chart(*values: float | None) -> WeekChart:
    return WeekChart(tuple(week(i, v) for i, v in enumerate(values)), 20.0, "Within.")


TWELVE = figure(12)


@dataclass(frozen=True)
class Touch:
    name: str = "Till"
    stage: str = "Buy"
    part: str = "owns"
    metric: str = "NPS"
    figure: Figure = TWELVE
    change: Change = LEVEL
    target: Target | None = None
    tint: int = 0


def test_a_hidden_week_is_a_gap_and_said() -> None:
    whole, gap = (
        monday.weeks(chart(10, 20, 30, 20), "Front"),
        monday.weeks(chart(10, None, 30, 20), "Front"),
    )
    assert whole is not None
    assert gap is not None
    assert whole.html.count("<circle") == 4
    assert gap.html.count("<circle") == 3
    # The centre line and three steps, of which two are cut.
    assert whole.html.count("<line") - gap.html.count("<line") == 2
    assert "1 of 4 weeks are not shown" in gap.words
    assert "Within." in gap.words


def test_nothing_is_drawn_of_less_than_two_weeks() -> None:
    assert monday.weeks(chart(10, None, None), "Front") is None
    assert monday.weeks(WeekChart((), None, ""), "Front") is None


def test_a_signal_is_coloured_and_explained() -> None:
    calm = chart(10, 20, 30)
    loud = replace(calm, points=(*calm.points[:2], week(2, 50, "outside")))
    assert "Blue" in monday.legend(loud)
    assert "Blue" not in monday.legend(calm)
    found = monday.weeks(loud, "Front")
    assert found is not None
    assert "var(--cx-accent)" in found.html


def test_a_touchpoint_under_target_is_coloured_and_one_that_may_be_chance_is_not() -> None:
    aim = Target(40, -28, "under", "28 under target")
    off = monday.rows([Touch(target=aim, tint=-3), Touch(name="Shop")])
    calm = monday.rows([Touch(target=replace(aim, beyond="level"))])
    assert off is not None
    assert calm is not None
    assert "--cx-m3" in off.html
    assert "28 under target" in off.words
    assert "--cx-m" not in calm.html.replace("--cx-muted", "")
    assert monday.rows([]) is None


def test_a_hidden_touchpoint_says_why_and_shows_no_bar() -> None:
    found = monday.rows([Touch(figure=HIDDEN, target=Target(40, None, "level", HIDDEN.note))])
    assert found is not None
    assert "too few to show" in found.html
    assert "<circle" not in found.html


def test_customers_words_and_names_stay_text() -> None:
    bad = '<img src=x onerror="alert(1)">'
    agenda = monday_lists.agenda([Item("Praise", bad, bad), Item("Pattern", bad, "", False)])
    rows = monday.rows([Touch(name=bad, stage=bad)])
    measures = monday_lists.measures([MeasureWeek("a", bad, bad, words=bad)])
    for mark in (agenda, rows, measures, monday.weeks(chart(1, 2), bad)):
        assert mark is not None
        assert "<img" not in mark.html


def test_a_measure_that_is_worse_is_coloured() -> None:
    calm = MeasureWeek("a", "Queue", "Till", value="4 min", verdict="usual", words="Within.")
    for verdict, colour in (("worse", "--cx-m3"), ("better", "--cx-p3"), ("usual", None)):
        found = monday_lists.measures([replace(calm, verdict=verdict)])
        assert found is not None
        assert (colour in found.html) if colour else ("color:" not in found.html)


def test_the_last_figure_stands_off_the_line_that_comes_in() -> None:
    def above(*values: float) -> bool:
        found = monday.weeks(chart(*values), "Front")
        assert found is not None
        dot = float(re.findall(r'<circle[^>]*cy="([\d.]+)"', found.html)[-1])
        (figure_y,) = re.findall(r'<text[^>]*y="([\d.]+)"[^>]*class="cx-figure"', found.html)
        return float(figure_y) < dot

    assert above(20, 0, 30)
    assert not above(20, 40, 25)
