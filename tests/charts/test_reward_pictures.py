"""Pictures of pay: what they say in words, that names are escaped, that money is to scale."""

import re
from decimal import Decimal

import pytest

from cxdata.charts import honesty, pay_table, payout, ramp, rivals
from cxdata.reports.incentive_shapes import Budget, Check, Component, OnRamp, Quarter, Stair
from cxdata.reports.plan_honesty import Rate
from cxdata.reports.what_if import Rival

HOSTILE = '<img src=x onerror="alert(1)">'
ON = OnRamp(35, 45, 55, 150, 43, 40, 47, 80, 50, 110)


def test_the_ramp_says_in_words_what_it_draws() -> None:
    words = ramp.mark(ON).words
    assert "Nothing is paid up to +35, 100 % at +45, 150 % from +55 on" in words
    assert "Our score is +43, between +40 and +47, which pays 80 %, between 50 and 110 %" in words


def test_the_dot_lies_on_the_line() -> None:
    html = str(ramp.mark(ON).html)
    x, y = map(float, re.search(r'<circle cx="([\d.]+)%" cy="([\d.]+)"', html).groups())
    # Corners of the line from threshold to target, as drawn.
    lines = [
        tuple(map(float, found))
        for found in re.findall(
            r'x1="([\d.]+)%" y1="([\d.]+)" x2="([\d.]+)%" y2="([\d.]+)" stroke="var\(--cx-ink\)"',
            html,
        )
    ]
    left = next(line for line in lines if line[0] < x < line[2])
    along = (x - left[0]) / (left[2] - left[0])
    assert along == pytest.approx(0.8, abs=0.001)
    assert y == pytest.approx(left[1] + along * (left[3] - left[1]), abs=0.02)


@pytest.mark.parametrize("value", [20.0, 35.4, 45.0, 70.0])
def test_the_figure_of_the_dot_stands_where_the_line_is_not(value: float) -> None:
    """Left of the dot a line that only rises is never above it; and there is room for the words."""
    html = str(ramp.mark(OnRamp(35, 45, 55, 150, value, 33, 40, 4, 0, 50)).html)
    place, anchor = re.search(
        r'<text x="([\d.]+)%"[^>]*text-anchor="(\w+)"[^>]*>4\D% today', html
    ).groups()
    assert anchor == "end"
    assert float(place) >= 36
    assert "4 % earned" in str(ramp.mark(ON, when="earned").html).replace("80", "4")


def test_the_ramp_of_a_period_that_is_over_is_told_as_what_was() -> None:
    words = ramp.mark(ON, when="earned").words
    assert "Our score was +43, between +40 and +47, which paid 80 %" in words
    assert "with other luck it might have been 50 to 110 %." in words
    assert "chance" not in words
    nobody = OnRamp(35, 45, 55, 150, None, None, None, None, None, None)
    assert "There was no score." in ramp.mark(nobody, when="earned").words


def test_a_ramp_without_a_score_has_no_dot_and_says_so() -> None:
    mark = ramp.mark(OnRamp(35, 45, 55, 150, None, None, None, None, None, None))
    assert "There is no score yet." in mark.words
    assert "<circle" not in mark.html


def test_the_cliff_is_drawn_beside_the_ramp_only_when_asked() -> None:
    assert "stroke-dasharray" not in ramp.mark(ON).html
    assert ramp.mark(ON, cliff=True).html.count('stroke-dasharray="6 4"') == 3


def test_the_cliff_goes_by_the_plain_score_which_has_a_dot_of_its_own() -> None:
    """+43 counts and +47 is plain: all or nothing would pay in full where the ramp pays 80 %."""
    mark = ramp.mark(ON, cliff=True, plain=47.0)
    assert mark.words.endswith("All or nothing goes by the plain score, +47, which pays 100 %.")
    dots = re.findall(r'<circle cx="([\d.]+)%" cy="([\d.]+)"', str(mark.html))
    (counted, _), (plain, level) = (map(float, dot) for dot in dots)
    assert counted < plain
    assert level == pytest.approx(ramp.height(ON, 100), abs=0.01)
    assert "plain score +47" in mark.html
    under = ramp.mark(ON, cliff=True, plain=44.9)
    assert "+44.9, which pays nothing" in under.words  # and not +45, which is the target
    assert "plain" not in ramp.mark(ON, plain=47.0).html


