"""A plan as a form: it asks every entry, edits the text behind it, and loses nothing."""

from collections.abc import Sequence
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from cxdata import desk, organisation
from cxdata.desk import plans
from cxdata.desk.entries import Group, Member, Plan
from cxdata.desk.reading import ONE
from cxdata.flows import plan_text, sample
from cxdata.scope import EXECUTIVE, Scope
from pages.ui import pay_form, pay_save, what_if_sliders
from pages.ui import pay_form_fields as asked
from pages.ui import pay_form_rows as rows
from pages.ui.pay_form_faults import GROUPS, placed
from tests import records
from tests.flows.test_plan_text import plans as any_plan
from tests.pages.conftest import Open
from tests.pages.reading import words

IF = "pages/reward/what_if.py"
COMPANY = organisation.parse((sample.FILES / "organisation.toml").read_text("utf-8"))
TEXT = (sample.FILES / "plan.toml").read_text("utf-8")
PLAN = desk.parse(TEXT, COMPANY)
TEAMS = [team.id for team in COMPANY.teams]
number = st.decimals(0, 10_000, places=2)
ramp = st.just({}) | st.fixed_dictionaries(
    {"threshold": number, "target": number, "stretch": number, "most": st.none() | number}
)
member = st.builds(
    lambda id_, heads, amount, score, own: Member(id_, heads, amount, score, **own),
    st.sampled_from(TEAMS), st.none() | number, st.none() | number,
    st.sampled_from(["", "own", "csat"]), ramp,
)  # fmt: skip
members = st.lists(member, min_size=1, max_size=6, unique_by=lambda one: one.id).map(tuple)
group = st.builds(
    Group, st.sampled_from(["stores", "last_mile", "support"]), number, number, number, number
)
groups = st.lists(group, max_size=3, unique_by=lambda one: one.peers).map(tuple)


def test_the_form_asks_every_entry_of_a_plan() -> None:
    known = {f"{section}.{field.name}" for section, (_, kind, _) in ONE.items()
             for field in fields(kind)}  # fmt: skip
    assert set(asked.FIELDS) == known - {"shares.company"}  # the rest of the team's share
    told = {field.name for field in fields(Member)} - {"id"}
    assert told <= set(rows.team_rows(PLAN, COMPANY)[0])


@given(any_plan)
def test_what_stands_in_the_fields_is_read_back_as_the_same_plan(other: Plan) -> None:
    said = {one.entry: asked.shown(one.kind, asked.value_of(other, one.entry))
            for one in asked.FIELDS.values()}  # fmt: skip
    assert asked.formed(other, said) == other
    made = asked.formed(PLAN, said)
    text = plan_text.rewritten(TEXT, made)
    assert desk.read(text) == made
    rest = replace(other.shares, company=made.shares.company)
    alike = replace(other, shares=rest, members=PLAN.members, groups=PLAN.groups)
    assert made == alike
    assert "# Nobody calls these two" in text


def _edits(before: Sequence[rows.Row], after: Sequence[rows.Row]) -> dict[int, dict[str, Any]]:
    pairs = enumerate(zip(before, after, strict=True))
    found = {i: {k: v for k, v in new.items() if old[k] != v} for i, (old, new) in pairs}
    return {i: cells for i, cells in found.items() if cells}


@given(members, members, groups, groups)
def test_tables_edited_into_those_of_any_plan_are_that_plan(
    one: tuple[Member, ...], other: tuple[Member, ...],
    theirs: tuple[Group, ...], mine: tuple[Group, ...],
) -> None:  # fmt: skip
    old = replace(PLAN, members=one, groups=theirs)
    new = replace(PLAN, members=other, groups=mine)
    edits = _edits(rows.team_rows(old, COMPANY), rows.team_rows(new, COMPANY))
    found = rows.members(old, COMPANY, edits)
    assert {each.id: each for each in found} == {each.id: each for each in other}
    edits = _edits(rows.group_rows(old, COMPANY), rows.group_rows(new, COMPANY))
    held = rows.groups(old, COMPANY, edits)
    assert {each.peers: each for each in held} == {each.peers: each for each in mine}


