"""Two drafts of one plan: what one changed stands, what both changed is chosen, nothing is lost."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdata import desk
from cxdata.desk import merged
from cxdata.desk.differences import changes
from cxdata.errors import BadInput
from tests.desk.short import PLAN

TEXT = f"""{PLAN}[budget]
cap = 9000
[[team]]
id = "amber"
amount = 50
[[team]]
id = "birch"
"""


def moved(**entries: object) -> str:
    """The text with some entries changed: amount, ramp, name, window, cap, note."""
    text = TEXT
    for name, value in entries.items():
        text = {
            "amount": lambda t, v: t.replace("amount = 100", f"amount = {v}"),
            "ramp": lambda t, v: t.replace("target = 30", f"target = {v}", 1),
            "threshold": lambda t, v: t.replace("threshold = 20", f"threshold = {v}", 1),
            "name": lambda t, v: t.replace('name = "A"', f'name = "{v}"'),
            "window": lambda t, v: t.replace("[ramp]", f"window = {v}\n[ramp]", 1),
            "cap": lambda t, v: t.replace("cap = 9000", f"cap = {v}"),
            "amber": lambda t, v: t.replace("amount = 50", f"amount = {v}"),
        }[name](text, value)
    return text


def test_what_each_changed_alone_comes_together_and_is_listed() -> None:
    found = merged(TEXT, moved(ramp=32, name="B"), moved(amount=120, amber=60))
    assert not found.clashes
    plan = desk.parse(found.text(()))
    assert (plan.ramp.target, plan.about.name) == (32, "B")
    assert (plan.about.amount, plan.member("amber").amount) == (120, 60)
    assert [str(one) for one in found.kept] == [
        "plan: name from A to B",
        "ramp: target from 30 to 32",
    ]
    assert [one.entry for one in found.applied] == ["plan: amount", "team 'amber': amount"]


def test_what_both_changed_alike_needs_no_choice() -> None:
    both = moved(amount=120)
    found = merged(TEXT, both, both)
    assert (found.clashes, found.kept, found.applied) == ((), (), ())
    assert desk.parse(found.text(())) == desk.parse(both)


def test_what_both_changed_differently_is_shown_three_ways_and_chosen() -> None:
    found = merged(TEXT, moved(amount=110, window=6), moved(amount=120))
    (clash,) = found.clashes
    assert (clash.entry, clash.before, clash.theirs, clash.mine) == (
        *("plan: amount", "100", "110", "120"),
    )
    assert found.plan(()).about.amount == 110
    assert found.plan({"plan: amount"}).about.amount == 120
    assert found.plan({"plan: amount"}).about.window == 6
    assert [one.entry for one in found.kept] == ["plan: window"]


def test_a_ramp_is_taken_whole_and_never_half_of_each() -> None:
    found = merged(TEXT, moved(ramp=35), moved(threshold=25))
    (clash,) = found.clashes
    assert clash.entry == "ramp: threshold, target, stretch"
    assert (clash.theirs, clash.mine) == ("20, 35, 40", "25, 30, 40")
    ramp = found.plan({clash.entry}).ramp
    assert (ramp.threshold, ramp.target) == (25, 30)


def test_a_team_taken_out_by_one_and_changed_by_the_other_is_chosen() -> None:
    without = TEXT.replace('[[team]]\nid = "amber"\namount = 50\n', "")
    found = merged(TEXT, without, moved(amber=60))
    (clash,) = found.clashes
    assert (clash.entry, clash.before) == ("team 'amber'", "takes part, amount 50")
    assert (clash.theirs, clash.mine) == ("", "takes part, amount 60")
    assert [one.id for one in found.plan(()).members] == ["birch"]
    assert found.plan({clash.entry}).member("amber").amount == 60
    # Untouched by the other, it simply goes.
    assert [one.id for one in merged(TEXT, without, TEXT).plan(()).members] == ["birch"]
    assert [one.id for one in merged(TEXT, TEXT, without).plan(()).members] == ["birch"]


def test_teams_that_each_added_are_both_there() -> None:
    theirs = TEXT + '[[team]]\nid = "cedar"\n'
    mine = TEXT + '[[team]]\nid = "dune"\nheads = 3\n'
    ids = [one.id for one in merged(TEXT, theirs, mine).plan(()).members]
    assert ids == ["amber", "birch", "cedar", "dune"]


def test_two_first_versions_have_nothing_before_and_every_difference_is_chosen() -> None:
    found = merged(None, TEXT, moved(amount=120))
    assert [(one.entry, one.before) for one in found.clashes] == [("plan: amount", "")]


def test_remarks_of_both_are_kept_even_behind_a_value() -> None:
    theirs = moved(name="B # no remark").replace("cap = 9000", "cap = 9000  # from finance")
    found = merged(TEXT, theirs, "# tried with HR\n" + moved(amount=120))
    assert found.text(()).splitlines()[:2] == ["# from finance", "# tried with HR"]
    assert desk.parse(found.text(())).about.name == "B # no remark"


def test_what_cannot_be_read_is_refused_by_its_entry() -> None:
    with pytest.raises(BadInput, match="window = 99"):
        merged(TEXT, TEXT, moved(window=99))


VALUES = {
    "amount": st.sampled_from([100, 110, 120]),
    "window": st.sampled_from([12, 6, 24]),
    "cap": st.sampled_from([9000, 8000]),
    "amber": st.sampled_from([50, 60, 70]),
    "ramp": st.sampled_from([30, 33]),
}
DRAFTS = st.fixed_dictionaries({}, optional=VALUES)


@given(DRAFTS, DRAFTS, st.booleans())
def test_every_change_of_either_stands_or_is_asked_about(
    theirs: dict[str, int], mine: dict[str, int], own: bool
) -> None:
    texts = TEXT, moved(**theirs), moved(**mine)
    found = merged(*texts)
    asked = {one.entry for one in found.clashes}
    plan = found.text(asked if own else ())
    after = {one.entry: one.after for one in changes(TEXT, plan)}
    for text, other, is_mine in ((texts[2], texts[1], True), (texts[1], texts[2], False)):
        others = {one.entry: one.after for one in changes(TEXT, other)}
        for one in changes(TEXT, text):
            if others.get(one.entry, one.after) == one.after or own == is_mine:
                assert after[one.entry] == one.after
            else:
                assert one.entry in asked or "ramp: threshold, target, stretch" in asked
    # What neither touched stays as it was.
    touched = {one.entry for text in texts[1:] for one in changes(TEXT, text)}
    assert set(after) <= touched
    # Turned round, the same plan comes of it.
    turned = merged(texts[0], texts[2], texts[1])
    again = turned.plan(() if own else {one.entry for one in turned.clashes})
    assert again == found.plan(asked if own else ())
    assert isinstance(again.about.amount, Decimal)
