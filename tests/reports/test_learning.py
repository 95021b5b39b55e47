"""The lesson's figures: sums that add up, one right answer each, sizes as METHODS say."""

import math
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdata.metrics import compare, scores
from cxdata.reports import headline, learning_quiz, learning_trials, wording
from cxdata.reports.figures import Change, Figure, Header
from cxdata.reports.hundred import adds_up, hundred, subtracted
from cxdata.reports.learning import Learning, alike

COUNTS = st.tuples(*[st.integers(0, 5000)] * 3).filter(lambda counts: sum(counts) >= 5)


def lesson(counts: tuple[int, int, int], change: Change | None = None) -> Learning:
    figure = learning_trials.tried(counts)
    none = Change(None, None, None, None, "refused", "nothing to compare with")
    return Learning("Corner Shop", "Oct 2026", "Sep 2026", figure, figure, change or none, counts,
                    True, ((), ), (), "", Header("", ""))  # fmt: skip


@given(COUNTS)
def test_the_hundred_and_the_subtraction_add_up_before_everybodys_eyes(
    counts: tuple[int, int, int],
) -> None:
    told = hundred(counts)
    true = 100 * (counts[0] - counts[2]) / sum(counts)
    assert abs(float(told[3].replace("−", "-")) - true) <= 0.5
    left, right = subtracted(counts).split(" = ")
    one, other = (Decimal(part.replace(",", "")) for part in left.split(" − "))
    net = Decimal(right.split(", or ")[0].replace(",", "").replace("−", "-"))
    assert one - other == net
    if adds_up(told):
        p, s, d = (Decimal(part) for part in told[:3])
        assert (p + s + d, p, d, p - d) == (100, one, other, net)
    else:
        assert (one, other) == (counts[0], counts[2])
        assert right.endswith(f", or {wording.signed(true)} of every 100")


# 55.35 − 16.83 = 38.52, and the score is +38.53; 53.58 + 26.96 + 19.47 = 100.01.
@pytest.mark.parametrize("counts", [(398, 200, 121), (1_610, 810, 585)])
def test_what_does_not_add_up_in_shares_is_told_in_counts(counts: tuple[int, int, int]) -> None:
    assert not adds_up(hundred(counts))
    p, _, d = (f"{part:,}" for part in counts)
    told = subtracted(counts)
    assert told.startswith(f"{p} − {d} = {counts[0] - counts[2]:,}, or +")
    # The quiz asks with the example's figures then.
    assert "50 gave a 9 or 10, 30 a 7 or 8" in learning_quiz.quiz(lesson(counts))[0].ask


@given(COUNTS)
def test_every_question_has_one_right_answer_among_different_ones(
    counts: tuple[int, int, int],
) -> None:
    for one in learning_quiz.quiz(lesson(counts)):
        assert len(set(one.options)) == len(one.options) >= 3
        assert 0 <= one.right < len(one.options)
        assert one.why.endswith(".")


def test_the_first_question_is_asked_with_the_companys_own_sum() -> None:
    one = learning_quiz.quiz(lesson((520, 270, 210)))[0]
    assert "52 gave a 9 or 10, 27 a 7 or 8, and 21 a 0 to 6" in one.ask
    assert one.options[one.right] == "+31"


@pytest.mark.parametrize("counts", [(520, 270, 210), (210, 270, 520), (300, 400, 300), (0, 9, 0)])
def test_what_an_8_does_is_what_one_more_of_them_does(counts: tuple[int, int, int]) -> None:
    one = learning_quiz.quiz(lesson(counts))[1]
    p, s, d = counts
    before, after = (abs(float(scores.nps(p, n, d).value)) for n in (s, s + 1))
    assert one.options[one.right] == (
        "It pulls it towards 0 a little" if after < before else "Nothing at all"
    )


@pytest.mark.parametrize(("verdict", "right"), [("up", 0), ("down", 1), ("level", 2)])
def test_what_happened_is_what_the_comparison_says(verdict: str, right: int) -> None:
    change = Change(4.0, 1.0, 7.0, 0.01, verdict, "")
    one = learning_quiz.quiz(lesson((520, 270, 210), change))[3]
    assert one.right == right
    assert "+31" in one.ask


def test_the_small_shop_of_the_third_question_carries_the_interval_of_ten_answers() -> None:
    one = learning_quiz.quiz(lesson((500, 300, 200)))[2]
    assert "from −19 to +65" in one.options[one.right]


@given(COUNTS, st.integers(1, 100))
def test_alike_shares_out_all_answers(counts: tuple[int, int, int], half: int) -> None:
    assert sum(alike(counts, 2 * half)) == 2 * half
    assert min(alike(counts, 2 * half)) >= 0
    p, _, d = alike(counts, 100)
    assert p - d == round(100 * (counts[0] - counts[2]) / sum(counts))


def test_answers_needed_are_those_of_the_methods() -> None:
    counts = (500, 300, 200)
    told = learning_trials.telling(counts, 1000, 5)
    spread = scores.steady_variance(*counts)
    assert told.needed == math.ceil(7.84888 * 2 * spread / 0.05**2)
    own = next(row for row in told.rows if row.own)
    assert own.points == pytest.approx(280.1585 * math.sqrt(spread * 2 / 1000), abs=1e-3)
    assert not own.enough
    assert "too few for it" in told.answer


def test_the_margin_of_a_move_and_the_move_that_is_found_are_told_apart() -> None:
    counts, change = (1764, 916, 710), Change(-3.0, -6.8, 0.8, 0.12, "level", "")
    told = learning_trials.beside(change, counts, (3390, 3216))
    assert "Ours is ±3.8" in told
    assert "A true move of just 3.8 comes out beyond it only every other time" in told
    card = headline.detectable(*(np.array([d, *[0] * 6, s, 0, p, 0]) for p, s, d in
                                 ((1764, 916, 710), (1723, 867, 626))))  # fmt: skip
    assert "One of 6 points is called four times in five." in told
    assert card[1] == "With 3,390 answers a true move of 6 points is found four times in five."
    assert "of 6 points" in learning_trials.telling(counts, 3390, 5).answer
    none = Change(None, None, None, None, "refused", "")
    assert learning_trials.beside(none, counts, (3390, 3216)) == ""


@given(COUNTS, st.integers(1, 30))
def test_so_many_answers_as_are_needed_are_enough_and_one_less_is_not(
    counts: tuple[int, int, int], move: int
) -> None:
    needed = learning_trials.telling(counts, None, move).needed
    spread = scores.steady_variance(*counts)
    assert compare.detectable(spread, needed, needed) <= move + 1e-9
    assert needed == 1 or compare.detectable(spread, needed - 1, needed - 1) > move - 1e-9


def test_nobody_is_no_score_and_not_zero() -> None:
    none = learning_trials.tried((0, 0, 0))
    assert none.value is None
    assert "not the same as 0" in learning_trials.tried_words(none)


def test_a_hidden_previous_score_leaves_an_example_to_ask_about() -> None:
    hidden = replace(lesson((520, 270, 210)), previous=Figure(None, None, None, None, hidden=True))
    assert "+30" in learning_quiz.quiz(hidden)[3].ask
