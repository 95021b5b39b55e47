"""Slides as pictures: hostile names stay words, and nothing is painted that counts don't carry."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from cxdata.charts import slide, slide_bridge, slide_goal, slide_journey, slide_score, slide_way
from cxdata.reports.presentation import (
    Bridge,
    Goal,
    Goals,
    Headline,
    Heat,
    HeatCell,
    Line,
    Shares,
    Slide,
    Step,
    Table,
    Value,
    Way,
    WayStep,
)

EVIL = '<img src=x onerror="alert(1)"> “Ø” &amp; \u202e'


def value(score: float | None, half: float = 3.0) -> Value:
    if score is None:
        return Value(None, None, None, None, note="too few to show")
    return Value(score, score - half, score + half, 100, text=f"{score:+.0f}")


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        assert not [name for name, _ in attrs if name.startswith(("on", "src", "href"))]


CELLS = ((HeatCell(value(3.0), -3, "valley"),), (HeatCell(value(40.0), 0, "peak"),))
HEAT = Heat(("now",), (("Buy", EVIL, EVIL), ("Buy", "Till", "")), CELLS)
GOAL = Goal(EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, "behind", 0.3, (), 0.6)
DOWN = Step(f"{EVIL}: {EVIL}", -4.0, -5, -3, False)
CALL = WayStep("", "", "", 1, "", told=True)
PICTURES = (
    slide_score.hero(Headline(Value(1, 0, 2, 9, text=EVIL), value(None), 3, "level", EVIL)),
    slide_bridge.mark(Bridge((EVIL, 30.0), (DOWN,), (EVIL, 26.0))),
    slide_journey.mark(HEAT),
    slide_way.mark(Way((WayStep(EVIL, EVIL, EVIL, 3, EVIL, EVIL), CALL))),
    slide_goal.goals(Goals((GOAL,))),
    slide_goal.table(Table((EVIL, EVIL), ((EVIL, EVIL),))),
)  # fmt: skip


@pytest.mark.parametrize("mark", PICTURES)
def test_a_hostile_name_is_words_on_every_slide(mark) -> None:
    said = Slide("moved", EVIL, EVIL, (), EVIL, EVIL, EVIL)
    html = slide.deck([slide.slide(said, [mark], (1, 1), EVIL)])
    assert "img" not in Elements(html).found
    assert "script" not in Elements(html).found
    assert "<img" not in html


def test_what_may_be_chance_is_dashed_and_never_filled() -> None:
    steps = (
        Step("Experience", 1.6, -2, 5, True),
        Step("Customer mix: more App", -4.2, -5, -3, False),
    )
    html = slide_bridge.mark(Bridge(("before", 34.1), steps, ("after", 31.5))).html
    chance, clear = (part for part in re.findall(r"<div class=\"cx-column[^>]*>", html)
                     if "cx-end" not in part)  # fmt: skip
    assert "cx-chance" in chance
    assert "background" not in chance
    assert "background:var(--cx-m3)" in clear
    assert "may be chance" in html


def test_only_dots_beyond_chance_have_a_colour_and_say_so() -> None:
    html, _, key = slide_journey.mark(HEAT).html.partition('<div class="cx-key">')
    assert "lower" in key
    assert "may be chance" in key
    assert "height: NPS, +3 to +40" in key
    assert html.count("background:var(--cx-m3)") == 1
    assert html.count("background:var(--cx-neutral)") == 1
    assert html.count("may be chance") == 1
    assert "nobody owns it yet" in html


def test_over_a_touchpoint_that_is_not_shown_no_line_is_drawn() -> None:
    scores = (30.0, 31.0, None, 33.0, None, 34.0, 32.0, 35.0)
    cells = tuple((HeatCell(value(one), 0, ""),) for one in scores)
    rows = tuple(("Buy", f"T{i}", "") for i in range(len(scores)))
    html = slide_journey.mark(Heat(("now",), rows, cells)).html
    lines = re.findall(r'<polyline points="([^"]*)"', html)
    assert [len(line.split()) for line in lines] == [2, 3]
    assert html.count("cx-spot") == 6


def test_over_a_period_that_is_not_shown_no_line_is_drawn() -> None:
    scores = (30.0, 31.0, None, 33.0, 34.0, 32.0)
    found = Line("NPS", tuple("abcdef"), tuple(map(value, scores)), 38.0, (), 1)
    html = slide_score.line(found, Headline(value(32.0), value(34.0), 38.0, "level", "")).html
    assert html.count("<polyline") == 2
    assert html.count('class="cx-point"') == 5


def test_the_boxes_are_as_tall_as_the_intervals_and_as_long_as_the_periods() -> None:
    found = Line("NPS", tuple("abcdef"), tuple(value(30.0 + i) for i in range(6)), None, (), 2)
    html = slide_score.line(found, Headline(value(34.0, 2), value(32.0, 4), None, "up", "")).html
    heights = [float(h) for h in re.findall(r'<rect [^>]*height="([\d.]+)"', html)]
    assert heights[0] == pytest.approx(2 * heights[1], rel=0.01)
    later = slide_score.line(found, Headline(value(34.0), value(None), None, "refused", ""))
    assert later.html.count("<rect") == 1


def test_shares_say_their_counts_and_a_part_too_narrow_carries_no_figure() -> None:
    mark = slide_score.shares(Shares(970, 20, 10))
    assert "97 %" in mark.html
    assert "1 %" not in mark.html
    assert mark.words == "detractors 10; passives 20; promoters 970."


def test_a_table_that_is_too_long_says_how_much_is_left_out() -> None:
    rows = tuple((f"Department {i}", "work") for i in range(20))
    html = slide_goal.table(Table(("a", "b"), rows)).html
    assert "and 7 more" in html
    assert html.count("<tr>") == 14


@pytest.mark.parametrize(
    ("score", "colour"),
    [
        *((f"{n} of 10", "p3") for n in (9, 10)),
        *((f"{n} of 10", "neutral") for n in (7, 8)),
        *((f"{n} of 10", "m3") for n in (0, 6)),
        *(("4 of 5", "p3"), ("3 of 5", "neutral"), ("3 of 7", "m3"), ("odd", "neutral")),
    ],
)
def test_a_score_on_a_way_has_the_colour_of_its_group(score: str, colour: str) -> None:
    figure, _, scale = score.partition(" of ")
    assert slide_way.colour(figure, scale) == colour


def test_the_longer_a_sentence_the_smaller_it_is_set() -> None:
    sizes = [slide.size("x" * n) for n in (20, 90, 91, 171, 271)]
    assert sizes == ["short", "short", "middle", "long", "longest"]


@pytest.mark.parametrize(("now", "told"), [("5.4 %", True), ("5.0 %", False)])
def test_a_goal_that_lies_before_its_start_says_so_at_the_end_of_its_track(now, told) -> None:
    goal = Goal(
        "Errors", "5.0 %", now, "2.5 %", "by 2027", "Ann", "cannot be told yet", 0.0, (), 0.2
    )
    drawn = slide_goal.goals(Goals((goal,)))
    assert ("cx-off" in drawn.html) is told
    assert ("further off than at the start" in drawn.words) is told
