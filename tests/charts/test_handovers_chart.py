"""The matrix of handovers, the list of ways and one way: legible, pressable, inert."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from cxdata.charts import handovers, way, ways
from cxdata.reports.figures import Change, Figure
from cxdata.reports.handovers import End
from cxdata.reports.handovers_cells import Cell
from cxdata.reports.ways import Listed, Step, Story

FIGURE = Figure(12.0, 4.0, 20.0, 40, text="+12")
LOST = Change(-25.0, -37.0, -13.0, 0.001, "down", "25 points lower ± 12")
CELL = Cell(FIGURE, FIGURE, LOST, None, None, True, 10.0, -3, False, "−25")
HIDDEN = Figure(None, None, None, None, hidden=True, note="too few to show")
NONE = Change(None, None, None, None, "refused", "not compared")
EMPTY = Cell(HIDDEN, HIDDEN, NONE, None, None, False, 0.0, 0, False, "–")


@dataclass
class Matrix:
    by: str = "stage"
    ends: tuple[End, ...] = (
        End("a", "Receive <b>", ("Logistics",), "NPS"),
        End("b", "Use", (), ""),
    )
    cells: tuple[tuple[Cell, ...], ...] = field(default=((EMPTY, CELL), (EMPTY, EMPTY)))


def test_a_cell_is_a_button_that_says_all_that_it_shows() -> None:
    found = handovers.mark(Matrix(), ("a", "b"))
    (button,) = re.findall(r'<button [^>]*data-cell="a\|b"[^>]*>', found.html)
    assert 'aria-pressed="true"' in button
    assert "cx-out" in button
    assert "cx-tm3" in button
    assert "Receive &lt;b&gt; to Use: −25, stands out, 25 points lower ± 12" in button
    assert "<b>" not in found.html
    assert "25 points lower" in found.words


def test_what_is_hidden_or_left_out_shows_no_figure() -> None:
    html = handovers.mark(Matrix()).html
    assert 'data-cell="b|a"' in html
    assert "Use to Receive &lt;b&gt;: too few to show" in html
    out = Matrix(cells=((EMPTY, replace(CELL, kept=False)), (EMPTY, EMPTY)))
    said = handovers.mark(out).html
    assert "left out by the filters" in said
    assert "−25" not in said
    # The same end twice is no handover: nothing to press.
    assert 'data-cell="a|a"' not in html


def test_of_many_ends_those_without_any_figure_are_not_drawn() -> None:
    ends = tuple(End(f"t{i}", f"Team {i}", (), "NPS") for i in range(14))
    cells = [[EMPTY] * 14 for _ in ends]
    cells[2][5] = cells[2][9] = CELL
    cells[5][2] = CELL
    found = Matrix("team", ends, tuple(tuple(row) for row in cells))
    html = handovers.mark(found).html
    assert set(re.findall(r'data-cell="(t\d+)\|', html)) == {"t2", "t5"}
    assert set(re.findall(r'data-cell="t\d+\|(t\d+)"', html)) == {"t2", "t5", "t9"}
    assert (
        handovers.left_out(found)
        == "Not drawn, without any figure to show: 12 rows and 11 columns."
    )
    # Where no figure can be shown at all, and in the short list of stages, all stay.
    assert handovers.left_out(Matrix()) == ""
    silent = Matrix("team", ends, tuple(tuple([EMPTY] * 14) for _ in ends))
    assert handovers.mark(silent).html.count("<button") == 14 * 13


def step(days: int, lane: int, kind: str = "touchpoint", **more: object) -> Step:
    usual = {"score": "3", "scale": "0-10", "tint": -2, "told": False, "text": "", "part": ""}
    return Step(f"{days} days later", days, lane, kind, "Van <i>", "Logistics", **(usual | more))


STORY = Story(
    "Customer 1",
    "One customer's way.",
    ("Receive", "Use"),
    (step(0, 0, part="first"), step(1, 0, "contact", score="", told=True),
     step(9, 1, part="second")),
)  # fmt: skip


def test_a_way_says_every_step_and_draws_the_handover_strong() -> None:
    found = way.mark(STORY)
    assert found is not None
    assert "1 days later: Van <i>, called, and told what was done, Logistics" in found.words
    assert "<i>" not in found.html
    assert found.html.count('stroke-width="2.5"') == 1
    assert found.html.count("<circle") == 3
    assert way.mark(replace(STORY, steps=())) is None


def test_moments_of_a_way_never_lie_on_one_another() -> None:
    for days in ([0], [0, 0, 0], [0, 1, 2, 360], list(range(40)), [0, 300, 300, 300]):
        places = way.across(days)
        assert places == sorted(places)
        assert all(-0.01 <= x <= 100 for x in places)
        gap = min(6.0, (way.RIGHT - way.LEFT) / max(len(days) - 1, 1))
        assert all(b - a >= gap - 1e-9 for a, b in pairwise(places))


def test_the_list_of_ways_marks_the_one_that_is_told() -> None:
    listed = [Listed(f"t{i}", f"Customer {i}", "Oct 2026", "Van", "App", 9, "3 of 10", -2)
              for i in range(2)]  # fmt: skip
    html = ways.mark(listed, "t1").html
    assert re.search(r'data-cell="t1"[^>]*aria-pressed="true"', html)
    assert re.search(r'data-cell="t0"[^>]*aria-pressed="false"', html)