def test_components_are_to_one_scale_and_their_names_are_escaped() -> None:
    parts = (
        Component("Own", "60 %", Decimal(1800), Decimal(1500), "€ 1,500", HOSTILE),
        Component(HOSTILE, "40 %", Decimal(1200), Decimal(750), "€ 750", ""),
    )
    html = str(payout.components(parts, "€ 2,250").html)
    assert "<img" not in html
    bars = re.findall(r'<rect x="([\d.]+)%?" y="5" width="([\d.]+)%"', html)
    (a, own), (b, shared), (c, whole) = (map(float, bar) for bar in bars)
    assert own == pytest.approx(2 * shared, abs=0.02)
    assert (a, b, c) == pytest.approx((0, own, 0), abs=0.02)
    assert whole == pytest.approx(own + shared, abs=0.02)


def test_what_a_budget_cuts_goes_back_from_what_is_earned_and_ends_at_the_sum() -> None:
    parts = (
        Component("Own", "60 %", Decimal(1800), Decimal(1500), "€ 1,500", "a"),
        Component("Budget", "", Decimal(0), Decimal(-500), "−€ 500", "b"),
    )
    mark = payout.components(parts, "€ 1,000")
    assert mark.words == "Own (60 %): € 1,500. a Budget: −€ 500. b Together € 1,000."
    bars = re.findall(r'<rect x="([\d.]+)%?" y="5" width="([\d.]+)%"', str(mark.html))
    (_, own), (back, cut), (_, whole) = (map(float, bar) for bar in bars)
    assert back == pytest.approx(whole, abs=0.02)
    assert back + cut == pytest.approx(own, abs=0.02)
    assert str(mark.html).count("<line") == 1  # a cut has no target


def test_checks_say_their_state_without_relying_on_colour() -> None:
    found = (
        Check("A", "met", "214 counted"),
        Check("B", "short", "12 too few"),
        Check("C", "unknown", HOSTILE),
    )
    mark = payout.checks(found)
    assert mark.words.startswith("A: met; 214 counted. B: not met; 12 too few. C: not known;")
    assert [s in mark.html for s in ('aria-label="met"', "✓", "!", "–")] == [True] * 4
    assert "<img" not in mark.html


def test_stairs_end_with_the_score_that_counts() -> None:
    steps = (
        Stair("Plain", 52.0, "+52", "41 answers"),
        Stair("None", None, "–", "nobody"),
        Stair("The score that counts", 43.0, "+43", "drawn"),
    )
    mark = payout.stairs(steps)
    assert mark.words == (
        "Plain: +52. 41 answers None: –. nobody The score that counts: +43. drawn"
    )
    # The line of the last step begins where the last known score was.
    lines = re.findall(r'x1="([\d.]+)%" x2="([\d.]+)%"', str(mark.html))
    assert float(lines[-1][0]) > float(lines[-1][1])


def test_quarters_without_a_score_say_why() -> None:
    past = (Quarter("Q1", 40.0, 75.0, Decimal(75), text="€ 75"), Quarter("Q2", None, None, None))
    mark = payout.quarters(past)
    assert mark.words == "Q1: € 75, 75 % of the target amount. Q2: no score."
    assert mark.html.count("<rect") == 1


def test_quarters_that_a_budget_cuts_show_what_was_earned_before() -> None:
    cut = [
        Quarter(f"Q{i}", None, 91.0, Decimal(150), text="€ 150", before_percent=earned)
        for i, earned in enumerate((104.0, 160.0))
    ]
    mark = payout.quarters(cut)
    assert "Q0: € 150, 91 % of the target amount, cut from 104 %." in mark.words
    outlines = re.findall(r'<rect[^>]*? height="([\d.]+)"[^>]*?fill="none"', str(mark.html))
    assert [round(float(one), 1) for one in outlines] == [58.5, 90.0]
    assert "cut from 160 %</small>" in str(mark.html)


def test_forecast_and_budget_lie_in_their_order() -> None:
    ticks = (("at target", Decimal(120), "€ 120"), ("budget", Decimal(110), "€ 110"))
    found = Budget(
        *(Decimal(n) for n in (82, 72, 92, 120, 180, 110)), 1.0, 0.01, ticks, "Forecast.", ""
    )
    html = str(pay_table.budget(found).html)
    forecast = float(re.search(r'<circle cx="([\d.]+)%"', html)[1])
    budget, target = map(float, re.findall(r'x1="([\d.]+)%" x2="[\d.]+%" y1="14"', html))
    assert forecast < budget < target


def test_rivals_and_rates_tell_both_sides() -> None:
    row = Rival(
        *("a", HOSTILE, Decimal(1), Decimal(2), 50, 90),
        *("€ 1", "€ 2", "+€ 1", Decimal(1), Decimal(2)),
    )
    mark = rivals.mark((row,), ("First", "Second"))
    assert "<img" not in mark.html
    assert "First € 1, Second € 2." in mark.words
    rates = honesty.mark((Rate("Luck", "5 %", "34 %", "of the money"),))
    assert rates.words == "Luck: This plan 5 %, All or nothing 34 % of the money."
