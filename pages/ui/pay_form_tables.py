"""The tables in a plan's form: a row a team, and a row a peer group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from cxdata.desk.entries import SCORES, Plan
from cxdata.organisation import Organisation
from pages.ui import cards
from pages.ui import pay_form_fields as asked
from pages.ui import pay_form_rows as rows

Column = st.column_config
ROW, MOST = 35, 780  # pixels: of a row, and of the tallest table
ENDS = {"threshold": "Threshold", "target": "Target", "stretch": "Stretch", "most": "Most (%)"}
NOBODY = (
    "The organisation names no team yet, so nobody takes part: a steward adds teams under "
    "Organisation."
)
PEERS = (
    "A peer group may have a ramp of its own, since touchpoints differ in level. An empty row goes "
    "by the ramp above. Empty one end, and the group's ramp goes."
)


def teams(plan: Plan, company: Organisation, key: str, on: Mapping[str, Any]) -> None:
    """Who takes part, and what each has of its own."""
    held = rows.team_rows(plan, company)
    if not held:
        cards.fact(NOBODY)
        return
    stages = {stage.id: stage.name for stage in company.stages}
    columns = {
        rows.NAME: Column.TextColumn("Team", width=160, disabled=True, pinned=True),
        rows.PART: Column.CheckboxColumn("Takes part", width=85),
        rows.USUAL: Column.NumberColumn("Heads now", width=85, disabled=True,
                                        help="As the organisation has it"),
        "heads": Column.NumberColumn("Heads paid", width=85, format="localized",
                                     help="Part-time counts in part: 0.5. Empty: as now"),
        "amount": Column.NumberColumn("Sum a head", width=95, format="localized",
                                      help="Empty: the plan's"),
        "score": Column.SelectboxColumn(
            "Score", width=185, options=list(SCORES), help="Empty: the plan's",
            format_func=lambda id_: asked.SCORES.get(id_, id_),
        ),
        "stage": Column.SelectboxColumn("Stage", width=105, options=list(stages),
                                        format_func=lambda id_: stages.get(id_, id_),
                                        help="Whose satisfaction or ease counts"),
        **_ends(),
    }  # fmt: skip
    _table(held, columns, key, "Teams of the plan, a row each, to edit", on)


def groups(plan: Plan, company: Organisation, key: str, on: Mapping[str, Any]) -> None:
    """The ramp of each peer group that has one of its own."""
    held = rows.group_rows(plan, company)
    if not held:
        return
    cards.facts(PEERS)
    columns = {
        rows.NAME: Column.TextColumn("Peer group", width=110, disabled=True, pinned=True),
        **_ends(),
        rows.TEAMS: Column.TextColumn("Its teams", width=300, disabled=True),
    }
    _table(held, columns, key, "Ramps of peer groups, a row each, to edit", on)


def _ends() -> dict[str, Any]:
    words = "Empty: as the plan or the peer group has it"
    return {
        name: Column.NumberColumn(label, width=92, format="localized", help=words)
        for name, label in ENDS.items()
    }


def _table(
    held: Sequence[rows.Row], columns: dict[str, Any], key: str, alt: str, on: Mapping[str, Any]
) -> None:
    st.data_editor(
        frame(held),
        key=key,
        num_rows="fixed",
        hide_index=True,
        column_order=list(columns),
        column_config=columns,
        height=min(MOST, ROW * (len(held) + 1) + 3),
        alt=alt,
        placeholder="",
        **on,
    )


def frame(held: Sequence[rows.Row]) -> pd.DataFrame:
    """Rows as a table: a column each, numbers that may be missing."""
    names = list(held[0]) if held else []
    columns: dict[str, Any] = {}
    for name in names:
        values = [row[name] for row in held]
        if name in rows.NUMBERS or name == rows.USUAL:
            columns[name] = pd.array(values, dtype="Float64")
        elif name == rows.PART:
            columns[name] = pd.array(values, dtype="boolean")
        else:
            columns[name] = pd.Series(values, dtype=object)
    return pd.DataFrame(columns)