def test_an_end_of_a_ramp_brings_the_others_and_takes_them_along() -> None:
    at = TEAMS.index("flagship")
    found = rows.members(PLAN, COMPANY, {at: {"target": 33.0}})
    one = next(each for each in found if each.id == "flagship")
    assert (one.threshold, one.target, one.stretch) == (20, 33, 43)  # else as its peers'
    at = TEAMS.index("accounts")
    gone = rows.members(PLAN, COMPANY, {at: {"stretch": None}})
    one = next(each for each in gone if each.id == "accounts")
    assert (one.threshold, one.target, one.stretch, one.score) == (
        None,
        None,
        None,
        "line_of_sight",
    )


def test_a_filled_cell_takes_part_and_the_last_tick_stays() -> None:
    two = replace(PLAN, members=PLAN.members[:2])
    at = TEAMS.index("island")
    assert rows.members(two, COMPANY, {at: {"heads": 3.5}})[-1] == Member("island", Decimal("3.5"))
    nobody = {TEAMS.index(one.id): {rows.PART: False} for one in two.members}
    assert rows.members(two, COMPANY, nobody) == two.members
    assert rows.nobody(two, COMPANY, nobody)
    assert not rows.nobody(two, COMPANY, {at: {rows.PART: True}} | nobody)
    everyone = replace(PLAN, members=())
    assert rows.members(everyone, COMPANY, {0: {rows.PART: True}}) == ()
    but_one = rows.members(everyone, COMPANY, {0: {rows.PART: False}})
    assert [one.id for one in but_one] == TEAMS[1:]


def test_a_row_of_the_plan_alone_may_go_once_it_is_out() -> None:
    gone = Member("gone_team", Decimal(3))
    old = replace(PLAN, members=(*PLAN.members, gone))
    before = rows.team_rows(old, COMPANY)
    edits = {len(before) - 1: {rows.PART: False}}
    new = replace(old, members=rows.members(old, COMPANY, edits))
    assert new.members == PLAN.members
    assert rows.settled(rows.edited(before, edits), rows.team_rows(new, COMPANY))
    group = Group("gone_peers", Decimal(1), Decimal(2), Decimal(3))
    old = replace(PLAN, groups=(*PLAN.groups, group))
    before = rows.group_rows(old, COMPANY)
    edits = {len(before) - 1: {"target": None}}
    new = replace(old, groups=rows.groups(old, COMPANY, edits))
    assert new.groups == PLAN.groups
    assert not rows.settled(rows.edited(before, edits), rows.group_rows(new, COMPANY))


def test_the_last_tick_stays_and_brings_no_other_back(monkeypatch: pytest.MonkeyPatch) -> None:
    three = replace(PLAN, members=PLAN.members[:3])
    text, kept = plan_text.rewritten(TEXT, three), []
    state: dict[str, Any] = {pay_form.SOURCE: text, pay_form.SHOWN: text}
    monkeypatch.setattr(pay_form.st, "session_state", state)
    sheet = pay_form._Sheet(three, COMPANY, "m", kept.append, {})
    out: dict[int, dict[str, Any]] = {}
    for one, left in zip(three.members, (three.members[1:], three.members[2:],
                                         three.members[2:]), strict=True):  # fmt: skip
        out[TEAMS.index(one.id)] = {rows.PART: False}
        state["m_teams"] = {"edited_rows": dict(out)}
        pay_form._changed(sheet)
        assert desk.read(kept[-1]).members == left
    assert state[pay_form.ALONE]
    assert state[pay_form.ANEW]


def test_why_the_last_tick_stays_is_said(visit: Open, own: Path) -> None:
    app = _form(visit(IF, root=own))
    assert pay_form.STAYS not in words(app)
    app.session_state[pay_form.ALONE] = True
    assert pay_form.STAYS in words(app.run())
    _field(app, "plan.amount").set_value(100.0).run()
    assert pay_form.STAYS not in words(app)


