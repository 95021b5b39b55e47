"""Handovers: the planted is found, chance is not, small groups stay hidden, ways stay closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from cxdata import organisation as organisations
from cxdata import record
from cxdata.errors import BadInput
from cxdata.record.ways import COUNTS, WITHIN, Handed
from cxdata.reports import handovers_cells, handovers_counts, handovers_words
from cxdata.reports.handovers import DAYS, handovers
from cxdata.reports.handovers_counts import Asked, Table, of_stages, of_teams
from cxdata.reports.handovers_table import handover_rows
from cxdata.reports.ways import AFTER, Behind, story, ways
from cxdata.scope import EMPLOYEE, EXECUTIVE, LEAD, PAYROLL, STEWARD, Scope, View
from tests import records

QUARTER = View(date(2026, 8, 1), date(2026, 11, 1))
PLANTED = {("receive", "use"), ("receive", "get_help")}
BOSS = Scope(EXECUTIVE)


@pytest.fixture(scope="module")
def sample():
    held = record.open_snapshot(record.locate(records.sample_root()))
    return held, organisations.parse(held.organisation())


def lost(found) -> set[tuple[str, str]]:
    return {(cell.from_id, cell.to_id) for cell in found.ranked}


def test_a_bad_delivery_that_spoils_the_next_touchpoint_is_found_and_nothing_else(sample) -> None:
    found = handovers(BOSS, *sample, QUARTER)
    assert lost(found) == PLANTED
    assert sum(cell.stands for row in found.cells for cell in row) == 2
    assert found.period == "Nov 2025 – Oct 2026"
    said = "".join(words for words, _ in found.verdict)
    assert said.startswith("Most between Receive (Logistics) and ")
    assert "not proven" in said


@pytest.mark.parametrize(
    ("unit", "loss", "said"),
    [
        ("points", 1.2, "that is as bad as losing 1 customer who recommends us."),
        ("points", 7.6, "that is as bad as losing 8 customers who recommend us."),
        ("points", 0.3, "that is as bad as losing hardly one customer who recommends us."),
        ("%", 1.2, "that is 1 good answer fewer."),
        ("%", 0.3, "that is hardly one good answer fewer."),
    ],
)
def test_what_a_handover_loses_is_said_of_one_customer_and_of_many(
    sample, unit: str, loss: float, said: str
) -> None:
    found = handovers(BOSS, *sample, QUARTER)
    cell = found.ranked[0]
    cell = replace(cell, loss=loss, after_bad=replace(cell.after_bad, unit=unit))
    assert said in handovers_words.lost(found.ends, cell)


def test_over_all_years_the_planted_size_lies_within_the_intervals(sample) -> None:
    found = handovers(BOSS, *sample, View(date(2023, 11, 1), date(2026, 11, 1)))
    cells = {(c.from_id, c.to_id): c for row in found.cells for c in row}
    for ends in PLANTED:
        assert cells[ends].change.low < -29 < cells[ends].change.high
        assert cells[ends].beyond.verdict == "down"
    # Ten per cent of what is coloured may be chance.
    assert len(lost(found) - PLANTED) <= 1


def test_between_teams_what_is_lost_comes_from_the_vans(sample) -> None:
    found = handovers(BOSS, *sample, QUARTER, by="team")
    assert len(lost(found)) >= 3
    logistics = set(sample[1].teams_of("logistics"))
    assert {one for one, _ in lost(found)} <= logistics


def test_the_table_holds_every_handover_and_marks_what_is_hidden(sample) -> None:
    found = handovers(BOSS, *sample, QUARTER)
    frame = handover_rows(found)
    assert len(frame) == 30
    hidden = frame[frame["note"] == "too few to show"]
    assert len(hidden)
    assert hidden[["after a bad one", "answers after bad", "difference"]].isna().all(axis=None)
    row = frame[(frame["from"] == "Receive") & (frame["to"] == "Get help")].iloc[0]
    assert row["beyond chance"] == "yes"
    assert row["to owners"] == "Support"


def test_a_department_keeps_the_handovers_that_it_has_a_part_in(sample) -> None:
    view = View(QUARTER.since, QUARTER.until, departments=("marketing",))
    found = handovers(BOSS, *sample, view)
    kept = {(c.from_id, c.to_id) for row in found.cells for c in row if c.kept}
    assert kept
    assert all("discover" in ends or "choose" in ends for ends in kept)
    assert not lost(found)


def test_choices_that_there_are_not_are_refused(sample) -> None:
    for wrong in ({"by": "weather"}, {"days": 31}, {"measure": "joy"}):
        with pytest.raises(BadInput):
            handovers(BOSS, *sample, QUARTER, **wrong)


# Chance, on counts alone.

SHAPES = ((0.5, 0.3, 0.2), (0.7, 0.2, 0.1), (0.85, 0.1, 0.05))


def by_chance(draw: np.random.Generator, ends: int = 6) -> Table:
    """A matrix of answers that know nothing of the first one, of sizes as in the sample."""
    n = np.exp(draw.normal(3.4, 1.1, (ends, ends, 1)) + np.array([0, 0.7])).astype(int) + 1
    shape = [SHAPES[i % 3] for i in range(ends)]
    counts = [[[draw.multinomial(n[i, j, s], shape[j]) for s in (0, 1)] for j in range(ends)]
              for i in range(ends)]  # fmt: skip
    return Table(np.array(counts), np.ones((ends, ends), dtype=bool), ("nps",) * ends)


def test_of_matrices_of_pure_chance_no_more_than_one_in_ten_shows_anything() -> None:
    draw = np.random.default_rng(7)
    flagged = [handovers_counts.tested(by_chance(draw)).stands.any() for _ in range(250)]
    # 250 looks: a tenth, and three standard errors.
    assert 0 < np.mean(flagged) <= 0.10 + 3 * np.sqrt(0.1 * 0.9 / 250)


def test_a_loss_that_is_planted_on_counts_is_found_among_chance() -> None:
    draw, found = np.random.default_rng(3), 0
    for _ in range(40):
        table = by_chance(draw)
        table.counts[3, 4] = [draw.multinomial(300, (0.36, 0.3, 0.34)),
                              draw.multinomial(500, (0.5, 0.3, 0.2))]  # fmt: skip
        found += bool(handovers_counts.tested(table).stands[3, 4])
    assert found >= 37


def test_customers_who_are_hard_to_please_show_both_ways_and_the_page_says_so() -> None:
    counts = np.zeros((2, 2, 2, 3), dtype=np.int64)
    counts[0, 1] = counts[1, 0] = [[60, 60, 80], [200, 120, 80]]
    table = Table(counts, np.ones((2, 2), dtype=bool), ("nps", "nps"))
    cell = handovers_cells.painted(table, handovers_counts.tested(table), ["points", "points"], 5)[
        0
    ][1]
    assert cell.stands
    assert cell.change.verdict == "down"
    assert cell.other_way.verdict == "down"
    assert cell.beyond.verdict == "level"


def test_a_handful_who_went_the_other_way_explain_nothing() -> None:
    """Eight answers the other way round are too few to speak of anybody's temper."""
    counts = np.zeros((2, 2, 2, 3), dtype=np.int64)
    counts[0, 1] = [[60, 60, 80], [200, 120, 80]]
    counts[1, 0] = [[0, 0, 8], [60, 0, 0]]
    table = Table(counts, np.ones((2, 2), dtype=bool), ("nps", "nps"))
    units = ["points", "points"]
    cell = handovers_cells.painted(table, handovers_counts.tested(table), units, 5)[0][1]
    assert cell.stands
    assert (cell.other_way, cell.beyond) == (None, None)


