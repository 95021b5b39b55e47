"""The marks read at a glance: where things lie, what colour may say, what the words say."""

import re
from datetime import date

import pytest

from cxdata.charts import (
    bridge_rows,
    bridge_steps,
    forest,
    interval_bar,
    journey_strip,
    small_multiples,
    sparkline,
)
from cxdata.charts.scale import around
from cxdata.charts.wording import signed
from tests.charts import shown

ORANGE, TEAL, INK = "var(--cx-m3)", "var(--cx-p3)", "var(--cx-ink)"


def test_the_bar_puts_value_interval_and_target_on_one_scale() -> None:
    html = interval_bar.mark(shown.score(32, 2), shown.target(38, "under")).html
    scale = around([30, 34, 38], least=44)
    left, width = re.search(r'<rect x="([\d.]+)%" y="28" width="([\d.]+)%"', html).groups()
    assert float(left) == pytest.approx(scale.x(30), abs=0.01)
    assert float(left) + float(width) == pytest.approx(scale.x(34), abs=0.02)
    assert float(re.search(r'cx="([\d.]+)%"', html)[1]) == pytest.approx(scale.x(32), abs=0.01)
    assert float(re.search(r'x1="([\d.]+)%"', html)[1]) == pytest.approx(scale.x(38), abs=0.01)
    assert "target +38" in html


@pytest.mark.parametrize(("beyond", "colour"), [("under", ORANGE), ("over", TEAL), ("level", INK)])
def test_the_bar_takes_colour_only_where_the_whole_interval_lies_beyond(
    beyond: str, colour: str
) -> None:
    mark = interval_bar.mark(shown.score(32), shown.target(38, beyond))
    assert f'r="6.5" fill="{colour}"' in mark.html


def test_the_bar_without_a_figure_says_why() -> None:
    mark = interval_bar.mark(shown.HIDDEN, None)
    assert mark.words == "The score: too few to show."
    assert "<circle" not in mark.html


def test_the_words_of_a_figure_carry_interval_and_answers() -> None:
    words = interval_bar.in_words(shown.score(32, 2, 6214), None)
    assert words == "The score: +32, 95 % between +30 and +34, 6,214 answers."


def test_the_bridge_dashes_what_may_be_chance_and_nothing_else() -> None:
    falls = shown.waterfall(("Experience", -0.6, True), ("Mix", -2.1, False), ("Who", 0.3, False))
    mark = bridge_steps.mark(falls)
    assert mark is not None
    assert mark.html.count("stroke-dasharray") == 1
    assert "may be chance" in mark.words
    assert mark.words.startswith("From +34.0 (Before) to +31.6 (Now): experience −0.6")


def test_the_bridges_steps_are_drawn_to_one_scale() -> None:
    mark = bridge_steps.mark(shown.waterfall(("A", -8.0, False), ("B", -4.0, False)))
    assert mark is not None
    heights = [float(h) for h in re.findall(r'height="([\d.]+)" rx="2"', mark.html)]
    assert heights[1] == pytest.approx(2 * heights[2], rel=0.01)


def test_there_is_no_bridge_without_two_scores() -> None:
    nothing = shown.waterfall(before=None)
    assert bridge_steps.mark(nothing) is None
    assert bridge_steps.in_words(nothing) == "Mix by channel."


def test_departments_that_cannot_be_told_from_the_company_stay_grey() -> None:
    rows = [
        shown.department("Above", shown.score(40), "above"),
        shown.department("Same", shown.score(31), "same"),
        shown.department("Below", shown.score(10), "below", shown.DOWN),
    ]
    mark = forest.mark(rows, shown.score(31))
    fills = re.findall(r'r="6" fill="([^"]+)"', mark.html)
    assert fills == [TEAL, "var(--cx-muted)", ORANGE]
    assert mark.html.count("▼") == 1
    assert "▲" not in mark.html
    assert "Same: +31, 95 % between +28 and +34, 900 answers; no detectable change." in mark.words


def test_a_small_department_shows_no_figure_and_says_why() -> None:
    mark = forest.mark([shown.department("Tiny", shown.HIDDEN, "none")], shown.score(31))
    assert "too few to show" in mark.html
    assert 'r="6"' not in mark.html


def test_the_journey_marks_only_moves_beyond_chance() -> None:
    cards = [
        shown.stage("Discover", shown.score(41)),
        shown.stage("Receive", shown.score(9), shown.DOWN, -2),
    ]
    mark = journey_strip.mark(cards)
    assert mark.html.count("▼") == 1
    assert "background:var(--cx-m2)" in mark.html
    assert "±3" in mark.html
    assert "1 Receive: NPS +9, 95 % between +6 and +12, 900 answers" in mark.words


def test_a_spark_has_a_gap_where_a_month_is_hidden() -> None:
    whole = sparkline.mark((30.0, 31.0, 32.0, 33.0), tuple("abcd"), "points", "x")
    gap = sparkline.mark((30.0, None, 32.0, 33.0), tuple("abcd"), "points", "x")
    assert whole is not None
    assert gap is not None
    assert (whole.html.count("<line"), gap.html.count("<line")) == (3, 1)
    assert sparkline.mark((30.0, None), tuple("ab"), "points", "x") is None


