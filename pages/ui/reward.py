"""What both pages of the reward chapter need: the desk, the plan in force, marks of money."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st

from cxdata import desk, record
from cxdata.charts.svg import Mark
from cxdata.desk import decisions, plans
from cxdata.desk.decisions import Decision
from cxdata.desk.plans import Version
from cxdata.desk.store import Desk
from cxdata.errors import CxError
from cxdata.reports import incentive_part, incentive_sums, incentive_terms, incentives
from cxdata.reports.incentive_shapes import Incentives
from cxdata.reports.incentive_terms import Stretch
from pages.ui import access, cards, data, linked, locales, marks, printed

PERIOD, OPEN = "pay_period", " (open)"

ROUNDED = (
    "Amounts are rounded one by one, so together they may differ from their sum by one or two; the "
    "table has the cents."
)

# A press travels as the id of a team of the report's own table.
mounted = marks.component("cx_reward", "marks.css", "reward.css", pressed="team")


def markup(mark: Mark) -> str:
    """A mark in the reader's form; no line breaks between a figure and its unit."""
    return cards.UNIT.sub("\u00a0", locales.html(mark))


def show(mark: Mark | None, key: str) -> None:
    """Mount a mark; nothing where there is nothing to show."""
    if mark is not None:
        mounted(data={"html": markup(mark)}, key=f"reward_{key}", height="content")


def home() -> Path:
    """The home of the record that serves: its desk holds the plans."""
    return record.locate(data.root())


def held() -> Desk:
    """The desk of the record that serves."""
    return desk.open_desk(home())


def in_force() -> Version | None:
    """The plan that holds today; None where there is none, which the page says."""
    return plans.in_force(access.scope(), held(), data.today())


def period(version: Version) -> Stretch:
    """The choice of a period of the plan, the newest that has begun unless told otherwise."""
    known = {one.id: one for one in incentive_terms.periods_of(version.plan, data.months())}
    names, said = {id_: _name(one) for id_, one in known.items()}, linked.said(PERIOD)
    picked = st.selectbox(
        "Period",
        list(names)[::-1],
        format_func=names.__getitem__,
        key=PERIOD,
        bind="query-params",
        width=150,
        label_visibility="collapsed",
    )
    found = known.get(picked) or next(reversed(known.values()))
    vain = f"This plan has no period {linked.called(said)}: {names[found.id]} is shown."
    linked.kept(PERIOD, picked, vain if said and said not in names.values() else "")
    printed.say("Period", names[found.id])
    return found


def called(version: Version) -> dict[str, str]:
    """What a period may be called -> the name that stands in an address.

    A link that was sent while a period was open means the same one when it has ended.
    """
    known = incentive_terms.periods_of(version.plan, data.months())
    return {text: _name(one) for one in known for text in (one.id, one.label, one.label + OPEN)}


def _name(one: Stretch) -> str:
    return f"{one.label}{OPEN if one.still else ''}"


def decided(version: Version, stretch: Stretch) -> tuple[Decision, ...]:
    """The decisions that stand for a period."""
    return decisions.taken(access.scope(), held(), version.id, stretch.id)


def standing(version: Version, stretch: Stretch) -> Incentives:
    """A plan's period for whoever looks: their part of what is worked out once for everybody."""
    taken = decided(version, stretch)
    of = (version, stretch)
    return data.narrowed(incentives.narrowed, incentive_sums.sums, of, version, taken)


def warm() -> None:
    """Work out what the chapter's pages share, so that the first visitor need not wait for it."""
    try:
        snapshot = record.open_snapshot(home())
        if not (home() / desk.FILE).exists():
            return
        version = plans.in_force(data.ANYBODY, held(), data.day_of(data.ANYBODY, snapshot))
        if version is not None:
            latest = partial(_latest, version)
            data.readied(snapshot, incentive_sums.sums, latest)
    except CxError:  # whoever opens the page is told what is wrong
        return


def _latest(version: Version, months: tuple[date, date]) -> tuple[Version, Stretch]:
    return version, incentive_terms.periods_of(version.plan, months)[-1]


def of_part(teams: tuple[str, ...]) -> tuple[str, ...]:
    """What some teams are on course for, as far as whoever looks may know; the lead first."""
    company = data.organisation()
    try:
        version = in_force()
        why = incentive_part.here(access.scope(), company, version, teams)
        if version is None or why:
            return why
        stretch = incentive_terms.periods_of(version.plan, data.months())[-1]
        found = standing(version, stretch)
    except CxError as refused:  # a plan that cannot be read takes nobody's Monday away
        return ("The incentive plan cannot be shown: " + str(refused),)
    return incentive_part.part(found, teams, company.company.currency)


def no_plan() -> None:
    """There is nothing to pay by."""
    cards.empty(
        "No plan is in force",
        "A plan says who takes part, which score counts and what it is worth. An executive or "
        "payroll makes one on the page What if, as a form or as text.",
    )
