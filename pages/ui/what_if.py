"""The page of what-ifs: which plans, the sliders, what they pay; nothing here changes a plan."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cxdata.charts import honesty as figures
from cxdata.charts import payout, ramp, rivals
from cxdata.desk import plans
from cxdata.desk.decisions import WITHHOLD
from cxdata.desk.entries import Plan
from cxdata.desk.plans import Version
from cxdata.reports import incentive_terms, what_if_withheld
from cxdata.reports import what_if as reports
from cxdata.reports.figures import Header
from cxdata.reports.incentive_terms import Stretch
from cxdata.reports.payees import sees_all
from cxdata.reports.what_if import WhatIf
from cxdata.reports.what_if_levers import levered
from cxdata.reports.what_if_turns import Turn, Turns
from pages.ui import (
    about,
    access,
    cards,
    data,
    later,
    linked,
    locales,
    pay_beside,
    pay_draft,
    reward,
    what_if_sliders,
)

FIRST, SECOND, SIDE = "if_first", "if_second", "if_side"
PAGE = "pages/reward/what_if.py"
NEXT = "if_next"  # the version that was just saved: what the next run starts from


@dataclass(frozen=True)
class Asked:
    """Both plans, what they are called, and the same period under each.

    before  the version that is the first plan
    base  the version that the second was begun from; text the second as text, as it may be edited
    """

    first: Plan
    second: Plan
    names: tuple[str, str]
    stretches: tuple[Stretch, Stretch]
    before: Version
    base: Version
    text: str


def is_open() -> bool:
    """Whether the page is open to whoever looks; else it says who may."""
    if sees_all(access.scope()):
        return True
    cards.empty(
        "Open to executives and payroll",
        "A what-if shows what every team would be paid. What your own team is on course for is on "
        "the page Incentives.",
    )
    return False


def asked() -> Asked | None:
    """Draw the choice of plans and the sliders; None where there is no plan yet."""
    held = plans.versions(access.scope(), reward.held())
    if not held:
        return None
    force = reward.in_force() or held[0]
    names = {f"{v.id} {v.number}": _named(v, force) for v in held}
    teams = {team.id: team.name for team in data.organisation().teams}
    linked.named(PAGE, {FIRST: names, SECOND: names, SIDE: teams})
    if (saved := st.session_state.pop(NEXT, None)) in names:
        for key in (FIRST, SECOND):
            st.session_state[key], st.session_state[f"{key}_before"] = saved, (None, None)
        what_if_sliders.reset()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        usual = f"{force.id} {force.number}"
        one = _version(held, _pick("Compare", FIRST, names, usual))
        other = _version(held, _pick("with", SECOND, names, usual))
        what_if_sliders.presets(other)
    linked.tell(FIRST, SECOND)
    by = what_if_sliders.drawn(other)
    second = levered(pay_draft.plan(other), by)
    moved = second != other.plan
    stretch = _period(one.plan)
    return Asked(
        one.plan,
        second,
        (_named(one, force), "the draft" if moved else _named(other, force)),
        (stretch, incentive_terms.stretch(second, stretch.since, data.months())),
        one,
        other,
        pay_draft.text(other, second),
    )  # fmt: skip


def compared(these: Asked) -> WhatIf:
    """Both plans in the period, for whoever looks."""
    return data.of(reports.what_if, these.first, these.second, these.names, these.stretches)


def of_both(these: Asked, together: Plan) -> WhatIf:
    """The first plan beside what two drafts are together."""
    first, since = these.stretches[0], these.stretches[0].since
    stretches = first, incentive_terms.stretch(together, since, data.months())
    names = these.names[0], "both together"
    return compared(replace(these, second=together, names=names, stretches=stretches))


def pays(found: WhatIf) -> str:
    """What the second plan pays, and how that differs, in a line."""
    return found.text + "".join(f" {words.strip()}" for words, _ in found.answer)


def opening(found: WhatIf, these: Asked) -> None:
    """The one number and the answer; a phone shows them above the sliders (style.css)."""
    with st.container(key="if_opening"):
        left, right = st.columns([5, 7], gap="large", vertical_alignment="center")
        with left, st.container(key="number"):
            st.markdown(f"**{locales.said(found.text)}**")
        with right:
            cards.answer(found.answer)
            cards.fact(found.capped)
            cards.fact(_withheld(these))
            cards.facts("Nothing here changes the plan in force.")


def teams(found: WhatIf) -> None:
    """Team by team; folded where nothing is different yet."""
    table = partial(_table, "rivals", found)
    if all(row.first == row.second for row in found.rows):
        with st.expander(f"Team by team: the same for all {len(found.rows)}", key="if_same"):
            about.popover("rivals", "incentives ramp", table)
            _teams(found)
    else:
        about.heading("Team by team", "rivals", "incentives ramp", table)
        _teams(found)


def _teams(found: WhatIf) -> None:
    reward.show(rivals.mark(found.rows, ("First", "Second")), "rivals")
    told = dict(found.header.filters)
    cards.facts(
        f"First is {told['First']}, second is {told['Second']}; the line is 100 % of the target "
        f"amount. {reward.ROUNDED}"
    )


def past(found: WhatIf, these: Asked) -> None:
    """What both would have paid in the past eight quarters."""
    cards.label("The past eight quarters, all teams")
    for place, (plan, name, stretch), key in _sides(these):
        with place:
            work = pay_beside.held(plan, stretch)
            ended = work.found(pay_beside.PATIENCE)
            if ended is None:
                cards.label(_capital(name))
                later.waiting(work, "Working out the past quarters …")
                continue
            table = partial(pay_beside.quarters_table, ended.all, found.header)
            about.heading(_capital(name), f"past_{key}", "incentives", table)
            if ended.all:
                reward.show(payout.quarters(ended.all), f"past_{key}")
            cards.facts(pay_beside.noted(ended.all, ended.note))


def honesty(these: Asked) -> None:
    """How often each pays the wrong team."""
    cards.label("How often would it pay the wrong team?")
    for place, (plan, name, stretch), key in _sides(these):
        with place, st.container(border=True, key=f"card_rates_{key}"):
            work = pay_beside.simulated(plan, stretch)
            ended = work.found(pay_beside.PATIENCE)
            if ended is None:
                cards.label(_capital(name))
                later.waiting(work, "Drawing luck 2,000 times …")
                continue
            table = partial(pay_beside.rates_table, ended, "honesty")
            about.heading(_capital(name), f"rates_{key}", "plan_honesty", table)
            cards.tile(ended.lead, ended.lead_words)
            if ended.rates:
                reward.show(figures.mark(ended.rates, "Plan"), f"rates_{key}")
            cards.fact(ended.why)
            cards.facts(ended.method)


def one_answer(these: Asked, header: Header) -> None:
    """Does a single answer decide? The ramp beside all or nothing."""
    title = "Does one answer flip a result?"
    work = pay_beside.turned(these.second, these.stretches[1])
    found = work.found()
    if found is None:
        cards.label(title)
        later.waiting(work, "Changing every answer in turn …")
        return
    table = partial(pay_beside.turns_table, found, header)
    about.heading(title, "turns", "ramp", table)
    cards.fact(found.words)
    known = {turn.name: turn for turn in found.teams if turn.on.value is not None}
    if not known or not found.hangs:
        return
    flipping = [name for name, turn in known.items() if turn.flips]
    usual = list(known).index(flipping[0]) if flipping else 0
    said = linked.said(SIDE)
    picked = st.selectbox(
        "Seen for", list(known), index=usual, key=SIDE, bind="query-params", width=230
    )
    turn = known.get(picked) or next(iter(known.values()))
    linked.kept(SIDE, picked, _unseen(said, found, known, turn))
    linked.tell(SIDE)
    picture, words = st.columns([8, 5], gap="large", vertical_alignment="center")
    with picture, st.container(border=True, key="card_beside"):
        whose = f"{turn.name}'s score"
        reward.show(ramp.mark(turn.on, whose, cliff=True, plain=turn.plain), "beside")
    with words:
        cards.tile(turn.ramp_text, "is the most that one answer moves on the ramp (full line).")
        cliff = turn.cliff_text if turn.flips else "nothing today"
        rule = (
            "by all or nothing at the target, which goes by the plain score (dashed, hollow dot)."
        )
        cards.tile(cliff, f"is what one answer moves {rule}")


def _unseen(said: str, found: Turns, known: Collection[str], shown: Turn) -> str:
    """Why an address does not show the team that it names; '' where it does."""
    if not said or said in known:
        return ""
    if said in {turn.name for turn in found.teams}:
        return f"{said} has no score of its own to see it for: {shown.name} is shown."
    why = f"No team of this plan is {linked.called(said)}: {shown.name} is shown."
    return why + linked.near(said, known)


def _withheld(these: Asked) -> str:
    """What people have decided to withhold under the saved plans in this period; ''."""
    sides = list(zip((these.before, these.base), these.names, these.stretches, strict=True))
    apart = these.second == these.base.plan and these.base != these.before
    told = []
    for version, name, stretch in sides if apart else sides[:1]:
        if any(one.verdict == WITHHOLD for one in reward.decided(version, stretch)):
            paid = reward.standing(version, stretch)
            told.append(what_if_withheld.words(name, paid, data.organisation().company.currency))
    return " ".join(filter(None, told))


def _sides(these: Asked) -> Iterator[tuple[DeltaGenerator, tuple[Plan, str, Stretch], str]]:
    """Both plans side by side, or the one where they are the same."""
    sides = list(zip((these.first, these.second), these.names, these.stretches, strict=True))
    shown = sides if these.first != these.second else sides[:1]
    yield from zip(st.columns(2, gap="large"), shown, ("first", "second"), strict=False)


def _period(plan: Plan) -> Stretch:
    return incentive_terms.periods_of(plan, data.months())[-1]


def _pick(label: str, key: str, names: dict[str, str], usual: str) -> str:
    """The version chosen; one that somebody saves meanwhile moves nobody's choice or draft."""
    said = linked.said(key)
    offered, before = st.session_state.get(f"{key}_before", (None, None))
    if offered not in (None, names) and before in names:
        st.session_state[key] = before
    elif key in st.session_state and st.session_state[key] not in names:
        st.session_state[key] = usual
    picked = st.selectbox(
        label,
        list(names),
        list(names).index(usual),
        format_func=names.__getitem__,
        key=key,
        bind="query-params",
        width=280,
    )
    st.session_state[f"{key}_before"] = dict(names), picked
    vain = f"No version of a plan is {linked.called(said)}: {names[picked]} is taken."
    linked.kept(key, picked, vain if said and said not in names.values() else "")
    return picked


def _version(held: tuple[Version, ...], mark: str) -> Version:
    return next(v for v in held if f"{v.id} {v.number}" == mark)


def _named(version: Version, force: Version) -> str:
    if (version.id, version.number) == (force.id, force.number):
        return "the plan in force"
    return f"{version.plan.about.name}, version {version.number}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _table(which: str, found: WhatIf) -> about.Table:
    from cxdata.reports import incentive_tables

    return about.Table(which, getattr(incentive_tables, which)(found), found.header)
