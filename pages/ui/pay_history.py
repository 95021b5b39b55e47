"""Who decided and changed what, for those who may see all money: folded away until asked for."""

from __future__ import annotations

import streamlit as st

from cxdata.desk import decisions, plans
from cxdata.desk.plans import Version
from cxdata.reports import incentive_history
from cxdata.reports.incentive_history import Entry, History, Ruling
from cxdata.reports.incentive_terms import Stretch
from cxdata.reports.payees import sees_all
from pages.ui import access, authors, cards, data, moments, reward, rows

TITLE = "What was decided and changed"
RULED = "Decisions on held payments"
RULED_SAYS = "Every decision, newest first; a later one on the same hold stands in its place"
CHANGED = "Versions of the plan"
WHEN = ("when",)
# Pixels, together as wide as the page on a small screen: what is written stands there whole.
WIDTHS = {
    "when": 125, "who": 110, "team": 110, "decision": 80, "reason": 300, "state": 95,
    "held for": 160, "figure": 205, "version": 65,
}  # fmt: skip
CHANGES = {"version": 65, "when": 180, "who": 155, "entry": 260, "before": 320, "after": 320}
CHANGED_SAYS = "A row an entry that a version changed, newest first"


def section(version: Version, stretch: Stretch | None) -> None:
    """Decisions on a period's holds, and the versions of its plan.

    stretch  the period; None where the page is about no one period: the versions alone
    """
    scope = access.scope()
    if not sees_all(scope):
        return
    panel = st.expander(TITLE, key="pay_history", on_change="rerun")
    if not panel.open:
        return
    held = reward.held()
    taken = decisions.every(scope, held, version.id, stretch.id) if stretch else ()
    found = data.of(incentive_history.history, taken, plans.versions(scope, held, version.id))
    with panel:
        if stretch:
            _rulings(found, version, stretch)
        _entries(found, version)
        cards.facts(moments.note())


def _rulings(found: History, version: Version, stretch: Stretch) -> None:
    cards.label(f"{RULED}, {stretch.label}")
    if not found.rulings:
        cards.facts("Nothing was decided yet.")
        return
    header = rows.told(
        RULED,
        f"{RULED_SAYS}; {moments.of_zone()}",
        plan=version.plan.about.name,
        period=stretch.label,
    )
    rows.listed(
        [_ruled(one) for one in found.rulings],
        "rulings",
        "decisions",
        header,
        written=WHEN,
        widths=WIDTHS,
    )


def _ruled(one: Ruling) -> dict[str, object]:
    return {
        "when": one.when,
        "who": authors.named(one.who),
        "team": one.team,
        "decision": one.verdict,
        "reason": one.reason,
        "state": one.state,
        "held for": one.check,
        "figure": one.figure,
        "version": one.version,
    }


def _entries(found: History, version: Version) -> None:
    cards.label(f"{CHANGED} “{version.plan.about.name}”")
    header = rows.told(
        CHANGED, f"{CHANGED_SAYS}; {moments.of_zone()}", plan=version.plan.about.name
    )
    rows.listed(
        [_changed(one) for one in found.entries],
        "entries",
        "plan-versions",
        header,
        written=WHEN,
        widths=CHANGES,
    )


def _changed(one: Entry) -> dict[str, object]:
    return {
        "version": one.version,
        "when": one.when,
        "who": authors.named(one.who),
        "entry": one.entry,
        "before": one.before,
        "after": one.after,
    }