def test_where_nothing_stands_the_answer_says_how_much_was_tested(sample) -> None:
    found = handovers(BOSS, *sample, replace(QUARTER, teams=("harbour",)), by="team")
    assert found.ranked == ()
    (lead, _), (rest, muted) = found.verdict
    assert (
        lead == "No handover that the chosen teams have a part in loses customers beyond chance: "
    )
    assert muted
    assert rest.startswith("one has answers enough to be tested")


def test_a_share_is_compared_as_a_share() -> None:
    counts = np.zeros((2, 2, 2, 3), dtype=np.int64)
    counts[0, 1] = [[60, 0, 40], [180, 0, 20]]
    table = Table(counts, np.ones((2, 2), dtype=bool), ("nps", "csat"))
    cell = handovers_cells.painted(table, handovers_counts.tested(table), ["points", "%"], 5)[0][1]
    assert cell.after_bad.text == "60 %"
    assert cell.change.value == pytest.approx(-30)
    assert cell.loss == pytest.approx(30)
    assert cell.other_way is None


# Suppression: every two visible figures of which one group holds the other.


def small(draw: np.random.Generator, rows: int, stages: int = 2, teams: int = 3) -> Handed:
    """Few handovers of three teams; two of them serve one stage each."""
    team = np.array([[0, 1, 2][i] for i in draw.integers(0, teams, (2, rows)).ravel()])
    one, two = team.reshape(2, rows)
    stage = [np.where(t == 2, draw.integers(0, stages, rows), t % stages) for t in (one, two)]
    counts = np.zeros((rows, len(COUNTS)), dtype=np.int64)
    counts[np.arange(rows), draw.integers(0, 3, rows)] = draw.integers(1, 4, rows)
    return Handed(
        draw.integers(0, 2, rows),
        np.array(WITHIN)[draw.integers(0, 5, rows)],
        {"region": draw.integers(-1, 2, rows)},
        (stage[0], stage[1]),
        (one, two),
        draw.choice([0, 2], rows),
        counts,
        ("a", "b", "c"),
    )


