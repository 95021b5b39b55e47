"""Who reads which comments, which groups stay hidden, and what stands out in their words."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, product

import pytest

from cxdata import organisation as organisations
from cxdata import record
from cxdata.record import Snapshot
from cxdata.record.themes import Theme
from cxdata.reports import themes, voice
from cxdata.reports.voice import Search
from cxdata.scope import EMPLOYEE, EXECUTIVE, LEAD, PAYROLL, STEWARD, Scope, View
from tests import saying
from tests.saying import answer

ALL = Scope(EXECUTIVE)
ORGANISATION = organisations.parse(saying.ORGANISATION)
Rows = list[dict[str, object]]
Scene = Callable[[], Rows]
SCENES: dict[Scene, int] = {}


def scene(rows: Scene) -> Scene:
    """The answers of a test. Each has a year of the one record to itself: records take time."""
    SCENES[rows] = 2001 + len(SCENES)
    return rows


@dataclass(frozen=True)
class Told:
    """The record, and a scene's year in it."""

    snapshot: Snapshot
    year: int

    def view(self, first: int = 10, last: int = 11, **narrowed: tuple[str, ...]) -> View:
        """Months of the scene's year, the last one excluded; its October unless told else."""
        months = View(date(self.year, first, 1), date(self.year, last, 1))
        return replace(months, **narrowed)  # type: ignore[arg-type]


Tells = Callable[[Scene], Told]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Tells:
    """A scene of the record that all of them are in."""
    rows = [
        {**row, "response_id": f"{year} {row['response_id']}",
         "answered_at": f"{year}{str(row['answered_at'])[4:]}"}
        for make, year in SCENES.items()
        for row in make()
    ]  # fmt: skip
    root = saying.root(tmp_path_factory.mktemp("voice"), rows)
    snapshot = record.open_snapshot(record.locate(root))
    return lambda make: Told(snapshot, SCENES[make])


def heard(told: Told, scope: Scope = ALL, view: View | None = None, **search: object):
    asked = Search(**search)
    view = view or told.view()
    return voice.heard(scope, told.snapshot, ORGANISATION, view, asked, limit=5000)


def texts(*asked, **named) -> list[str]:
    return [row.text for row in heard(*asked, **named).rows]


def contrasted(told: Told, scope: Scope = ALL):
    return voice.contrasted(scope, told.snapshot, ORGANISATION, told.view())


def tabled(told: Told, *asked: Theme, scope: Scope = ALL):
    return themes.table(scope, told.snapshot, ORGANISATION, told.view(), asked)


@scene
def a_hundred_and_thirty() -> Rows:
    return [answer(i, i % 11, f"said {i}") for i in range(130)]


def test_comments_come_newest_first_fifty_a_page_and_an_old_link_finds_the_last(
    told: Tells,
) -> None:
    here = told(a_hundred_and_thirty)
    asked = (ALL, here.snapshot, ORGANISATION, here.view())
    pages = [voice.heard(*asked, offset=at) for at in (0, 50, 100)]
    assert [len(page.rows) for page in pages] == [50, 50, 30]
    days = [row.day for page in pages for row in page.rows]
    assert days == sorted(days, reverse=True)
    assert len({row.text for page in pages for row in page.rows}) == 130
    beyond = voice.heard(*asked, offset=5000)
    assert beyond.rows == pages[-1].rows
    assert beyond.offset == 100
    tally = pages[0].tally
    assert (tally.n, tally.promoters, tally.detractors) == (130, 22, 84)


