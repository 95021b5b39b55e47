"""The organisation as tables: a section at a time, rows added, removed, moved; one text behind."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import available_timezones

import pandas as pd
import streamlit as st

from cxdata.catalog import METRICS
from cxdata.errors import BadInput
from cxdata.flows import organisation_text as texts
from cxdata.flows.organisation_text import Row
from cxdata.organisation import EVIDENCE, PARTS
from pages.ui import cards, organisation
from pages.ui.organisation import Draft

SECTIONS = {
    "company": "Company and promise",
    "stage": "Stages",
    "touchpoint": "Touchpoints",
    "department": "Departments",
    "team": "Teams",
    "line": "Lines of sight",
    "measure": "Measures",
    "objective": "Objectives",
    "event": "Events",
}
PLACE, AT = "place", "at"
Column = st.column_config
MINIMUMS = {
    "minimum_group": "Smallest group whose figure is shown (5 or more)",
    "minimum_comments": "Smallest group whose comments are shown (10 or more)",
}
ROW, MOST = 36, 470  # pixels: of a row, and of the tallest table
LONG = 2_000
WORDS = {
    "stage": "In journey order: a stage is moved by changing its place. Targets are points, or % "
    "favourable.",
    "touchpoint": "In journey order. A touchpoint without a target takes its stage's.",
    "team": "Peers are the teams that a team is compared with: they share a word of your choice.",
    "line": "What a team does for a touchpoint, or for another team. The weights of a team's lines "
    "are the shares of its work and sum to 1.",
    "measure": "Operational figures, by the id that the files give them.",
    "objective": "Measured by a measure, by nps, csat or ces, or by a stage or touchpoint. "
    "The path runs straight from the day since (a year before where it is blank) to the day by.",
    "event": "A break means that scores before and after cannot be compared.",
}


def edit(one: Draft) -> None:
    """A choice of section, and its table; what is typed goes straight into the text."""
    section = st.pills(
        "Section",
        list(SECTIONS),
        default="company",
        format_func=SECTIONS.__getitem__,
        key="organisation_section",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    try:
        if section == "company":
            _company(one)
        else:
            _table(one, str(section))
    except BadInput as refused:
        cards.notice(f"The tables wait until the text can be read. {refused} Nothing is lost.")


def _company(one: Draft) -> None:
    name = organisation.key(one, "company", "_name")
    (row,) = texts.tabular(one.source, "company") or (Row(0, {}),)
    now, usual = row.values, texts.usual("company")
    said: dict[str, Any] = {}
    left, right = st.columns(2, gap="large")
    with left:
        said["name"] = st.text_input("Name", now.get("name", ""), key=f"{name}_name")
        said["promise"] = st.text_area(
            "Promise to the customer: what an amazing experience means here",
            now.get("promise", ""),
            key=f"{name}_promise",
            height=150,
        )
    with right:
        said["target"] = st.number_input(
            "Target of the NPS, in points",
            value=_number(now.get("target")),
            key=f"{name}_target",
            step=1.0,
            format="%g",
        )
        zones = sorted({*available_timezones(), str(now.get("timezone", "UTC"))})
        zone = zones.index(str(now.get("timezone", "UTC")))
        said["timezone"] = st.selectbox("Time zone of your days", zones, zone, key=f"{name}_zone")
        said["currency"] = st.text_input(
            "Currency", now.get("currency", "EUR"), key=f"{name}_currency", max_chars=12
        )
        for entry, label in MINIMUMS.items():
            said[entry] = st.number_input(
                label, value=int(now.get(entry, usual[entry])), key=f"{name}_{entry}"
            )
    one.text = texts.rewritten(one.source, "company", [Row(0, _plain(said))])


def _table(one: Draft, section: str) -> None:
    name = organisation.key(one, f"table_{section}")
    rows = texts.tabular(one.source, section)
    cards.facts(WORDS.get(section, ""))
    edited = st.data_editor(
        frame(section, rows),
        key=name,
        num_rows="dynamic",
        hide_index=True,
        column_order=list(_columns(section, {})),
        column_config=_columns(section, _choices(one.source)),
        height=min(MOST, ROW * (len(rows) + 2) + 4),
        alt=f"{SECTIONS[section]}, a row each, to edit",
        placeholder="",
    )
    wanted = wanted_rows(section, edited.to_dict("records"))
    one.text = texts.rewritten(one.source, section, wanted)
    if [row.at for row in wanted if row.at is not None] != sorted(
        row.at for row in wanted if row.at is not None
    ):
        one.becomes(one.text)
        st.rerun()


def frame(section: str, rows: Sequence[Row]) -> pd.DataFrame:
    """A section's entries as a table: a column an entry, `at` and `place` before them."""
    usual = texts.usual(section)
    columns: dict[str, Any] = {
        AT: pd.array([row.at for row in rows], dtype="Int64"),
        PLACE: pd.array([i + 1 for i in range(len(rows))], dtype="Int64"),
    }
    for column in usual:
        values = [row.values.get(column, usual[column]) for row in rows]
        kind = texts.kind(section, column)
        if "float" in kind:
            columns[column] = pd.array([_number(value) for value in values], dtype="Float64")
        elif kind == "int":
            columns[column] = pd.array([_number(value) for value in values], dtype="Int64")
        elif kind == "bool":
            held = [value if isinstance(value, bool) else usual[column] for value in values]
            columns[column] = pd.array(held, dtype="boolean")
        elif kind.startswith("date"):
            columns[column] = pd.Series(pd.to_datetime(values, errors="coerce"))
        else:
            columns[column] = pd.Series([str(value or "") for value in values], dtype=object)
    return pd.DataFrame(columns)