@dataclass(frozen=True)
class Shown:
    """A figure that some choice on the page shows: what it is of, and the rows behind it."""

    by: str
    cell: tuple[int, int, int]
    years: frozenset[int]
    days: int
    regions: frozenset[int]
    rows: np.ndarray

    def within(self, other: Shown, soles: set[tuple[object, ...]]) -> bool:
        """Can a reader know that its group lies in the other's?"""
        same = (self.by, self.cell) == (other.by, other.cell)
        return (
            (same or (self.by, self.cell, other.cell) in soles)
            and self.years <= other.years
            and self.days <= other.days
            and self.regions <= other.regions
        )


def figures(held: Handed) -> list[Shown]:
    """Every figure that any choice on the page shows."""
    found = []
    for years, days, chosen in product(
        (range(1), range(1, 2), range(2)), DAYS, ((), (0,), (1,), (0, 1))
    ):
        place = held.apart["region"]
        apart = {"region": np.where(np.isin(place, chosen), np.searchsorted(chosen, place), -1)}
        kept = replace(held, apart=apart if chosen else {})
        asked = Asked(days, years, {"region": len(chosen)} if chosen else {}, 5)
        group = np.isin(held.year, list(years)) & (held.within <= days)
        group &= np.isin(place, chosen or (-1, 0, 1))
        for by, table, ends in (
            ("stage", of_stages(kept, ("nps", "nps"), asked), held.stages),
            ("team", of_teams(kept, np.arange(3), 2, asked), held.teams),
        ):
            for i, j in np.argwhere(table.may).tolist():
                for side, meant in enumerate((0, 2)):
                    rows = group & (ends[0] == i) & (ends[1] == j) & (held.standing == meant)
                    assert held.counts[rows].sum() == table.n[i, j, side]
                    regions = frozenset(chosen or (-1, 0, 1))
                    found.append(Shown(by, (i, j, meant), frozenset(years), days, regions, rows))
    return found


def soles(held: Handed) -> set[tuple[object, ...]]:
    """Pairs of teams that hand over within one pair of stages only, and the other way round."""
    teams, stages = (
        list(zip(*(e.tolist() for e in ends), held.standing.tolist(), strict=True))
        for ends in (held.teams, held.stages)
    )
    found = set()
    for by, inner, outer in (("team", teams, stages), ("stage", stages, teams)):
        for one in set(inner):
            holds = {two for mine, two in zip(inner, outer, strict=True) if mine == one}
            found |= {(by, one, two) for two in holds if len(holds) == 1}
    return found


def given_away(seed: int) -> tuple[int, list[tuple[Shown, Shown]]]:
    """How many figures are shown, and those whose difference is a small group."""
    draw = np.random.default_rng(seed)
    held = small(draw, int(draw.integers(40, 400)))
    n, seen = held.counts.sum(axis=1), [f for f in figures(held) if f.rows.any()]
    known = soles(held)
    leaks = [(f, f) for f in seen if n[f.rows].sum() < 5]
    for one, two in product(seen, seen):
        if one.within(two, known) and 0 < n[two.rows].sum() - n[one.rows].sum() < 5:
            leaks.append((one, two))
    return len(seen), leaks


@pytest.mark.parametrize("seed", range(8))
def test_no_two_visible_figures_give_a_small_group_away(seed: int) -> None:
    shown, leaks = given_away(seed)
    assert shown > 20, "hardly anything is shown: nothing is tested"
    assert leaks == []


