"""The pictures of teams: hostile names stay text, colour only where the counts carry it."""

import re
from dataclasses import replace

import pytest

from cxdata.charts import funnel, palette, teams
from cxdata.metrics import funnel as metrics
from cxdata.reports.figures import Figure
from cxdata.reports.teams_peers import Limit, PeerGroup, TeamRow

HOSTILE = "<img src=x onerror=alert(1)>"


def row(id_: str, adjusted: float | None, band: str, **more) -> TeamRow:
    if adjusted is None:
        hidden = Figure(None, None, None, None, hidden=True, note="too few to show")
        return TeamRow(id_, id_, "d", True, hidden, words="too few to show")
    figure = Figure(adjusted, adjusted - 5, adjusted + 5, 200, text=f"+{adjusted:.0f}")
    words = {"above": "above its peers", "same": "does not stand out"}[band]
    known = {"response": 0.3, "coverage": 0.98, "chosen": True, **more}
    return TeamRow(
        id=id_, name=more.pop("name", id_), department="d", figure=figure, expected=30.0,
        adjusted=adjusted, low=adjusted - 6, high=adjusted + 6, shrunk=adjusted - 1, se=2.0,
        place_low=1, place_high=3, weight=150.0, z=0.1, p=0.9,
        outside=95.0 if band == "above" else 0.0, band=band, words=words,
        **{k: v for k, v in known.items() if k != "name"},
    )  # fmt: skip


def group(*rows: TeamRow) -> PeerGroup:
    lines = [
        Limit(n, *(float(x) for x in [*metrics.limits(n, 30, 6400).ravel(), 0, 60]))
        for n in (50.0, 100.0, 400.0)
    ]
    return PeerGroup("g", "Stores", rows, len(rows), 30.0, 800, 0.0, 100, tuple(lines))


ROWS = (row("a", 45.0, "above", name=HOSTILE), row("b", 31.0, "same"), row("c", None, "unknown"))


def test_a_hostile_name_is_text_in_table_and_funnel() -> None:
    html = teams.mark(ROWS, 30.0, HOSTILE).html
    assert "<img" not in html
    assert "&lt;img" in html
    figure = funnel.figure(group(*ROWS), palette.LIGHT)
    dots = figure["data"][-1]
    assert "<img" not in " ".join([*dots["text"], *dots["hovertext"]])


def test_colour_is_only_where_a_team_stands_out() -> None:
    html = teams.mark(ROWS, 30.0, "Stores").html
    above, same, unknown = re.findall(r"<tr.*?</tr>", html)[1:]
    assert "--cx-p3" in above
    assert not re.search("--cx-[pm]3", same + unknown)
    for colours in (palette.LIGHT, palette.DARK):
        dots = funnel.figure(group(*ROWS), colours)["data"][-1]
        assert dots["marker"]["color"] == [colours.tint(3), colours.muted]


def test_a_team_too_small_is_a_row_without_figures() -> None:
    last = re.findall(r"<tr.*?</tr>", teams.mark(ROWS, 30.0, "Stores").html)[-1]
    assert "too few to show" in last
    assert "<circle" not in last
    assert len(funnel.figure(group(*ROWS), palette.LIGHT)["data"][-1]["x"]) == 2


def test_teams_beside_the_chosen_ones_are_quiet() -> None:
    html = teams.mark((ROWS[0], row("b", 31.0, "same", chosen=False)), 30.0, "Stores").html
    assert html.count("cx-l-quiet") == 1


def test_response_has_no_column_where_nobody_was_asked() -> None:
    rows = (row("b", 31.0, "same", response=None, coverage=None),)
    assert "Response" not in teams.mark(rows, 30.0, "Stores").html
    assert "Response" in teams.mark(ROWS, 30.0, "Stores").html


@pytest.mark.parametrize("name", ["table", "funnel"])
def test_words_say_what_the_picture_shows(name: str) -> None:
    if name == "table":
        said = teams.mark(ROWS[1:], 30.0, "Stores").words
        assert "b: does not stand out; +31 adjusted, 95 % between +25 and +37" in said
        assert "c: too few to show." in said
    else:
        said = funnel.in_words(group(*ROWS))
        assert "lies over the 95 % limits (+45)" in said
        assert "The other 1 of Stores lie within them." in said
        assert "All 1 teams" in funnel.in_words(group(ROWS[1]))


def test_the_outer_lines_are_explained_where_they_are_drawn() -> None:
    wide = group(*ROWS)
    near = replace(wide, limits=tuple(replace(at, low998=10.0, high998=50.0) for at in wide.limits))
    assert "dotted: 998 in 1,000" in funnel.legend(near)
    far = [replace(limit, low998=-90.0, high998=99.0) for limit in near.limits]
    assert "dotted" not in funnel.legend(replace(near, limits=tuple(far)))


def test_the_funnel_of_a_group_without_teams_is_empty_and_says_so() -> None:
    none = PeerGroup("g", "Stores", (), 0, 30.0, 0, 0.0, None, ())
    assert funnel.legend(none) == ""
    assert funnel.in_words(none) == "No team can be placed in the funnel."
    assert funnel.figure(none, palette.LIGHT)["data"][-1]["x"] == []


def test_a_score_drawn_in_carries_its_95_percent() -> None:
    html = teams.mark(ROWS, 30.0, "Stores").html
    assert "+44 ±4" in html  # a standard error of 2


def test_the_line_that_scores_are_drawn_to_is_drawn_where_it_is_another_one() -> None:
    assert teams.mark(ROWS, 30.0, "Stores", 30.2).html.count("<line") == len(ROWS)
    apart = teams.mark(ROWS, 30.0, "Stores", 33.0).html
    assert apart.count('stroke-dasharray="3 3"') == apart.count('stroke-dasharray="1 3"') == 3


def test_the_band_of_such_teams_is_drawn_and_said() -> None:
    one = row("b", 31.0, "same", least=12.0, most=48.0)
    mark = teams.mark((one,), 30.0, "Stores")
    assert "(95 in 100 such teams between +12 and +48)" in mark.words
    assert mark.html.count("<rect") == 2