def test_every_mistake_of_a_section_is_told_at_once() -> None:
    wrong = TEXT
    for entry, other in (
        ("since = 2026-01-01", "since = 2026-01-05"), ("window = 12", "window = 99"),
        ('mode = "shadow"', 'mode = "real"'), ("amount = 400.00", "amount = -1"),
        ("coverage = 95", "coverage = 900"), ("response = 80", "response = -1"),
        ('id = "island"', 'id = "island"\nheads = -2\ntarget = 3'),
    ):  # fmt: skip
        assert entry in wrong
        wrong = wrong.replace(entry, other, 1)
    with pytest.raises(desk.Mistakes) as told:
        desk.parse(wrong, COMPANY)
    assert len(told.value.told) == 8
    found = placed(told.value.told, COMPANY)
    assert {card: len(sentences) for card, sentences in found.items()} == {
        "about": 2, "mode": 1, "teams": 3, "checks": 2,
    }  # fmt: skip
    lacking = TEXT.replace("window = 12", 'window = "x"\nwindw = 3').replace("amount = 400.00", "")
    with pytest.raises(desk.Mistakes) as told:
        desk.parse(lacking, COMPANY)
    assert len(told.value.told) == 3


def test_what_follows_from_a_mistake_is_not_told_beside_it() -> None:
    wrong = TEXT.replace('score = "adjusted"', 'score = "csat"', 1)
    with pytest.raises(desk.Mistakes) as told:
        desk.parse(wrong, COMPANY)
    (sentence,) = (one for one in told.value.told if "[plan]" in one)
    assert sentence.endswith("[plan]: score = 'csat' needs a stage.")
    backwards = TEXT.replace("until = 2026-12-31", "until = 2025-11-30")
    with pytest.raises(desk.Mistakes) as told:
        desk.parse(backwards, COMPANY)
    assert len(told.value.told) == 1


def test_every_mistake_stands_in_its_card_by_its_label() -> None:
    wrong = TEXT
    for entry, other in (
        ("target = 37", "target = 77"), ("window = 12", "window = 99"), ('"all"', '"som"'),
        ("team = 60", "team = 70"), ("share = 10", "share = 900"),
        ("note = 0.01", "note = 0.9"), ("target = 31", "target = 99"),
        ('id = "island"', 'id = "island"\nheads = -2'), ("target = 38", "target = 99"),
    ):  # fmt: skip
        assert entry in wrong
        wrong = wrong.replace(entry, other, 1)
    with pytest.raises(desk.Mistakes) as told:
        desk.parse(wrong, COMPANY)
    found = placed(told.value.told, COMPANY)
    assert set(found) == {"score", "about", "budget", "shares", "told", "checks", "teams", GROUPS}
    assert found["teams"] == ["Island store: Heads −2 should be 0 or more.".replace("−", "-")]
    assert found["about"] == ["“Months that a score looks back” 99 should be 3 to 36 months."]
    assert found[GROUPS][0].startswith("Peer group stores: Threshold 20, Target 99, Stretch 43")
    assert len(found["shares"]) == 2
    every = " ".join(words for told in found.values() for words in told)
    assert "Line " not in every
    assert "[" not in every


def _form(app: AppTest) -> AppTest:
    app.session_state[pay_save.PANEL] = True  # as a press on it does
    return app.run()


def _field(app: AppTest, entry: str, kind: str = "number_input") -> Any:
    return next(one for one in getattr(app, kind) if (one.key or "").endswith(f"_{entry}"))


def _as(app: AppTest, way: str) -> AppTest:
    return app.segmented_control(key=pay_save.MODE).set_value(way).run()


def test_the_page_itself_says_what_each_entry_of_the_text_means(visit: Open) -> None:
    app = _as(visit(IF), pay_save.AS_TEXT)
    said = words(app)
    for entry in asked.FIELDS.values():
        assert entry.label.split("'")[0] in said, entry
    assert "0.01 is 1 %" in said
    assert "docs/plans.md" not in said


def _text(app: AppTest) -> str:
    return str(next(area for area in app.text_area if area.key.startswith("plan_")).value)


