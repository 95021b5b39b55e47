"""The score that counts for pay: where it comes from, and how that is told."""

import re
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdata.reports import (
    incentive_eyes,
    incentive_point,
    incentive_terms,
    line_of_sight_chain,
)
from cxdata.reports import teams as compared
from cxdata.reports.incentives import incentives
from cxdata.scope import View
from tests.reports.pay.paying import BOSS, KNOWN

SHARE = r"([\d.]+) % of ([+−]?[\d.]+)"


def test_the_score_that_counts_is_the_one_of_the_page_of_teams(snapshot, company, pay) -> None:
    told = compared.teams(BOSS, snapshot, company, View(date(2025, 11, 1), date(2026, 11, 1)))
    rows = [row for group in told.groups for row in group.teams]
    assert len(rows) == 16
    for row in rows:
        assert pay[row.id].ramp.value == pytest.approx(row.shrunk, abs=1e-9)


def test_a_team_that_meets_no_customer_is_paid_by_what_its_work_reaches(
    snapshot, company, now, pay
) -> None:
    for team in ("accounts", "platform"):
        chain = line_of_sight_chain.chain(BOSS, snapshot, company, now.window, team)
        assert pay[team].chain
        assert pay[team].ramp.value == pytest.approx(chain.score.figure.value)
        assert pay[team].n_eff == pytest.approx(chain.score.n_eff)
    assert sum(team.chain for team in pay.values()) == 2


def test_the_way_to_the_score_says_each_step_in_words(pay) -> None:
    island = pay["island"].stairs
    assert [step.label.split(",")[0] for step in island] == [
        "Q4 2026 so far", "Plain", "Like for like", "The score that counts",
    ]  # fmt: skip
    plain, alike, counted = island[1:]
    assert (plain.text, counted.text) == ("+67", pay["island"].stairs[-1].text)
    assert plain.value > alike.value > counted.value
    assert "easier to please" in alike.why
    assert "drawn to the middle of these teams" in counted.why
    harbour = pay["harbour"].stairs
    assert "harder to please" in harbour[2].why
    assert harbour[2].value - harbour[1].value > 20


@given(n=st.floats(0, 200), minimum=st.integers(5, 20))
def test_a_score_comes_in_without_a_jump_and_hidden_answers_count_for_nothing(n, minimum) -> None:
    here, more = (incentive_terms.behind(x, minimum) for x in (n, n + 1))
    assert 0 <= here <= more <= here + 2 + 1e-9
    assert here <= n
    assert here == 0 or n > minimum - 1
    assert here == n or n < 2 * minimum


def test_why_another_score_counts_stands_in_one_sentence_whose_points_add_up(
    snapshot, company, version, now
) -> None:
    found = incentives(BOSS, snapshot, company, version, (), now)
    told = {team.id: team.way for team in found.teams}
    assert told["island"] == (
        "+33 counts and not +67: 19 points come off because these customers are easier to please "
        "than those of the other teams, and 15 points come off because a high score from only 12 "
        "answers is partly good luck. A low score is lifted in the same way, and the more "
        "customers answer, the less is changed."
    )
    assert told["platform"] == ""
    for way in filter(None, told.values()):
        counts, plain = (int(n.replace("−", "-")) for n in re.findall(r"([+−]?\d+)", way)[:2])
        moves = re.findall(r"(\d+) points? (come|are|comes|is)", way)
        assert sum(-int(n) if verb.startswith("come") else int(n) for n, verb in moves) == (
            counts - plain
        )


def test_the_sum_that_draws_a_score_comes_out_as_it_is_printed(pay) -> None:
    """Whoever adds up the printed shares reads the score that counts."""
    drawn = {
        team.id: re.search(rf"{SHARE} and {SHARE} make ([+−\d.]+\d)", team.stairs[-1].why)
        for team in pay.values()
        if "drawn to the middle of these teams" in team.stairs[-1].why
    }
    assert {"flagship", "harbour", "island", "dune"} <= set(drawn)
    for team, found in drawn.items():
        assert found, pay[team].stairs[-1].why
        a, level, b, centre, made = (float(n.replace("−", "-")) for n in found.groups())
        assert a + b == 100
        assert round((a * level + b * centre) / 100, len(found[5].partition(".")[2])) == made
        assert f"{made:+.0f}".replace("-", "−") == pay[team].stairs[-1].text


def test_the_score_of_work_is_a_sum_that_comes_out_as_it_is_printed(pay) -> None:
    told = pay["accounts"].stairs
    assert [step.label.split(",")[0] for step in told] == ["Plain", "The score that counts"]
    assert "881 answers" in told[0].why
    assert told[1].why.endswith(
        " 60 % of +14 (Understand the bill), 20 % of +14 (Delivery on time), 10 % of +41 (Payment) "
        "and 10 % of +27 (Return) make +18."
    )
    for team in ("accounts", "platform"):
        last = pay[team].stairs[-1]
        parts = [(float(a), float(b.replace("−", "-"))) for a, b in re.findall(SHARE, last.why)]
        assert sum(share for share, _ in parts) == pytest.approx(100)
        made = re.search(r"make ([+−]?[\d.]+\d)\.$", last.why)[1].replace("−", "-")
        sum_ = sum(share * score for share, score in parts) / 100
        assert f"{sum_:.{len(made.partition('.')[2])}f}" == made.lstrip("+")
        assert f"{float(made):+.0f}".replace("-", "−") == last.text


