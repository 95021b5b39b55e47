"""Whose work reaches the customer where, how it stands there, what is hidden or missing."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from cxdata import organisation as organisations
from cxdata.metrics import sight
from cxdata.organisation import Line, Organisation
from cxdata.reports import line_of_sight_tables as tables
from cxdata.reports.line_of_sight import line_of_sight
from cxdata.reports.line_of_sight_chain import chain
from cxdata.reports.line_of_sight_ground import Ground
from cxdata.reports.line_of_sight_ways import ways
from cxdata.reports.periods import EPOCH
from cxdata.scope import View, month_after, months_between

START, MONTHS = date(2024, 1, 1), 36
END = month_after(START, MONTHS)
VIEW = View(month_after(END, -3), END)
BACK = """
[[measure]]
id = "paid"
name = "Couriers paid on time"
unit = "%"
[[measure]]
id = "errors"
name = "Invoices with an error"
unit = "%"
less_is_better = true
[[department]]
id = "it"
name = "IT"
[[team]]
id = "desk"
name = "Service desk"
department = "it"
customer_facing = false
[[line]]
team = "desk"
serves = "ledger"
part = "supports"
weight = 0.5
work = "Keeps the ledger's systems up"
[[line]]
team = "desk"
touchpoint = "shop"
part = "supports"
weight = 0.5
work = "Keeps the shop's network up"
"""


def months():
    return [month_after(START, i) for i in range(MONTHS)]


def moment(tally, month, touchpoint, scores, team="", metric="nps"):
    return tally.add(month, scores, "touchpoint", touchpoint, team, metric)


@pytest.fixture
def company(brook_with):
    """Brook with an IT desk that serves the ledger, which supports till (.4) and pays couriers."""
    text = BACK + (
        '[[line]]\nteam = "ledger"\ntouchpoint = "van"\npart = "supports"\nweight = 0.6\n'
        'work = "Pays the couriers on time"\nmeasure = "paid"\nevidence = "measured"\n'
    )
    whole = brook_with(text)
    lines = [
        replace(ln, weight=0.4, work="Sends bills that are right", measure="errors")
        if (ln.team, ln.touchpoint) == ("ledger", "till")
        else ln
        for ln in whole.lines
    ]
    teams = [replace(t, customer_facing=t.id not in ("ledger", "desk")) for t in whole.teams]
    return replace(whole, lines=tuple(lines), teams=tuple(teams))


@pytest.fixture
def steady(tally):
    """Shop +50, till +17, delivery +29; the courier's pay moves with the delivery's score."""
    figures = []
    rng = np.random.default_rng(3)
    for i, month in enumerate(months()):
        tally.add(month, {10: 40, 3: 10})
        late = float(rng.integers(0, 20))
        moment(tally, month, "shop", {10: 40, 7: 10, 3: 10}, "store_a")
        moment(tally, month, "till", {10: 30, 7: 10, 3: 20}, "store_b")
        moment(tally, month, "van", {9: 80 - int(late), 8: 30, 2: 30 + int(late)}, "vans")
        moment(tally, month, "van", {5: 50, 3: 30}, "vans", metric="csat")
        figures.append((i, "paid", "van", "ledger", 98 - late / 2))
    return measured(tally, figures)


def measured(tally, figures):
    """The tally with operational figures: (month, measure, touchpoint, team, value)."""
    first = months_between(EPOCH, START)

    def measures(scope, view):
        since, until = (months_between(EPOCH, end) for end in (view.since, view.until))
        rows = [row for row in figures if since <= first + row[0] < until]
        columns = list(zip(*rows, strict=True)) or [()] * 5
        names = ("month", "measure", "touchpoint", "team", "value")
        found = dict(zip(names, map(list, columns), strict=True))
        return found | {"month": [first + m for m in found["month"]], "n": [10] * len(rows)}

    tally.measures = measures
    return tally


def named(found):
    return {one.team: one for one in found.scores}


def said(found):
    return "".join(words for words, _ in found.verdict)


def gap(found, kind):
    return next((one.names for one in found.gaps if one.kind == kind), ())


def test_the_score_of_a_back_office_is_that_of_the_touchpoints_it_reaches(steady, someone, company):
    found = named(line_of_sight(someone, steady, company, VIEW))["ledger"]
    page = Ground.open(someone, steady, company, VIEW).page
    counts = page.boards["nps"].of("touchpoint", "till", "van").over(VIEW)
    split = counts[:, 9:].sum(1), counts[:, 7:9].sum(1), counts[:, :7].sum(1)
    wanted = sight.score([0.4, 0.6], *split)
    figure = found.score.figure
    assert (figure.value, figure.low, figure.high) == (wanted.value, wanted.low, wanted.high)
    assert found.score.n_eff == wanted.n_eff
    assert figure.n == counts.sum()


def test_a_line_passes_on_through_the_team_that_is_served(steady, someone, company):
    found = named(line_of_sight(someone, steady, company, VIEW))["desk"]
    assert dict(found.touchpoints) == pytest.approx(
        {"Shop visit": 0.5, "Delivery": 0.3, "Till": 0.2}
    )
    through = next(link for link in found.links if link.part == "through")
    assert through.through == ("Ledger",)
    assert through.touchpoints == ("Till", "Delivery")
    assert through.weight == pytest.approx(0.5)
    assert "Service desk keeps the ledger's systems up → Ledger → Till and Delivery" in (
        through.words
    )


def test_a_chain_says_work_value_touchpoint_score_and_association(steady, someone, company):
    found = chain(someone, steady, company, VIEW, "ledger")
    link = found.links[0]
    assert link.words.startswith("Ledger pays the couriers on time (Couriers paid on time ")
    assert "%, measured) → Delivery → Receive, NPS " in link.words
    assert "; when “Couriers paid on time” is 1 percentage point lower, the score is " in link.words
    assert link.words.endswith(" lower (measured, 36 months)")
    assert link.daily.slope == pytest.approx(2 * 2 / 140 * 100, rel=0.1)  # 2 late a point, of 140


def test_the_answer_of_a_chosen_team_names_touchpoints_score_and_clearest_link(
    steady, someone, company
):
    words = said(line_of_sight(someone, steady, company, replace(VIEW, teams=("ledger",))))
    assert words.startswith(
        "Ledger reaches the customer at 2 touchpoints, most of all at Delivery (60 % of its work)."
    )
    assert "Delivery scores " in words
    assert "no proof of a cause" in words


def test_a_measure_that_is_less_is_better_is_told_the_other_way(tally, someone, company):
    rng = np.random.default_rng(8)
    figures = []
    for i, month in enumerate(months()):
        wrong = float(rng.integers(2, 9))
        tally.add(month, {10: 40})
        moment(tally, month, "till", {10: 60 - 3 * int(wrong), 3: 20 + 3 * int(wrong)})
        figures.append((i, "errors", "", "", wrong))
    found = chain(someone, measured(tally, figures), company, VIEW, "ledger")
    link = next(link for link in found.links if link.touchpoints == ("Till",))
    assert "“Invoices with an error” is 1 percentage point higher" in link.words
    assert " lower (" in link.words
    assert "other way" not in link.words


def test_department_and_team_choose_whose_work_is_drawn_and_not_whose_answers_count(
    steady, someone, company
):
    whole = line_of_sight(someone, steady, company, VIEW)
    part = line_of_sight(someone, steady, company, replace(VIEW, departments=("finance",)))
    assert [team.id for team in part.teams] == ["ledger"]
    assert [m.id for m in part.moments] == ["till", "van"]
    assert named(part)["ledger"].score == named(whole)["ledger"].score
    assert part.part == "Finance"
    assert [one.team for one in part.chains] == ["ledger"]


def test_a_hidden_touchpoint_is_left_out_by_name_and_the_score_is_of_visible_figures(
    tally, someone, company
):
    for month in months():
        tally.add(month, {10: 40})
        moment(tally, month, "shop", {10: 5, 3: 5}, "store_a")  # hidden, too: it covers the till
        moment(tally, month, "van", {10: 20, 3: 20}, "vans")
    moment(tally, months()[-1], "till", {10: 3}, "store_b")
    lines = (*company.lines, Line("ledger", "shop", part="supports", weight=0.2))
    found = line_of_sight(someone, measured(tally, []), replace(company, lines=lines), VIEW)
    till = next(m for m in found.moments if m.id == "till")
    assert till.figure.value is None
    ledger = named(found)["ledger"].score
    assert ledger.left_out[0] == ("Shop visit", "Till")
    assert ledger.figure.value == pytest.approx(0)  # that of the delivery alone
    assert ledger.figure.n == 120
    assert ledger.heard == pytest.approx(0.5)
    assert "Without Shop visit and Till: too few answers to show." in named(found)["ledger"].notes
    table = tables.matrix(found)
    assert table[table["touchpoint"] == "Till"]["score"].isna().all()
    assert table[table["touchpoint"] == "Till"]["answers"].isna().all()


def test_less_than_half_of_the_work_gives_no_score(tally, someone, company):
    for month in months():
        tally.add(month, {10: 40})
        moment(tally, month, "till", {10: 20, 3: 20}, "store_b")
    ledger = named(line_of_sight(someone, measured(tally, []), company, VIEW))["ledger"]
    assert ledger.score.figure.value is None
    assert ledger.score.n_eff is None
    assert "Without Delivery: nobody answered." in ledger.notes
    assert "no score" in ledger.stands


def test_no_gap_is_told_of_a_company_without_one(steady, someone, company):
    lines = tuple(replace(ln, measure="") for ln in company.lines)
    assert line_of_sight(someone, steady, replace(company, lines=lines), VIEW).gaps == ()


def test_gaps_name_what_is_missing(steady, someone, company):
    lines = (
        *(ln for ln in company.lines if ln.team not in ("store_a", "vans")),
        Line("vans", "van", weight=0.5),
        Line("store_a", "van", weight=0.5),
        Line("store_a", serves="store_a", weight=0.5),
    )
    more = organisations.parse(
        '[company]\nname = "X"\n[[stage]]\nid = "use"\nname = "Use"\n'
        '[[touchpoint]]\nid = "app"\nname = "App"\nstage = "use"\n'
        '[[department]]\nid = "d"\nname = "D"\n[[team]]\nid = "idle"\nname = "Idle"\n'
        'department = "d"\n'
    )
    whole = Organisation(
        company.company,
        (*company.stages, *more.stages),
        (*company.touchpoints, *more.touchpoints),
        (*company.departments, *more.departments),
        (*company.teams, *more.teams),
        (*lines, Line("desk", serves="idle", part="supports", weight=0.2)),
        company.measures,
    )
    found = line_of_sight(someone, steady, whole, VIEW)
    assert gap(found, "unowned") == ("Shop visit", "App")
    assert gap(found, "shared") == ("Delivery (Stores and Logistics)",)
    assert gap(found, "no line") == ("Idle",)
    assert gap(found, "circle") == ("Store A → Store A",)
    assert gap(found, "dead end") == ("Service desk → Idle",)
    assert gap(found, "weights") == ("Vans (0.50)", "Service desk (1.20)")
    assert gap(found, "silent") == ("App",)
    assert gap(found, "no figures") == ("Invoices with an error",)
    assert "8 kinds of gap stand below." in said(found)


def test_peers_that_each_own_a_touchpoint_at_their_place_are_no_gap(steady, someone, company):
    shared = (*company.lines, Line("vans", "shop"))
    found = line_of_sight(someone, steady, replace(company, lines=shared), VIEW)
    assert gap(found, "shared") == ("Shop visit (Stores and Logistics)",)
    peers = tuple(
        replace(t, peers="all") if t.id in ("store_a", "vans") else t for t in company.teams
    )
    found = line_of_sight(someone, steady, replace(company, lines=shared, teams=peers), VIEW)
    assert gap(found, "shared") == ()


def test_two_teams_of_one_department_may_own_a_touchpoint_together(steady, someone, company):
    lines = (*company.lines, Line("store_b", "shop"))
    found = line_of_sight(someone, steady, replace(company, lines=lines), VIEW)
    assert gap(found, "shared") == ()


def test_a_company_of_sixty_teams_is_drawn_by_department_and_stage(tally, someone):
    company = large()
    for month in months()[-12:]:
        tally.add(month, {10: 40})
        for touchpoint in company.touchpoints:
            moment(tally, month, touchpoint.id, {10: 12, 3: 8})
    found = line_of_sight(someone, measured(tally, []), company, VIEW)
    assert len(found.flow.nodes) <= 10 + 8
    assert "60 teams are drawn by department" in found.flow.words
    assert "80 touchpoints are drawn by stage" in found.flow.words
    assert sum(r.weight for r in found.flow.ribbons) == pytest.approx(60)
    assert (len(found.teams), len(found.moments)) == (60, 80)
    assert len(found.chains) == 3
    assert len(found.scores) == 20
    assert found.more.startswith("17 more")
    one = line_of_sight(someone, tally, company, replace(VIEW, departments=("d0",)))
    assert {node.column for node in one.flow.nodes} == {0, 1, 2}
    assert len(one.teams) == 6


def large():
    """60 teams in 10 departments, 80 touchpoints in 8 stages; every third team behind."""
    text = ['[company]\nname = "Large"']
    for s in range(8):
        text.append(f'[[stage]]\nid = "s{s}"\nname = "Stage {s}"')
        text += [f'[[touchpoint]]\nid = "t{s}_{k}"\nname = "T{s}{k}"\nstage = "s{s}"'
                 for k in range(10)]  # fmt: skip
    for d in range(10):
        text.append(f'[[department]]\nid = "d{d}"\nname = "Department {d}"')
        for k in range(6):
            i = d * 6 + k
            text.append(f'[[team]]\nid = "x{i}"\nname = "Team {i}"\ndepartment = "d{d}"')
            text.append(f"customer_facing = {'false' if i % 3 == 0 else 'true'}")
            part = "supports" if i % 3 == 0 else "owns"
            text += [
                f'[[line]]\nteam = "x{i}"\ntouchpoint = "t{n % 80 // 10}_{n % 10}"\n'
                f'part = "{part}"\nweight = 0.5'
                for n in (i, i + 20)
            ]
    return organisations.parse("\n".join(text))


def test_an_organisation_without_lines_says_what_is_missing(tally, someone, brook):
    tally.add(months()[-1], {10: 40})
    found = line_of_sight(someone, measured(tally, []), replace(brook, lines=()), VIEW)
    assert said(found).startswith("0 of 4 teams reach the customer")
    assert gap(found, "no line") == ("Store A", "Store B", "Vans", "Ledger")
    bare = organisations.parse('[company]\nname = "Bare"\n')
    assert "names no teams yet" in said(line_of_sight(someone, tally, bare, VIEW))


def test_no_more_than_chance_is_called_associated(new_tally, someone, company):
    """Measures that have nothing to do with the score: told in one of ten companies at most."""
    rng = np.random.default_rng(11)
    told, rounds = 0, 60
    for _ in range(rounds):
        tally, figures = new_tally(), []
        for i, month in enumerate(months()):
            tally.add(month, {10: 40})
            for touchpoint in ("shop", "till", "van"):
                low, middle, high = rng.multinomial(60, (0.2, 0.3, 0.5)).tolist()
                moment(tally, month, touchpoint, {3: low, 7: middle, 10: high})
            figures += [(i, m, "", "", float(rng.normal(90, 4))) for m in ("paid", "errors")]
        found = line_of_sight(someone, measured(tally, figures), company, VIEW)
        told += any(
            link.daily is not None and link.daily.grade != "assumed"
            for one in found.scores
            for link in one.links
        )
    assert told <= 0.1 * rounds + 2 * (rounds * 0.1 * 0.9) ** 0.5


def test_shares_of_a_company_add_up_for_every_team(company):
    found = ways(company)
    for team in company.teams:
        pieces = found.pieces(team.id)
        assert sum(piece.weight for piece in pieces) == pytest.approx(1)
        assert found.weights(team.id).sum() == pytest.approx(1)
        arriving = [w for piece in pieces for _, w in piece.at]
        assert sum(arriving) == pytest.approx(1)


def test_tables_hold_a_row_a_piece_of_work_a_team_and_a_crossing(steady, someone, company):
    found = line_of_sight(someone, steady, company, VIEW)
    assert len(tables.chains(found)) == sum(len(one.links) for one in found.chains)
    assert list(tables.scores(found)["team"]) == ["Ledger", "Service desk"]
    crossings = sum(bool(c.part) for team in found.teams for c in team.crossings)
    assert len(tables.matrix(found)) == crossings
    # A share is in percent in every table.
    weights = tables.chains(found).groupby("team")["weight in %"].sum()
    assert list(weights) == pytest.approx([100] * len(weights))
    reached = [c.weight for team in found.teams for c in team.crossings if c.part]
    assert list(tables.matrix(found)["weight in %"]) == pytest.approx([100 * w for w in reached])
    assert tables.scores(found)["share of its work in %"].max() == pytest.approx(100)
    assert tables.flow(found)["weight"].sum() == pytest.approx(2 * len(found.teams))
    assert len(tables.gaps(found)) == sum(len(one.names) for one in found.gaps)
