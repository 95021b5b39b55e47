"""What is looked at before money is paid: checks, signs, holds, and who decided what."""

import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cxdata import desk
from cxdata.desk import decisions
from cxdata.desk.decisions import Hold
from cxdata.flows import plans as flow
from cxdata.metrics import detectors
from cxdata.metrics.finding import Finding
from cxdata.record import guards
from cxdata.reports import (
    incentive_signs,
    incentive_sums,
    incentive_tables,
    incentive_terms,
    incentive_words,
)
from cxdata.reports.incentives import incentives
from cxdata.scope import EXECUTIVE, LEAD, Scope
from tests.reports.pay.paying import BOSS, KNOWN


def same(one, other) -> None:
    """Two findings are equal to the last digits."""
    assert (one.detector, one.level, one.n) == (other.detector, other.level, other.n)
    figures = ("figure", "note", "hold", "p", "false_alarm")
    for a, b in ((getattr(one, name), getattr(other, name)) for name in figures):
        assert a == pytest.approx(b, abs=1e-12, nan_ok=True)


def test_each_planted_trick_is_held_by_the_detector_meant_for_it_and_nobody_else_is(pay) -> None:
    held = {
        team.id: [sign.id for sign in team.signs if sign.level == "hold"]
        for team in pay.values()
        if team.held
    }
    assert held == {"station": ["hour", "source"], "vans_east": ["coverage"], "cedar": ["tens"]}
    assert not [team.id for team in pay.values() if team.signs and not team.held]


def test_a_held_payment_is_told_in_neutral_words_with_what_happens_next(pay) -> None:
    (sign,) = pay["cedar"].signs
    assert sign.words.startswith("75.6 % of 307 nines and tens are tens; noted from 63.8 %, held ")
    assert "Innocent explanations: " in sign.innocent
    assert "nobody is accused" in sign.after
    assert "No machine takes money away" in sign.after
    told = " ".join(map(str, vars(sign).values())).lower()
    assert not [word for word in ("fraud", "cheat", "suspicious", "manipulat") if word in told]
    assert "waits until a person has looked" in pay["cedar"].answer[-1][0]
    assert pay["cedar"].amount > 0


def test_a_figure_never_reads_as_the_limit_that_it_is_held_against(version) -> None:
    """Not "90 %; noted from 89.9 % down": the figure has its limit's decimals, or more."""
    seen = Finding("response", 0.896, 0.899, 0.85, 0.004, 0.001, 400, "note")
    for figure, told in ((0.896, "is 89.6 % of"), (0.89896, "is 89.896 % of")):
        words = incentive_signs.sign("response", replace(seen, figure=figure), None, UTC).words
        assert told in words
        assert f"noted from {'89.9' if figure < 0.898 else '89.900'} % down" in words
    itself = incentive_signs.sign("response", replace(seen, figure=seen.note), None, UTC).words
    assert "is 89.9 % of" in itself
    assert "noted from 89.9 % down" in itself  # not "under 89.9 %", where it would not be noted
    check = incentive_signs.coverage(seen, version.plan, (1000, 949, 300))
    assert check.words == "94.9 % of 1,000 eligible customers, 95 % needed: 1 invitation too few"
    assert incentive_signs.coverage(seen, version.plan, (1000, 950, 300)).words.startswith("95 %")


def test_what_is_missing_at_a_check_is_told_in_numbers(pay) -> None:
    coverage = next(c for c in pay["vans_east"].checks if c.name == "Not everybody was asked")
    assert coverage.state == "short"
    asked = 1865
    assert f"89 % of {asked:,} eligible customers, 95 % needed: " in coverage.words
    few = next(c for c in pay["island"].checks if c.name.startswith("Few answers"))
    assert (few.state, few.words.split(":")[0]) == ("short", "12 answers")
    assert "48 more until the own score counts in full" in few.words


def test_a_check_says_which_of_the_touchpoints_in_the_score_it_covers(pay) -> None:
    """4,514 answers make the score, 2,964 customers were looked at: not the same touchpoints."""
    said = {team.id: team.checks[1].words for team in pay.values()}
    assert (
        "2,964 eligible customers at “Understand the bill” (invitations in this team's own"
        in (said["accounts"])
    )
    assert [id_ for id_, words in said.items() if " customers at “" in words] == [
        "accounts", "platform",
    ]  # fmt: skip
    assert "89 % of 1,865 eligible customers, 95 % needed" in said["vans_east"]