def test_a_spark_does_not_magnify_noise() -> None:
    mark = sparkline.mark((30.0, 31.0), tuple("ab"), "points", "x")
    assert mark is not None
    ys = [float(y) for y in re.findall(r'y[12]="([\d.]+)"', mark.html)]
    assert max(ys) - min(ys) < 2


def test_panels_lie_on_one_scale() -> None:
    panels = (shown.panel("A", [10.0] * 4), shown.panel("B", [50.0] * 4))
    mark = small_multiples.mark(shown.trend([30.0] * 4, by="channel", panels=panels))
    lines = re.findall(
        r'<polyline points="[\d.]+,([\d.]+)[^"]*" fill="none" stroke="var\(--cx-ink\)"', mark.html
    )
    assert len(lines) == 2
    assert float(lines[0]) > float(lines[1]) + 40


def test_moves_of_members_share_one_scale_and_dash_chance() -> None:
    mark = bridge_rows.mark(
        [shown.move("App", -2.0, 1.0, chance=True), shown.move("Stores", -1.0, 0.5)]
    )
    assert mark.html.count("stroke-dasharray") == 1
    assert "App: 20% of the answers before, 35% now, which moved −2.0" in mark.words


@pytest.mark.parametrize(
    "mark",
    [
        journey_strip.mark([shown.stage(shown.HOSTILE, shown.score(9))]),
        forest.mark([shown.department(shown.HOSTILE, shown.score(9), "same")], shown.score(31)),
        bridge_steps.mark(shown.waterfall((shown.HOSTILE, 2.0, False))),
        small_multiples.mark(
            shown.trend([1.0] * 3, panels=(shown.panel(shown.HOSTILE, [1.0] * 3),))
        ),
        bridge_rows.mark([shown.move(shown.HOSTILE, 1.0, 1.0)]),
        interval_bar.mark(shown.score(3), None, shown.HOSTILE),
    ],
    ids=["journey", "forest", "bridge", "panels", "moves", "bar"],
)
def test_a_hostile_name_stays_text(mark: object) -> None:
    html = mark.html  # type: ignore[attr-defined]
    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;&quot;&#x27;&amp;" in html


@pytest.mark.parametrize(("value", "text"), [(32.4, "+32"), (-0.4, "0"), (-2.5, "−2"), (0.0, "0")])
def test_scores_carry_their_sign_and_a_real_minus(value: float, text: str) -> None:
    assert signed(value) == text


def test_panels_of_shares_lie_on_half_the_scale() -> None:
    made = shown.trend([30.0], panels=[shown.panel("A", [30.0, 30.0]), shown.panel("B", [65.0])])
    made.panels[1].unit = "%"
    words = small_multiples.scale_words(made)
    assert words == "All on one scale, 0 to +60, which is 50 % to 80 % for shares."
    lines = re.findall(r'<polyline points="([^"]+)" [^>]*ink', small_multiples.mark(made).html)
    heights = {point.split(",")[1] for line in lines for point in line.split()}
    assert len(heights) == 1, "+30 and 65 % lie at one height"


def test_a_stage_shows_its_answers_and_where_it_is_lowest() -> None:
    stage = shown.stage("Receive", shown.score(9, n=646))
    stage.worst = "Delivery on time"
    mark = journey_strip.mark([stage])
    assert "<small>646 answers</small>" in mark.html
    assert "lowest: Delivery on time</div>" in mark.html
    assert "lowest of its touchpoints at Delivery on time" in mark.words


def test_a_stage_whose_lowest_may_be_chance_says_so() -> None:
    stage = shown.stage("Receive", shown.score(9, n=646))
    stage.lowest = "Delivery slot"
    mark = journey_strip.mark([stage])
    assert "lowest: Delivery slot, <small>cannot be told apart" in mark.html
    assert "lowest at Delivery slot, which cannot be told apart from the others" in mark.words


def test_a_part_of_the_company_is_drawn_beside_all_touchpoints() -> None:
    html = interval_bar.mark(shown.score(22), None, beside=shown.score(26)).html
    assert "all touchpoints +26" in html
    assert "target" not in html


def test_the_legend_of_departments_is_silent_where_nothing_is_shown() -> None:
    hidden = shown.department("Tiny", shown.HIDDEN, "none")
    assert forest.legend([hidden], shown.score(31)) == ""
    assert "grey" in forest.legend(
        [shown.department("A", shown.score(9), "below")], shown.score(31)
    )


def test_a_panel_is_not_drawn_across_a_break() -> None:
    made = shown.trend([30.0], panels=[shown.panel("A", [30.0, 31.0, 32.0, 33.0])])
    made.panels[0].eras = [shown.era(2), shown.era(4)]
    made.panels[0].eras[1].since = date(2024, 3, 1)
    assert small_multiples.mark(made).html.count("<polygon") == 2