def test_figures_let_in_by_their_own_size_alone_would_be_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def alone(sizes: np.ndarray, minimum: int) -> np.ndarray:
        n = sizes[(slice(None), *[slice(None, -1)] * (sizes.ndim - 2))]
        return n.sum(axis=tuple(range(1, sizes.ndim - 1))) >= minimum

    monkeypatch.setattr(handovers_counts.hidden, "none_or_enough", alone)
    assert any(given_away(seed)[1] for seed in range(4))


# Who may read ways.

GET_HELP = Behind("stage", 30, "nps", "receive", "get_help", "bad")


def test_an_executive_reads_ways_and_one_as_a_story(sample) -> None:
    for scope in (BOSS, Scope(STEWARD)):
        found = ways(scope, *sample, QUARTER, GET_HELP)
        assert len(found.listed) == 50
        told = story(scope, *sample, QUARTER, GET_HELP, found.listed[7].token)
        assert [step.part for step in told.steps if step.part] == ["first", "second"]
        second = next(step for step in told.steps if step.part == "second")
        assert f"{second.score} of 10" == found.listed[7].score
        assert "Support" in told.words


def test_a_lead_reads_only_ways_that_touch_their_touchpoints_and_only_their_comments(
    sample,
) -> None:
    _, company = sample
    support = Scope(LEAD, ("support",))
    mine = set(company.touchpoints_of(company.teams_of("support")))
    names = {t.name: t.id for t in company.touchpoints}
    seen = 0
    for way in ways(support, *sample, QUARTER, GET_HELP).listed[:12]:
        assert {names[way.one], names[way.two]} & mine
        told = story(support, *sample, QUARTER, GET_HELP, way.token)
        for step in told.steps:
            if step.text:
                assert names.get(step.place) in mine
                seen += 1
    assert seen
    finance = Scope(LEAD, ("finance",))
    found = ways(finance, *sample, QUARTER, GET_HELP)
    bill = set(company.touchpoints_of(company.teams_of("finance")))
    assert all({names[way.one], names[way.two]} & bill for way in found.listed)


@pytest.mark.parametrize("scope", [Scope(PAYROLL), Scope(EMPLOYEE), Scope(LEAD)])
def test_others_see_the_matrix_and_why_there_are_no_ways(sample, scope: Scope) -> None:
    assert lost(handovers(scope, *sample, QUARTER)) == PLANTED
    found = ways(scope, *sample, QUARTER, GET_HELP)
    assert found.listed == ()
    assert "open to executives" in found.reason
    token = ways(BOSS, *sample, QUARTER, GET_HELP).listed[0].token
    assert story(scope, *sample, QUARTER, GET_HELP, token) is None


def test_another_readers_token_opens_nothing(sample) -> None:
    token = ways(BOSS, *sample, QUARTER, GET_HELP).listed[0].token
    for scope in (Scope(STEWARD), Scope(LEAD, ("support",)), Scope(EXECUTIVE, (), "eve")):
        assert story(scope, *sample, QUARTER, GET_HELP, token) is None
    assert story(BOSS, *sample, QUARTER, GET_HELP, token) is not None
    other = Behind("stage", 30, "nps", "receive", "use", "bad")
    assert story(BOSS, *sample, QUARTER, other, token) is None


def test_ways_of_a_small_group_stay_closed(sample) -> None:
    found = handovers(BOSS, *sample, QUARTER)
    seen = 0
    for cell in (c for row in found.cells for c in row if c.from_id != c.to_id):
        for after, figure in (("bad", cell.after_bad), ("good", cell.after_good)):
            asked = Behind("stage", 30, "nps", cell.from_id, cell.to_id, after)
            listed = ways(BOSS, *sample, QUARTER, asked).listed
            assert bool(listed) == ((figure.n or 0) >= 10)
            seen += not listed
    assert seen > 4
    assert set(AFTER) == {"bad", "good"}


def test_a_company_without_customers_ids_is_told_so(tmp_path: Path) -> None:
    answers = [f"t{i},2026-10-{i % 28 + 1:02d},touchpoint,till,front,Home,Shop,North,{i % 11}"
               for i in range(60)]  # fmt: skip
    held = record.open_snapshot(record.locate(records.own_root(tmp_path, answers)))
    company = organisations.parse(held.organisation())
    found = handovers(BOSS, held, company, View(date(2026, 10, 1), date(2026, 11, 1)))
    assert found.empty
    assert "No touchpoint answer carries a customer's id" in found.verdict[0][0]
    assert any("60 of 60 touchpoint answers" in note for note in found.notes)
    assert handovers(BOSS, held, company, QUARTER, by="team").cells is not None