def test_the_share_that_answers_divided_by_the_usual_one_is_what_is_told(pay) -> None:
    """Not "24 % answered; 25 % is usual: 99 % of it"."""
    fine = 0
    for team in pay.values():
        words = team.checks[2].words
        if found := re.match(r"([\d.]+) % answered; .* ([\d.]+) % is usual: (\d+) % of it", words):
            came, usual, told = found.groups()
            assert f"{100 * float(came) / float(usual):.0f}" == told, words
            fine += "." in came
    assert 0 < fine < 20


def test_answers_held_against_the_own_customers_say_that_peers_may_hear_more(pay) -> None:
    """Teams holds Harbour against its peers; both sentences name the other measure."""
    response = next(
        c for c in pay["harbour"].checks if c.name == "As many answer as usual with these customers"
    )
    assert "% needed (peers, who meet others, may hear more: see Teams)" in response.words


def test_a_decision_ends_a_hold_and_stands_with_its_reason(
    home, company, snapshot, version, now, tmp_path
) -> None:
    own = tmp_path / "demo"
    own.mkdir()
    shutil.copy(home / "desk.sqlite", own / "desk.sqlite")
    at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    reason = "Two employees serve the counter; we watched a morning."
    hold = Hold(version.id, version.number, now.id, "cedar", "tens", "76 %")
    judge = Scope(EXECUTIVE, identity="ann")
    flow.decide(judge, own, company, hold, "pay", reason, at)
    taken = decisions.taken(judge, desk.open_desk(own), version.id, now.id)
    found = incentives(Scope(LEAD, ("support",)), snapshot, company, version, taken, now)
    cedar = next(team for team in found.teams if team.id == "cedar")
    assert (cedar.held, cedar.standing) == (False, "paid by decision")
    assert cedar.signs[0].decided == f"Paid, ann, 2 Nov 2026: {reason}"
    flow.decide(judge, own, company, hold, "withhold", "The tablet was theirs after all.", at)
    taken = decisions.taken(judge, desk.open_desk(own), version.id, now.id)
    found = incentives(BOSS, snapshot, company, version, taken, now)
    cedar = next(team for team in found.teams if team.id == "cedar")
    assert (cedar.held, cedar.standing) == (True, "withheld")
    assert "decided to withhold" in cedar.answer[-1][0]
    assert cedar.expected == "€ 0"
    assert cedar.text in cedar.answer[-1][0]
    # It is taken out of the forecast, its range and the room under the budget; nobody gets it.
    before = incentives(BOSS, snapshot, company, version, (), now)
    kept, all_ = found.budget, before.budget
    assert kept.withheld == cedar.amount == all_.forecast - kept.forecast > 0
    assert kept.forecast == sum(t.amount for t in found.teams if t.id != "cedar")
    assert kept.high - kept.low < all_.high - all_.low
    assert (kept.over, kept.at_target, kept.cap) == (all_.over, all_.at_target, all_.cap)
    assert [t.amount for t in found.teams] == [t.amount for t in before.teams]
    assert found.text == incentive_words.money(kept.forecast, "EUR")
    assert kept.small_print.startswith("Withheld by a decision, and not in the forecast: ")
    assert "withheld by a decision" in incentive_tables.budget(found).to_csv()
    # The table that is taken away pays nothing of it either, and still says what was earned.
    table = incentive_tables.teams(found).set_index("team")
    assert table["expected"].sum() == kept.forecast
    assert table["earned"].sum() == all_.forecast
    assert table.loc[cedar.name, ["expected", "earned"]].tolist() == [0, cedar.amount]
    led = incentives(Scope(LEAD, ("support",)), snapshot, company, version, taken, now)
    paid = sum(t.amount for t in led.teams if t.id != "cedar")
    assert led.text == incentive_words.money(paid, "EUR")
    # What was decided waits no more.
    assert found.answer[-1][0] == (
        "2 payments wait for a decision. 1 payment is withheld by a decision: "
        f"{cedar.text}, not counted here."
    )