def named(number: int) -> str:
    """A word of letters alone: numbers might be masked."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


@scene
def of_each_kind() -> Rows:
    rows = [answer(i, 3, "till") for i in range(20)]
    rows += [answer(100 + i, 3, "van", touchpoint="van", team="drivers") for i in range(20)]
    rows += [answer(200 + i, 3, "whole", kind="relational", touchpoint="") for i in range(20)]
    return rows


def test_everyone_reads_only_what_is_theirs(told: Tells) -> None:
    here = told(of_each_kind)
    reads = {
        ALL: {"till", "van", "whole"},
        Scope(STEWARD): {"till", "van", "whole"},
        Scope(LEAD, ("shop",)): {"till"},
        Scope(EMPLOYEE, ("road",)): {"van"},
        Scope(LEAD, ("shop", "road")): {"till", "van"},
        Scope(LEAD, ("office",)): set(),
        Scope(EMPLOYEE): set(),
        Scope(PAYROLL): set(),
    }
    for scope, may in reads.items():
        found = heard(here, scope)
        assert {row.text for row in found.rows} == may
        assert bool(found.why) == (not may)
        assert contrasted(here, scope).detractors == 20 * len(may)
        table = tabled(here, Theme("v", ("van",)), scope=scope)
        assert [row.comments for row in table.rows] == [20 * ("van" in may)] * bool(may)


@scene
def at_the_van() -> Rows:
    return [answer(i, 3, "x", touchpoint="van", team="drivers") for i in range(20)]


def test_a_lead_who_asks_for_another_teams_touchpoint_is_told_why_not(
    told: Tells,
) -> None:
    here = told(at_the_van)
    found = heard(here, Scope(LEAD, ("shop",)), touchpoint="van")
    assert not found.rows
    assert "read by the teams that own or support it" in found.why
    assert not heard(here, Scope(LEAD, ("shop",)), kind="relational").rows
    part = replace(here.view(), teams=("drivers",))
    for asked in (part, replace(here.view(), departments=("road",))):
        found = heard(here, Scope(LEAD, ("shop",)), asked)
        assert not found.rows
        assert "read by the teams that own or support its touchpoints" in found.why
    assert heard(here, Scope(LEAD, ("road",)), part).rows


@scene
def nine() -> Rows:
    return [answer(i, 3, "late" if i < 3 else "") for i in range(9)]


@scene
def ten() -> Rows:
    return [answer(i, 3, "late" if i < 3 else "") for i in range(10)]


@pytest.mark.parametrize(("answers", "shown"), [(nine, 0), (ten, 3)])
def test_comments_appear_from_ten_answers_on_however_many_of_them_wrote(
    told: Tells, answers: Scene, shown: int
) -> None:
    here = told(answers)
    found = heard(here)
    assert len(found.rows) == shown
    assert found.why.startswith("Comments not shown: Till. ") == (not shown)
    # A score stands beside them already: why it does and they do not is said.
    assert ("words need 10 answers (a score needs 5)" in found.why) == (not shown)
    assert contrasted(here).detractors == shown


@scene
def twelve() -> Rows:
    return [answer(i, 3, "late") for i in range(12)]


def test_a_company_may_ask_for_larger_groups_but_not_for_smaller_ones(
    told: Tells,
) -> None:
    here = told(twelve)
    for minimum, shown in ((30, 0), (10, 12), (1, 12)):
        company = replace(ORGANISATION.company, minimum_comments=minimum)
        asked = replace(ORGANISATION, company=company)
        found = voice.heard(ALL, here.snapshot, asked, here.view())
        assert len(found.rows) == shown
        assert ("words need 30 answers" in found.why) == (not shown)


@scene
def with_a_small_team() -> Rows:
    rows = [answer(i, 3, f"front {i}") for i in range(30)]
    rows += [answer(100 + i, 3, f"back {i}", team="back") for i in range(4)]
    rows += [answer(200 + i, 3, f"else {i}", team="helpers") for i in range(25)]
    return rows


def test_a_small_team_is_neither_named_nor_looked_at_alone(told: Tells) -> None:
    here = told(with_a_small_team)
    whole = heard(here)
    assert len(whole.rows) == 59
    # The small team and the one that covers it stay without a name: 4 cannot be told from 29.
    assert {row.team for row in whole.rows if row.text.startswith("front")} == {"Front"}
    assert {row.team for row in whole.rows if not row.text.startswith("front")} == {""}
    assert not heard(here, view=here.view(teams=("back",))).rows
    assert len(heard(here, view=here.view(teams=("front",))).rows) == 30


@scene
def of_all_sorts() -> Rows:
    dice = random.Random(7)
    rows = []
    for i in range(420):
        touchpoint, team = dice.choice(
            [("till", "front")] * 6 + [("till", "back")] * 2 + [("van", "drivers")] * 3
        )
        day = f"2026-{dice.choice([8, 9, 9, 10, 10, 10]):02d}-{dice.randint(1, 28):02d}"
        segment = dice.choice(["Home"] * 8 + ["Trade"] * 3 + ["Club"])
        region = dice.choice(["North"] * 7 + ["South"] * 2)
        rows.append(
            answer(
                i, 3, named(i), touchpoint=touchpoint, team=team, answered_at=day, segment=segment,
                region=region,
            )
        )  # fmt: skip
    return rows


def test_no_two_views_of_a_touchpoint_differ_by_a_few_comments(
    told: Tells,
) -> None:
    """Whoever subtracts one list from another that holds it is left with nobody or with ten."""
    here = told(of_all_sorts)
    months = [(8, 11), (9, 11), (10, 11), (9, 10)]
    some = [(), ("Home",), ("Trade",), ("Home", "Trade"), ("Home", "Club")]
    views = [
        here.view(a, b, teams=teams, segments=segments, regions=regions)
        for (a, b), teams, segments, regions in product(
            months, [(), ("front",), ("back",)], some, [(), ("North",)]
        )
    ]
    lists: dict[str, set[frozenset[str]]] = {"Till": set(), "Van": set()}
    for view in views:
        found = heard(here, view=view)
        for name, held in lists.items():
            held.add(frozenset(row.text for row in found.rows if row.touchpoint == name))
    assert all(len(held) > 10 for held in lists.values())
    for held in lists.values():
        for a, b in combinations(sorted(held - {frozenset()}, key=len), 2):
            if a < b:
                assert len(b - a) >= 10
        assert all(len(one) >= 10 for one in held if one)


@scene
def in_german() -> Rows:
    rows = [answer(i, 2 + 7 * (i % 2), ("Zu spät!", "Pünktlich da")[i % 2]) for i in range(30)]
    rows.append(answer(90, 9, "Schokolade, nicht spätestens"))
    return rows


def test_what_narrows_further_finds_what_is_shown_anyway(told: Tells) -> None:
    here = told(in_german)
    assert len(texts(here, text="ZU SPAT")) == 15
    assert len(texts(here, text="spat")) == 16
    assert len(texts(here, text='"spät"')) == 15
    assert len(texts(here, text="spät", standing="promoter")) == 1
    assert len(texts(here, theme=("pünktlich", "schokolade"))) == 16
    assert len(texts(here, theme=("pünktlich",), text='"da"')) == 15
    assert not texts(here, text='"zu" "nowhere"')
    for harmless in ("", '""', '"', "   "):
        assert len(texts(here, text=harmless)) == 31
    assert not texts(here, text="%")
    assert not texts(here, text=".*")


@scene
def of_drivers() -> Rows:
    return [
        answer(i, 2, f"The driver was late again, {i}") for i in range(60)
    ] + [
        answer(100 + i, 10, ("Great honest advice", "The driver was kind")[i % 3 == 0])
        for i in range(60)
    ]  # fmt: skip


def test_words_are_counted_on_both_sides_and_lead_to_their_comments(
    told: Tells,
) -> None:
    here = told(of_drivers)
    words = contrasted(here)
    unhappy = {one.words: one for one in words.unhappy}
    happy = {one.words: one for one in words.happy}
    assert (unhappy["late"].unhappy, unhappy["late"].happy) == (60, 0)
    assert (happy["honest advice"].unhappy, happy["honest advice"].happy) == (0, 40)
    assert "the" not in unhappy | happy
    assert (words.detractors, words.promoters) == (60, 60)
    for one in (*words.unhappy, *words.happy):
        found = heard(here, text=f'"{one.words}"')
        assert found.tally.detractors == one.unhappy
        assert found.tally.promoters == one.happy


@scene
def all_alike() -> Rows:
    return [answer(i, (2, 10)[i % 2], "the parcel, green and square") for i in range(200)]


def test_words_that_both_sides_say_alike_are_not_told(told: Tells) -> None:
    words = contrasted(told(all_alike))
    assert words.detractors == words.promoters == 100
    assert not words.unhappy
    assert not words.happy


@scene
def later_and_later() -> Rows:
    dice = random.Random(3)
    said = ["late again", "never late", "kind people", "LATE!", "the bill", "chocolate"]
    rows = []
    for i in range(900):
        month, text = dice.choice(["09", "10"]), dice.choice(said)
        unhappy = 0.8 if (month == "10" and "late" in text.split()) else 0.2
        score = 2 if dice.random() < unhappy else 10
        rows.append(answer(i, score, text, answered_at=f"2026-{month}-{i % 28 + 1:02d}"))
    return rows


def test_themes_count_what_a_recount_counts(told: Tells) -> None:
    asked = (Theme("Late", ("late",)), Theme("Bill", ("the  bill",)), Theme("None", ("zebra",)))
    table = tabled(told(later_and_later), *asked)
    found = {row.name: row for row in table.rows}
    held = [r for r in later_and_later() if str(r["answered_at"]).startswith("2026-10")]
    late = [r for r in held if "late" in str(r["comment"]).lower().strip("!").split()]
    scores = Counter(int(r["nps"]) >= 9 for r in late)  # type: ignore[call-overload]
    assert found["Late"].comments == len(late)
    assert found["Late"].share == pytest.approx(len(late) / len(held))
    nps = 100 * (scores[True] - scores[False]) / len(late)
    assert found["Late"].figure.value == pytest.approx(nps)
    assert found["Late"].change.verdict == "down"
    assert found["Bill"].change.verdict == "level"
    assert found["None"].comments == 0
    assert found["None"].figure.value is None
    assert [row.name for row in table.rows][-1] == "None"
