"""Beside a plan's money: what it would have paid before, and how often it pays by luck."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cxdata.charts import honesty as figures
from cxdata.charts import payout
from cxdata.desk.entries import Plan
from cxdata.desk.plans import Version
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import incentive_past, plan_honesty, what_if_turns
from cxdata.reports.figures import Header
from cxdata.reports.incentive_past import Past
from cxdata.reports.incentive_shapes import Incentives, Quarter, TeamPay
from cxdata.reports.incentive_sums import ANYBODY
from cxdata.reports.incentive_terms import Stretch
from cxdata.reports.plan_honesty import HonestyReport
from cxdata.reports.what_if_turns import Turns
from cxdata.scope import EMPLOYEE, Scope
from pages.ui import about, access, cards, data, later, reward
from pages.ui.later import Later, Part

PATIENCE = 0.3  # seconds that the page waits for each before it says how far it is


def past(found: Incentives, team: TeamPay | None, version: Version, stretch: Stretch) -> None:
    """Past periods under this plan: of a team, or of all for those who may see that."""
    if team is None and found.budget is None:
        return
    whose = team.name if team else "all teams"
    title = f"What this plan would have paid before: {whose}"
    work = held(version.plan, stretch)
    with _place(title, "pay_past"):
        ended = work.found(PATIENCE)
        if ended is None:
            _head(title)
            later.waiting(work, "Working out the past quarters …")
            return
        rows = ended.teams.get(team.id, ()) if team else ended.all
        if not rows:
            _head(title)
            cards.facts(ended.note)
            return
        _head(title, "past", "incentives", lambda: quarters_table(rows, found.header))
        reward.show(payout.quarters(rows), "past")
        cards.facts(f"The dashed line is 100 % of the target amount. {noted(rows, ended.note)}")


def noted(rows: tuple[Quarter, ...], note: str) -> str:
    """What is to be known of past periods, with what an outline above a bar is."""
    outlined = any(one.before is not None for one in rows)
    return f"{note} An outline above a bar is what was earned before the cut." if outlined else note


def honesty(version: Version, stretch: Stretch) -> None:
    """How honest is this plan?"""
    title = "How honest is this plan?"
    with _place(title, "card_honesty", border=True):
        work = simulated(version.plan, stretch)
        ended = work.found(PATIENCE)
        if ended is None:
            _head(title)
            later.waiting(work, "Drawing luck 2,000 times …")
            return
        _head(title, "honesty", "plan_honesty", lambda: rates_table(ended, "honesty"))
        cards.tile(ended.lead, ended.lead_words)
        if ended.rates:
            reward.show(figures.mark(ended.rates), "honesty")
        cards.fact(ended.why)
        cards.facts(ended.method)


def _is_folded() -> bool:
    """Whoever reads the own pay alone need not scroll past what a plan is judged by."""
    return access.scope().role == EMPLOYEE


def _place(title: str, key: str, border: bool = False) -> DeltaGenerator:
    if _is_folded():
        return st.expander(title, key=f"fold_{key}")
    return st.container(border=border, key=key)


def _head(
    title: str, key: str = "", metric: str = "", table: Callable[[], about.Table] | None = None
) -> None:
    """The name of a picture; one that is folded stands under it."""
    if _is_folded():
        if key:
            about.popover(key, metric, table)
    elif key:
        about.heading(title, key, metric, table)
    else:
        cards.label(title)


def held(plan: Plan, stretch: Stretch) -> Later[Past]:
    """The past periods under a plan: worked out beside the page once, each takes their part."""
    return data.narrowed(_past_of, _past_begun, (plan, stretch))


def simulated(plan: Plan, stretch: Stretch) -> Later[HonestyReport]:
    """The simulation of a plan, likewise; no team's money is in it."""
    return data.narrowed(_honesty_of, _honesty_begun, (plan, stretch))


def turned(plan: Plan, stretch: Stretch) -> Later[Turns]:
    """What one answer moves under a plan, likewise, for those who may see everybody's money."""
    return data.narrowed(_turned_of, _turned_begun, (plan, stretch))


def _turned_of(scope: Scope, whole: Later[Turns]) -> Later[Turns]:
    return Part(whole, partial(what_if_turns.narrowed, scope))


def _turned_begun(
    snapshot: Snapshot, organisation: Organisation, plan: Plan, stretch: Stretch
) -> Later[Turns]:
    return Later(lambda _: what_if_turns.everybodys(snapshot, organisation, plan, stretch))


def _past_of(scope: Scope, whole: tuple[Organisation, Later[Past]]) -> Later[Past]:
    organisation, work = whole
    return Part(work, lambda past: incentive_past.narrowed(scope, organisation, past))


def _past_begun(
    snapshot: Snapshot, organisation: Organisation, plan: Plan, stretch: Stretch
) -> tuple[Organisation, Later[Past]]:
    work = partial(incentive_past.everybodys, snapshot, organisation, plan, stretch)
    return organisation, Later(work)


def _honesty_of(scope: Scope, whole: Later[HonestyReport]) -> Later[HonestyReport]:
    return whole


def _honesty_begun(
    snapshot: Snapshot, organisation: Organisation, plan: Plan, stretch: Stretch
) -> Later[HonestyReport]:
    return Later(partial(plan_honesty.honesty, ANYBODY, snapshot, organisation, plan, stretch))


def quarters_table(rows: tuple[Quarter, ...], header: Header) -> about.Table:
    """Past periods, to the cent."""
    from cxdata.reports import incentive_tables

    return about.Table("past-periods", incentive_tables.quarters(rows), header)


def turns_table(found: Turns, header: Header) -> about.Table:
    """What one answer moves, to the cent."""
    from cxdata.reports import incentive_tables

    return about.Table("turns", incentive_tables.turns(found), header)


def rates_table(found: HonestyReport, name: str) -> about.Table:
    """How a plan errs."""
    from cxdata.reports import incentive_tables

    header = Header("How honest is this plan?", found.method)
    return about.Table(name, incentive_tables.rates(found), header)