def test_form_text_and_sliders_stay_in_step_and_the_answer_follows(visit: Open, own: Path) -> None:
    app = _form(visit(IF, root=own))
    app.slider(key="if_shift").set_value(-5).run()
    assert _field(app, "ramp.target").value == 32
    _field(app, "plan.amount").set_value(100.0).run()
    said = words(app)
    assert "This draft would pay" in said
    assert "Move a slider, or choose another plan" not in said
    assert "Not kept yet" in said
    assert app.slider(key="if_shift").value == 0  # the draft holds what it moved
    assert _field(app, "ramp.target").value == 32
    _field(app, "shares.team").set_value(70.0).run()
    assert "the other 30 % by" in words(app)
    text = _text(_as(app, pay_save.AS_TEXT))
    for line in ("target = 32", "amount = 100\n", "team = 70", "company = 30"):
        assert line in text
    assert "# Nobody calls these two" in text
    area = next(area for area in app.text_area if area.key.startswith("plan_"))
    area.set_value(area.value.replace("window = 12", "window = 9")).run()
    assert _field(_as(app, pay_save.AS_FORM), "plan.window").value == 9
    app.selectbox(key=what_if_sliders.PRESET).set_value("Last quarter only").run()
    assert _field(app, "plan.window").value == 3
    there = desk.open_desk(own / "demo")
    assert len(plans.versions(Scope(EXECUTIVE), there)) == 1
    next(b for b in app.button if b.label == "Save").click().run()
    assert "Saved and logged: version 2" in words(app)
    saved = plans.versions(Scope(EXECUTIVE), there)[0]
    assert (saved.plan.about.amount, saved.plan.about.window) == (100, 3)
    assert "# Nobody calls these two" in saved.text


def test_what_is_put_back_in_the_form_stands_as_it_stood(visit: Open, own: Path) -> None:
    app = _form(visit(IF, root=own))
    for amount, mode in ((100.0, "paid"), (400.0, "shadow")):
        _field(app, "plan.amount").set_value(amount).run()
        _field(app, "plan.mode", "radio").set_value(mode).run()
    assert _text(_as(app, pay_save.AS_TEXT)) == TEXT


def test_what_cannot_stand_is_told_in_the_form_and_kept_in_both(visit: Open, own: Path) -> None:
    app = _form(visit(IF, root=own))
    _field(app, "ramp.target").set_value(77.0).run()
    said = words(app)
    assert "“Target: the whole sum at” 77" in said
    assert "Not yet right: 1 mistake" in said
    assert next(b for b in app.button if b.label == "Save").disabled
    assert "target = 77" in _text(_as(app, pay_save.AS_TEXT))
    assert _field(_as(app, pay_save.AS_FORM), "ramp.target").value == 77
    _field(app, "ramp.stretch").set_value(90.0).run()
    assert "Not yet right" not in words(app)
    assert not next(b for b in app.button if b.label == "Save").disabled


def test_a_text_that_no_form_can_show_waits_and_is_kept(visit: Open, own: Path) -> None:
    app = _as(_form(visit(IF, root=own)), pay_save.AS_TEXT)
    area = next(area for area in app.text_area if area.key.startswith("plan_"))
    broken = area.value.replace("[ramp]", "[ramp")
    area.set_value(broken).run()
    assert "The form waits until the text can be read" in words(_as(app, pay_save.AS_FORM))
    assert not any((one.key or "").startswith("plan_form") for one in app.number_input)
    assert _text(_as(app, pay_save.AS_TEXT)) == broken


def test_a_first_plan_is_made_in_the_form(visit: Open, tmp_path: Path) -> None:
    root = records.own_root(tmp_path, records.balanced(60))
    app = visit(IF, root=root)
    _field(app, "plan.name", "text_input").set_value("Everyone, fairly").run()
    _field(app, "plan.amount").set_value(250.0).run()
    text = _text(_as(app, pay_save.AS_TEXT))
    assert 'name = "Everyone, fairly"' in text
    assert "amount = 250" in text
    assert 'mode = "shadow"' in text


@pytest.mark.parametrize("role", ["employee", "lead", "steward"])
def test_nobody_else_is_shown_the_form(visit: Open, role: str) -> None:
    app = _form(visit(IF, role=role))
    assert not app.number_input
    assert not app.segmented_control