@pytest.mark.parametrize(
    ("verdict", "words"), [("withhold", "1 withheld"), ("pay", "1 looked at and paid")]
)
def test_a_check_says_what_was_decided(snapshot, company, version, now, verdict, words) -> None:
    hold = Hold(version.id, version.number, now.id, "cedar", "tens", "76 %")
    at = datetime(2026, 11, 3, tzinfo=UTC)
    taken = (decisions.Decision(1, hold, verdict, "We listened to twenty calls.", "ann", at),)
    for held, told in (((), "1 held; see below"), (taken, f"{words}; see below")):
        found = incentives(BOSS, snapshot, company, version, held, now)
        team = next(t for t in found.teams if t.id == "cedar")
        assert team.checks[-1].words == told
    assert team.standing == {"withhold": "withheld", "pay": "paid by decision"}[verdict]


def test_checks_that_are_not_met_say_so_in_their_names(snapshot, company, version, now) -> None:
    found = incentives(BOSS, snapshot, company, version, (), now)
    says = {"met": set(), "short": set(), "unknown": set()}
    for team in found.teams:
        for check in team.checks:
            says[check.state].add(check.name)
    assert says["met"] == {
        *(
            "Enough answers of its own",
            "Everybody was asked",
            "As many answer as usual with these customers",
        ),
        "Nothing unusual",
    }
    assert says["short"] == {
        *("Few answers of its own", "Not everybody was asked", "Something unusual"),
    }


def test_a_table_says_how_a_sign_stands_and_begins_its_reasons_with_a_word(
    snapshot, company, version, now, pay
) -> None:
    hold = Hold(version.id, version.number, now.id, "cedar", "tens", "76 %")
    at = datetime(2026, 11, 3, tzinfo=UTC)
    states = {"": "held", "pay": "paid by decision", "withhold": "withheld by decision"}
    for verdict, told in states.items():
        one = decisions.Decision(1, hold, verdict, "We listened to calls.", "ann", at)
        found = incentives(BOSS, snapshot, company, version, (one,) if verdict else (), now)
        cedar = next(t for t in found.teams if t.id == "cedar")
        assert incentive_tables.checks(cedar)["state"].iloc[-1] == told
    for team in pay.values():  # what begins with a sign gets a mark in a file, against formulas
        reasons = incentive_tables.components(team)["why"]
        assert all(why[0].isalnum() for why in reasons), team.name


def test_what_is_seen_of_all_teams_at_once_is_what_is_seen_of_each(
    snapshot, company, version
) -> None:
    """The record's counts reach the right team's row, and peers are the others of its group."""
    period = incentive_terms.periods_of(version.plan, KNOWN)[-1]
    whole = incentive_sums.sums(snapshot, company, version, period)
    window, hours = period.window, guards.hours(snapshot, BOSS, period.window)
    asked, origins = (one(snapshot, BOSS, window) for one in (guards.asked, guards.origins))
    row = {name: i for i, name in enumerate(asked.teams)}
    looked = dict.fromkeys(("response", "hour", "source"), 0)
    for team in company.teams:
        found = whole.seen[team.id].findings
        if team.id in row:
            now, then = asked.now[row[team.id]], asked.then[row[team.id]]
            kept = (now[:, 1] > 0) & (then[:, 1] > 0)
            counts = (now[kept, 2], now[kept, 1], then[kept, 2], then[kept, 1])
            same(found["response"], detectors.response_drop(*counts))
            assert whole.seen[team.id].asked == tuple(now.sum(axis=0))
            looked["response"] += 1
        if (both := hours.of(team.id)) is not None:
            same(found["hour"], detectors.busiest_hour(*both))
            looked["hour"] += 1
        peers = [t.id for t in company.teams if t.peers and t.peers == team.peers and t != team]
        held = [origins[peer] for peer in peers if peer in origins]
        if not peers:
            assert {found[name].level for name in ("tens", "source")} == {"unknown"}
        if team.id in origins and held:
            largest, n, pairs = zip(*((o.largest, o.n, o.pairs) for o in held), strict=True)
            own = origins[team.id]
            same(found["source"], detectors.one_source(own.largest, own.n, largest, n, pairs))
            looked["source"] += 1
    assert min(looked.values()) > 9, looked


def test_a_decision_is_of_the_companys_day(snapshot, company, version, now) -> None:
    hold = Hold(version.id, version.number, now.id, "cedar", "tens", "76 %")
    late = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)  # half past midnight in Amsterdam
    taken = (decisions.Decision(1, hold, "pay", "We listened to twenty calls.", "ann", late),)
    found = incentives(BOSS, snapshot, company, version, taken, now)
    cedar = next(t for t in found.teams if t.id == "cedar")
    assert cedar.signs[0].decided.startswith("Paid, ann, 3 Nov 2026: ")
