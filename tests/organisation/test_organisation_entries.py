"""What an organisation file may say, and that a refusal names the entry that is at fault."""

import pytest

from cxdata import organisation
from cxdata.errors import BadInput
from tests import records

SHOP = records.ORGANISATION


def team(id_: str, department: str = "shop", **more: object) -> str:
    extra = "".join(f"{name} = {value}\n" for name, value in more.items())
    return f'[[team]]\nid = "{id_}"\nname = "T {id_}"\ndepartment = "{department}"\n{extra}'


@pytest.mark.parametrize(
    ("added", "told"),
    [
        (team("front", "office"), "team 'front' stands in two departments, 'office' and 'shop'"),
        (team("front"), "two teams have the id 'front'"),
        (team(""), 'a team has id = ""'),
        (
            team("a").replace("T a", "T") + team("b").replace("T b", "T"),
            "teams 'a' and 'b' are both called 'T'",
        ),
        (team("new", heads=-1), "team 'new': heads = -1 is no head count"),
        (team("new", contact='" "'), "team 'new': contact = \" \" says nothing"),
        (team("new", contact=f'"{"9" * 121}"'), "team 'new': contact is longer than 120"),
        ('[[department]]\nid = "q"\nname = "Q"\ncontact = 4105\n', "contact = 4105 should be text"),
        ('[[stage]]\nid = "q"\nname = "Q"\nmetric = "csat"\ntarget = -3\n', "CSAT runs from 0 to"),
        ('[[stage]]\nid = "q"\nname = "Q"\ntarget = 101\n', "stage 'q': target = 101"),
        ('[[stage]]\nid = "q"\nname = "Q"\ntarget = nan\n', "target = nan should be a number"),
        ('[[stage]]\nid = "q"\nname = "Q"\nmetric = "rating"\n', "no metric is called 'rating'"),
        (
            '[[touchpoint]]\nid = "q"\nname = "Q"\nstage = "buy"\ntarget = -101\n',
            "touchpoint 'q': target = -101 cannot be reached",
        ),
        ('[[line]]\nteam = "front"\nserves = "front"\n', "team 'front' serves 'front': a circle"),
        (
            '[[line]]\nteam = "front"\nserves = "back"\n\n[[line]]\nteam = "back"\n'
            'serves = "front"\n',
            "team 'front' serves 'back', which serves 'front': a circle",
        ),
        ('[[event]]\non = 2024-07-01T08:00:00\nname = "Move"\n', "a day like 2026-10-31"),
        ('[[event]]\non = 0024-07-01\nname = "Move"\n', "event 'Move': on lies in the year 24"),
        ('[[event]]\non = "2024-07-01"\nname = "Move"\n', "without quotes"),
        (
            '[[objective]]\nname = "Fast"\nmeasure = "speed"\nstart = 1\ngoal = 2\n'
            'by = 2026-12-31\nsponsor = "COO"\n',
            "objective 'Fast': no measure is called 'speed'",
        ),
        ('[[team]]\nid = "a\\nb"\nname = "A"\ndepartment = "shop"\n', "must be one line"),
        ('[measure]\nid = "m"\nname = "M"\n', "write each under [[measure]]"),
    ],
)
def test_what_cannot_stand_is_refused_by_name(added: str, told: str) -> None:
    with pytest.raises(BadInput) as refused:
        organisation.parse(f"{SHOP}\n{added}")
    assert told in str(refused.value)


def test_a_refusal_names_the_line() -> None:
    text = SHOP.replace('department = "office"', 'department = "ofice"')
    line = text.splitlines().index('department = "ofice"') + 1
    with pytest.raises(BadInput, match=f"^Line {line}: team 'back'.*did you mean 'office'"):
        organisation.parse(text)


def test_a_service_over_several_teams_is_no_circle() -> None:
    added = "".join(
        f'[[line]]\nteam = "{one}"\nserves = "{other}"\n'
        for one, other in (("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("d", "front"))
    )
    whole = organisation.parse(SHOP + "".join(team(id_) for id_ in "abcd") + added)
    assert len(whole.lines) == 6
    with pytest.raises(BadInput, match="'d', which serves 'a'"):
        organisation.parse(
            SHOP
            + "".join(team(id_) for id_ in "abcd")
            + added
            + '[[line]]\nteam = "d"\nserves = "a"\n'
        )


def test_an_objective_may_be_measured_by_a_score() -> None:
    added = '[[objective]]\nname = "Loved"\nmeasure = "nps"\nstart = 20\ngoal = 30\n'
    whole = organisation.parse(f'{SHOP}\n{added}by = 2027-01-01\nsponsor = "CEO"\n')
    assert whole.objectives[0].goal == 30


def test_what_is_probably_not_meant_is_told_and_kept() -> None:
    whole = organisation.parse(f'{SHOP}\n[[line]]\nteam = "front"\nserves = "back"\nweight = 0.5\n')
    told = organisation.concerns(whole)
    assert "The weights of team Front sum to 1.50, not 1: shares are what counts." in told
    assert "Team Back has no line of sight." in told
    assert not any("Nobody owns" in words for words in told)


def test_nothing_of_the_sample_company_is_a_concern(root) -> None:  # type: ignore[no-untyped-def]
    text = (root / "sample_data" / "organisation.toml").read_text("utf-8")
    assert organisation.concerns(organisation.parse(text)) == ()