def test_what_the_answers_are_worth_and_the_usual_team_are_those_of_teams(
    snapshot, company, pay
) -> None:
    told = compared.teams(BOSS, snapshot, company, View(date(2025, 11, 1), date(2026, 11, 1)))
    stores = next(group for group in told.groups if any(t.id == "harbour" for t in group.teams))
    harbour = next(row for row in stores.teams if row.id == "harbour")
    why = pay["harbour"].stairs[-1].why
    assert f"like for like they are worth {harbour.weight:.0f} answers" in why
    assert f"Teams draws the usual team at +{stores.centre:.0f}: " in why
    assert "Teams draws the usual" not in pay["vans_east"].stairs[-1].why  # +14 on both pages


def test_a_team_with_peers_is_not_told_that_it_has_none(snapshot, company, version) -> None:
    """Island store was not open yet: nobody answered, but its peers are in the file."""
    first = incentive_terms.periods_of(version.plan, KNOWN)[0]
    found = incentives(BOSS, snapshot, company, version, (), first)
    notes = {team.id: " ".join(team.notes) for team in found.teams}
    assert "names no peers" not in notes["island"]
    assert next(t for t in found.teams if t.id == "island").ramp.value is None


def test_the_sentence_about_a_score_and_the_steps_under_it_say_the_same(
    snapshot, company, version
) -> None:
    """Both count points between the scores that are shown, in every period of the plan."""
    told = 0
    for period in incentive_terms.periods_of(version.plan, KNOWN):
        for team in incentives(BOSS, snapshot, company, version, (), period).teams:
            if len(team.stairs) != 4 or team.ramp.value is None:
                continue
            plain, alike, counted = (int(s.text.replace("−", "-")) for s in team.stairs[1:])
            mix, luck = alike - plain, counted - alike
            said = re.search(r"; (\d+) points? (come|are|comes|is)", team.stairs[2].why)
            assert bool(said) == bool(mix), team.stairs[2].why
            assert not said or int(said[1]) == abs(mix)
            assert ("nothing that shows" in team.stairs[3].why
                    or "nearly out of it" in team.stairs[3].why) == (not luck)  # fmt: skip
            moves = [int(n) for n in re.findall(r"(\d+) points? (?:come|are|is)", team.way)]
            assert moves == ([abs(m) for m in (mix, luck) if m] if mix + luck else []), team.way
            told += bool(moves)
    assert told > 40


def test_a_score_near_the_middle_is_not_said_to_stand_alone(pay) -> None:
    """Birch's 642 answers are worth 39 %: they do not stand alone, they lie at the middle."""
    assert "It lies near the middle of these teams" in pay["birch"].stairs[-1].why
    assert "enough to stand alone" not in pay["birch"].stairs[-1].why
    assert "enough to stand alone" in pay["vans_north"].stairs[-1].why


def test_the_sentence_names_why_many_answers_do_not_stand_alone(pay) -> None:
    """Harbour's 1,098 answers are worth 231: case mix draws it to the middle, not their number."""
    why = pay["harbour"].stairs[-1].why
    worth = re.search(r"like for like they are worth (\d+) answers", why)[1]
    told = f"like for like {pay['harbour'].n:,} answers are worth only {worth} (how easy or hard"
    assert told in pay["harbour"].way
    assert "In +31, which pay goes by, a small team counts for more" in why
    island = pay["island"].stairs[-1].why
    assert "worth 16 answers" in island
    assert "more than were given, because customers like these answer more alike" in island
    assert "more than were given" not in why


def test_a_team_without_a_score_is_told_so_and_not_that_it_lies_under_the_threshold() -> None:
    told = incentive_point.words(Decimal(0), None, 150.0, "EUR")
    assert told == "There is no own score that may count yet, so the whole company's decides."
    assert "threshold" in incentive_point.words(Decimal(0), 0.0, 150.0, "EUR")
    assert "is the most" in incentive_point.words(Decimal(0), 150.0, 150.0, "EUR")


def test_a_team_is_held_against_the_others_of_its_group_and_against_nobody_without_one() -> None:
    counts = np.array([[1, 10], [2, 20], [4, 40], [8, 80], [16, 0]])
    found = incentive_eyes.others(["shops", "", "shops", "", "shops"], counts)
    assert found.tolist() == [[20, 40], [0, 0], [17, 10], [0, 0], [5, 50]]
