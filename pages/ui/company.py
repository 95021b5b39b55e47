"""The organisation file in the drop field: what it tells, and taking it in."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from cxdata.errors import CxError
from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.organisation import Organisation
from cxdata.reports.wording import counted
from pages.ui import access, cards, steward
from pages.ui.steward import Dropped


def is_organisation(file: Dropped) -> bool:
    """Whether the file tells of the company, not of its customers."""
    return imports.is_organisation(file.path, steward.declaration(file))


def intake(file: Dropped) -> None:
    """What the file tells, and the button that makes it the company as the pages see it."""
    try:
        company = imports.company_of(access.scope(), file.path)
    except CxError as refused:
        cards.notice(steward.plainly(str(refused)))
        return
    cards.label("Recognised")
    cards.fact(_parts(company))
    cards.facts("It becomes the newest version; answers and earlier versions stay as they are.")
    if st.button("Bring it in", type="primary", key="commit_organisation"):
        _commit(file, company)


def _commit(file: Dropped, company: Organisation) -> None:
    try:
        imports.commit(access.scope(), steward.home(), Batch((file.path,)), datetime.now(UTC))
    except CxError as refused:
        cards.notice(steward.plainly(str(refused)))
        return
    st.session_state["told"] = f"The record now knows {company.company.name} as this file tells it."
    st.rerun()


def _parts(company: Organisation) -> str:
    found = {
        "stage": company.stages,
        "touchpoint": company.touchpoints,
        "department": company.departments,
        "team": company.teams,
    }
    parts = [counted(len(rows), name) for name, rows in found.items() if rows]
    parts += [counted(len(company.lines), "line of sight", "lines of sight")] * bool(company.lines)
    return " · ".join(["Organisation file", company.company.name, *parts])