def wanted_rows(section: str, records: Sequence[Mapping[Any, Any]]) -> list[Row]:
    """What the edited table asks for, in the order of its places; an id is made where none is."""
    found: list[tuple[float, Row]] = []
    for record in records:
        values = _plain({str(k): v for k, v in record.items() if k not in (AT, PLACE)})
        at, place = _number(record.get(AT)), _number(record.get(PLACE))
        given = {k: v for k, v in values.items() if v != texts.usual(section).get(k)}
        if at is None and not {k: v for k, v in given.items() if v not in (None, "")}:
            continue  # a row that was opened, and in which nothing stands yet
        was = math.inf if at is None else at + 1
        # A row that is given another's place goes before it, or after it when it moves down.
        rank = was if place in (None, was) else place + (0.5 if place > was else -0.5)
        found.append((rank, Row(None if at is None else int(at), values)))
    ordered = [row for _, row in sorted(found, key=lambda one: one[0])]
    return _identified(section, ordered)


def _identified(section: str, rows: Sequence[Row]) -> list[Row]:
    if "id" not in texts.usual(section):
        return list(rows)
    taken = {str(row.values.get("id")) for row in rows if row.values.get("id")}
    found = []
    for row in rows:
        values = dict(row.values)
        if not values.get("id") and values.get("name") and row.at is None:
            values["id"] = _free(str(values["name"]), taken)
            taken.add(values["id"])
        found.append(Row(row.at, values))
    return found


def _free(name: str, taken: set[str]) -> str:
    plain = re.sub(r"[\W_]+", "_", name.casefold()).strip("_") or "entry"
    numbers = [plain, *(f"{plain}_{i}" for i in range(2, len(taken) + 3))]
    return next(one for one in numbers if one not in taken)


def _choices(text: str) -> dict[str, list[str]]:
    """Ids by section: what an entry may refer to."""
    sections = ("stage", "touchpoint", "department", "team", "measure")
    return {
        section: [str(row.values.get("id", "")) for row in texts.rows(text, section)]
        for section in sections
    }


