"""Money: to the cent, monotone, without cliffs, the same for equals, whatever the order."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdata.metrics import incentive
from cxdata.metrics.incentive import Earner, Payouts, Ramp, Terms, Told, payouts
from cxdata.metrics.sharing import shared

D = Decimal
RAMP = Ramp(D(35), D(45), D(55))
TERMS = Terms(D("0.6"), D(60), RAMP, 41.0)
CENT = D("0.01")


def team(id_: str = "t", score: float | None = 43.0, n: float = 80, **more: object) -> Earner:
    return Earner(id_, D(9000), RAMP, score, n, **more)  # type: ignore[arg-type]


def money(terms: Terms, *earners: Earner) -> dict[str, Decimal]:
    return {row.id: row.money for row in payouts(terms, earners).rows}


scores = st.one_of(st.none(), st.floats(-100, 100, allow_nan=False))
sums = st.integers(0, 3_000_000).map(lambda cents: D(cents) / 100)
answers = st.floats(0, 500, allow_nan=False)
earners = st.builds(
    Earner,
    id=st.just(""),
    target=sums,
    ramp=st.sampled_from([RAMP, Ramp(D("5.5"), D(17), D(30), D(2))]),
    score=scores,
    n_eff=answers,
    contacts=st.integers(0, 50),
    told=st.one_of(st.none(), st.floats(0, 1)),
)
crowds = st.lists(earners, min_size=1, max_size=9).map(
    lambda found: [replace(one, id=f"t{i}") for i, one in enumerate(found)]
)
terms_ = st.builds(
    Terms,
    team=st.sampled_from([D(0), D("0.6"), D(1)]),
    full=st.sampled_from([D(0), D(60)]),
    company=st.just(RAMP),
    company_score=scores,
    told=st.sampled_from([None, Told(D("0.1"), (D("0.3"), D("0.7")))]),
    cap=st.one_of(st.none(), sums),
    over_first=st.booleans(),
    unit=st.sampled_from([CENT, D(1)]),
)


def test_worked_example_of_a_team_of_six() -> None:
    """+43 on 35-45-55 with 80 answers: 0.6 x 80 % + 0.4 x 60 % = 72 % of 6 x 1,500."""
    (row,) = payouts(TERMS, [team()]).rows
    assert row.money == D("6480.00")
    assert row.point == D("540.00")  # a tenth of 60 % of 9,000
    assert [(p.name, p.money) for p in row.parts] == [
        ("team", D("4320.00")),
        ("company", D("2160.00")),
    ]


@pytest.mark.parametrize(
    ("score", "share"), [(-100, 0), (35, 0), (40, 0.5), (45, 1), (50, 1.25), (55, 1.5), (100, 1.5)]
)
def test_ramp_runs_straight_from_threshold_over_target_to_stretch(score: int, share: float) -> None:
    assert RAMP.share(score) == pytest.approx(share)
    assert RAMP.exact(score) == Fraction(share)


def test_no_score_is_no_share_of_the_team_and_all_of_the_company() -> None:
    assert money(TERMS, team(score=None)) == {"t": D("5400.00")}  # 60 % of 9,000
    assert np.isnan(RAMP.share(np.nan))


def test_half_of_the_answers_give_half_of_the_team_share_and_the_rest_to_the_company() -> None:
    (row,) = payouts(TERMS, [team(n=30)]).rows
    assert [part.weight for part in row.parts] == [0.3, 0.7]


def test_a_ramp_that_does_not_rise_is_refused() -> None:
    with pytest.raises(ValueError, match="rises"):
        Ramp(D(35), D(35), D(55))


@settings(deadline=None, max_examples=60)
@given(terms_, crowds)
def test_parts_add_up_to_the_team_and_teams_to_the_total_never_over_the_cap(
    terms: Terms, crowd: list[Earner]
) -> None:
    found = payouts(terms, crowd)
    assert all(sum(p.money for p in row.parts) == row.earned >= row.money for row in found.rows)
    assert sum(row.money for row in found.rows) == found.total
    assert all(row.money % terms.unit == 0 and row.money >= 0 for row in found.rows)
    if terms.cap is None or found.earned <= terms.cap:
        assert (found.total, found.kept) == (found.earned, 0)
    else:
        assert found.total + found.kept == terms.cap
        assert found.kept < equals(terms, found) * terms.unit + terms.unit


def equals(terms: Terms, found: Payouts) -> int:
    """The most teams that earn the same: a unit that cannot be split among them is kept."""
    earned = [row.earned for row in found.rows]
    return max(earned.count(one) for one in earned)


def test_a_pot_that_binds_is_paid_out_to_the_cent() -> None:
    crowd = [team(f"t{i}", 36.0 + i, 40 + i) for i in range(12)]
    for cents in range(3_000_000, 3_000_040):
        found = payouts(replace(TERMS, cap=D(cents) / 100), crowd)
        assert (found.total, found.kept) == (D(cents) / 100, 0)


def test_a_cent_that_cannot_be_split_among_equals_is_kept() -> None:
    found = payouts(replace(TERMS, cap=D("100.01")), [team("a"), team("b"), team("c")])
    assert {row.money for row in found.rows} == {D("33.33")}
    assert found.kept == D("0.02")


@settings(deadline=None, max_examples=60)
@given(terms_, crowds, st.randoms(use_true_random=False))
def test_order_of_teams_does_not_matter(terms: Terms, crowd: list[Earner], rng: object) -> None:
    mixed = list(crowd)
    rng.shuffle(mixed)  # type: ignore[attr-defined]
    assert money(terms, *crowd) == money(terms, *mixed)


@settings(deadline=None, max_examples=60)
@given(terms_, crowds, st.integers(2, 4))
def test_identical_teams_get_identical_money(terms: Terms, crowd: list[Earner], times: int) -> None:
    twins = [replace(one, id=f"{one.id}.{i}") for one, i in product(crowd, range(times))]
    found = money(terms, *twins)
    for one in crowd:
        assert len({found[f"{one.id}.{i}"] for i in range(times)}) == 1


@settings(deadline=None, max_examples=60)
@given(terms_, crowds, st.floats(0, 60, allow_nan=False))
def test_money_never_falls_when_the_own_score_rises(
    terms: Terms, crowd: list[Earner], more: float
) -> None:
    first = crowd[0]
    if first.score is None:
        return
    better = replace(first, score=first.score + more)
    before = money(terms, *crowd)[first.id]
    assert money(terms, better, *crowd[1:])[first.id] >= before


@settings(deadline=None, max_examples=60)
@given(terms_, crowds, st.floats(0, 3, allow_nan=False))
def test_no_cliff_in_the_score(terms: Terms, crowd: list[Earner], more: float) -> None:
    first = crowd[0]
    if first.score is None:
        return
    better = replace(first, score=first.score + more)
    found = [money(terms, one, *crowd[1:])[first.id] for one in (first, better)]
    slope = first.ramp.steepest * float(terms.team * first.target)
    assert float(found[1] - found[0]) <= slope * more + len(crowd) * float(terms.unit)


@settings(deadline=None, max_examples=60)
@given(terms_, earners, st.floats(0, 500, allow_nan=False), st.floats(0, 2, allow_nan=False))
def test_no_cliff_in_the_answers(terms: Terms, one: Earner, n: float, more: float) -> None:
    """A team's own money moves by no more than the answers' part of its share."""
    if not terms.full or one.score is None:
        return
    free = replace(terms, cap=None)
    few, many = (money(free, replace(one, n_eff=x))[""] for x in (n, n + more))
    most = float(terms.team * one.target) * float(max(one.ramp.most, D("1.5"))) * more / 60
    assert abs(float(many - few)) <= most + 2 * float(terms.unit)


def test_no_cliff_where_the_budget_begins_to_bind() -> None:
    crowd = [team("a", 47.0), team("b", 50.0), team("c", 38.0)]
    asked = payouts(TERMS, crowd).total
    for sharing in (False, True):
        over, just = (
            money(replace(TERMS, cap=cap, over_first=sharing), *crowd)
            for cap in (asked - CENT, asked)
        )
        assert all(abs(over[id_] - just[id_]) <= CENT for id_ in over)


def test_what_lies_over_target_is_cut_first_where_the_plan_says_so() -> None:
    crowd = [team("high", 55.0), team("low", 40.0)]
    terms = replace(TERMS, company_score=45.0, cap=D("16000.00"), over_first=True)
    # high earns 0.6 x 150 % + 0.4 = 130 % of 9,000, low 70 %: 2,700 of 18,000 lie over target
    assert money(terms, *crowd) == {"high": D("9700.00"), "low": D("6300.00")}
    assert money(replace(terms, cap=D("7650.00")), *crowd) == {
        "high": D("4500.00"),
        "low": D("3150.00"),
    }


def test_all_sums_are_cut_alike_where_the_plan_says_so() -> None:
    crowd = [team("high", 55.0), team("low", 40.0)]
    terms = replace(TERMS, company_score=45.0, cap=D("9000.00"))
    assert money(terms, *crowd) == {"high": D("5850.00"), "low": D("3150.00")}


def test_one_more_point_is_worth_what_it_then_pays() -> None:
    now, then = (payouts(TERMS, [team(score=x)]).rows[0] for x in (43.0, 44.0))
    assert now.point == then.money - now.money
    assert payouts(TERMS, [team(score=60.0)]).rows[0].point == 0


def test_bonus_for_telling_customers_grows_with_contacts_and_has_no_step() -> None:
    told = Told(D("0.1"), (D("0.5"), D("0.9")), (D(14), D(4)))
    terms = replace(TERMS, told=told)
    rows = [
        payouts(terms, [team(contacts=k, told=0.7, days=9.0)]).rows[0].parts[-1]
        for k in (0, 10, 20)
    ]
    assert [part.money for part in rows] == [0, D("225.00"), D("450.00")]


def test_scores_that_differ_in_the_last_bit_are_the_same_money() -> None:
    found = money(TERMS, team("a", 43.0), team("b", 43.0 + 1e-14), team("c", 0.1 + 0.2 + 42.7))
    assert len(set(found.values())) == 1


def test_what_one_team_earns_alone_is_its_sum_without_a_budget() -> None:
    assert incentive.earned(TERMS, team()) == payouts(TERMS, [team()]).rows[0].earned


def test_negative_sums_and_teams_named_twice_are_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        payouts(TERMS, [team(), team()])
    with pytest.raises(ValueError, match="negative"):
        payouts(TERMS, [replace(team(), target=D(-1))])
    with pytest.raises(ValueError, match="negative"):
        shared([(Fraction(1), Fraction(0))], -1)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), min_size=1, max_size=5),
    st.integers(0, 60),
)
def test_sharing_is_the_highest_level_at_which_the_rounded_sums_fit(
    asked: list[tuple[int, int]], pot: int
) -> None:
    """Against trying every level in fine steps: nobody could get more without passing the pot."""
    sums = [(Fraction(low, 3), Fraction(high, 7)) for low, high in asked]
    found = shared(sums, pot)
    if not found.bound:
        assert sum(found.units) <= pot
        return
    levels = [Fraction(i, 400) for i in range(801)]
    fits = [units for level in levels if sum(units := [rounded(level, one) for one in sums]) <= pot]
    assert all(a >= b for a, b in zip(found.units, fits[-1], strict=True))


def rounded(level: Fraction, one: tuple[Fraction, Fraction]) -> int:
    low, high = one
    return int(min(level, Fraction(1)) * low + max(level - 1, Fraction(0)) * high + Fraction(1, 2))


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), min_size=1, max_size=6),
    st.integers(0, 30),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_a_larger_sum_never_gets_less_and_no_sum_passes_the_pot(
    asked: list[tuple[int, int]], pot: int, low: int, high: int
) -> None:
    """Small sums, where ties and single units decide: largest remainders fail here."""
    sums = [(Fraction(a, 2), Fraction(b, 2)) for a, b in asked]
    more = [(sums[0][0] + Fraction(low, 2), sums[0][1] + Fraction(high, 2)), *sums[1:]]
    before, after = shared(sums, pot), shared(more, pot)
    assert after.units[0] >= before.units[0]
    assert sum(before.units) <= pot
    assert len(set(zip(sums, before.units, strict=True))) == len(set(sums))