def _columns(section: str, ids: Mapping[str, list[str]]) -> dict[str, Any]:
    """The columns of a section's table, in order."""
    place = {PLACE: Column.NumberColumn("Place", width=60, min_value=1, step=1)}
    named = {
        "id": Column.TextColumn("Id", width=130, help="Made from the name if left empty"),
        "name": Column.TextColumn("Name", width=190, max_chars=LONG),
    }
    target = {"target": Column.NumberColumn("Target", width=75, min_value=-100, max_value=100)}
    contact = Column.TextColumn("Contact", width=190, help="A number, an address or a channel")
    promise = {"promise": Column.TextColumn("Promise", width=420, max_chars=LONG)}
    columns = {
        "stage": {
            **place,
            **named,
            "metric": _one("Metric", list(METRICS)[:3], 80),
            **target,
            **promise,
        },
        "touchpoint": {**place, **named, "stage": _one("Stage", ids.get("stage"), 130), **target},
        "department": {
            **place,
            **named,
            "lead": Column.TextColumn("Lead", width=180),
            "contact": contact,
        },
        "team": {
            **place,
            **named,
            "department": _one("Department", ids.get("department"), 140),
            "heads": Column.NumberColumn("Heads", width=70, min_value=0, step=1),
            "customer_facing": Column.CheckboxColumn("Meets customers", width=125, default=True),
            "peers": Column.TextColumn("Peers", width=130),
            "contact": contact,
        },
        "line": _line_columns(ids),
        "measure": {
            **place,
            **named,
            "unit": Column.TextColumn("Unit", width=80),
            "less_is_better": Column.CheckboxColumn("Less is better", width=110, default=False),
        },
        "objective": {
            "name": named["name"],
            "measure": _one("Measure", _aims(ids), 150),
            "start": Column.NumberColumn("From", width=80),
            "goal": Column.NumberColumn("To", width=80),
            "by": Column.DateColumn("By", width=110),
            "since": Column.DateColumn("Since", width=110),
            "sponsor": Column.TextColumn("Executive sponsor", width=200),
        },
        "event": {
            "on": Column.DateColumn("Day", width=110),
            "name": Column.TextColumn("What happened", width=320, max_chars=LONG),
            "kind": _one("Kind", ["event", "break"], 90, "event"),
        },
    }
    return dict(columns[section])


def _aims(ids: Mapping[str, list[str]]) -> list[str]:
    """What an objective may be measured by."""
    scored = [*ids.get("stage", ()), *ids.get("touchpoint", ())]
    return [*ids.get("measure", ()), *list(METRICS)[:3], *scored]


def _line_columns(ids: Mapping[str, list[str]]) -> dict[str, Any]:
    return {
        "team": _one("Team", ids.get("team"), 130),
        "part": _one("Part", list(PARTS), 90, "owns"),
        "touchpoint": _one("Touchpoint", ["", *ids.get("touchpoint", ())], 150),
        "serves": _one("Or serves team", ["", *ids.get("team", ())], 130),
        "weight": Column.NumberColumn(
            "Weight", width=75, min_value=0.0, max_value=1.0, step=0.01, default=1.0
        ),
        "work": Column.TextColumn("Daily work in a sentence", width=320, max_chars=LONG),
        "measure": _one("Measure", ["", *ids.get("measure", ())], 140),
        "evidence": _one("Evidence", list(EVIDENCE), 100, "assumed"),
    }


def _one(label: str, options: Sequence[str] | None, width: int, default: str | None = None) -> Any:
    return Column.SelectboxColumn(label, options=list(options or ()), width=width, default=default)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in values.items()}


def _value(value: Any) -> Any:
    """What a cell holds as TOML has it; None for an empty one."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, pd.Timestamp | datetime):
        return value.date()
    if isinstance(value, bool | str | date | int):
        return value
    number = float(value)
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number


def _number(value: Any) -> float | None:
    if value is None or value is pd.NA or isinstance(value, str | bool):
        return None
    number = float(value)
    return number if math.isfinite(number) else None
