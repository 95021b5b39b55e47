"""Bringing feedback in, continued: correcting, counting, committing, rolling back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from cxdata.charts.wording import signed
from cxdata.errors import CxError, NoRecord, Undecided
from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.flows.outcome import Outcome
from cxdata.record import open_snapshot
from cxdata.record.short import short
from pages.ui import access, cards, data, moments, reward, steward
from pages.ui.steward import Dropped

TOOLS = {"plain": "A plain table"}
NAMED = {"score_named": "Score column", "date_named": "Date column"}


def facts(about: dict[str, Any]) -> None:
    """What a file is taken for, in one quiet line."""
    asked = ", ".join(
        f"“{short(q['column'], 80)}” ({q['metric'].upper()} {q['scale']})"
        for q in about["questions"]
    )
    said = [
        f"{TOOLS.get(about['tool'], about['tool'])} · {about['kind']}",
        f"sheet {about['sheet']}" if about.get("sheet") else "",
        f"score from {asked}" if asked else "",
        f"dates from “{about['date_column']}”" if about.get("date_column") else "no dates found",
        about["timezone"] or "",
    ]
    cards.label("Recognised")
    cards.fact(" · ".join(part for part in said if part))
    cards.notes(steward.plainly(words) for words in about["warnings"])


def correction(file: Dropped, about: dict[str, Any] | None) -> None:
    """The form for what was recognised wrongly, or not at all."""
    columns = [f"#{c['number']} {short(c['label'], 60)}" for c in (about or {}).get("columns", ())]
    with (
        st.expander("Correct it", expanded=not columns),
        st.form(f"correction_{file.id}", border=False),
    ):
        _options(file, about or {})
        if columns:
            _columns(file, columns)
        else:
            _named(file)
        st.form_submit_button("Read it again")


def _options(file: Dropped, about: dict[str, Any]) -> None:
    row = st.columns(3)
    _select(row[0], file, "kind", "What it holds", steward.KINDS)
    _select(row[1], file, "survey", "Kind of survey", steward.SURVEYS)
    _select(row[2], file, "metric", "The score asks", steward.METRICS)
    row = st.columns(3)
    _select(row[0], file, "scale", "Scale", steward.SCALES)
    _select(row[1], file, "date_order", "Order of dates", steward.ORDERS)
    row[2].text_input(
        "Time zone", key=f"timezone_{file.id}", placeholder=about.get("timezone") or "Europe/Berlin"
    )
    row = st.columns(3)
    row[0].text_input("One day for all", key=f"day_{file.id}", placeholder="2026-10-31")
    row[1].text_input(
        "Words for numbers", key=f"labels_{file.id}", placeholder="Strongly agree=10, Agree=8"
    )
    if len(about.get("sheets", ())) > 1:
        sheets = {"": "As recognised", **{name: name for name in about["sheets"]}}
        _select(row[2], file, "sheet", "Sheet", sheets)


def _columns(file: Dropped, columns: Sequence[str]) -> None:
    row = st.columns(3)
    row[0].multiselect(
        "Score columns", columns, key=f"score_{file.id}", placeholder="As recognised"
    )
    wanted = {"date": "Date", **steward.ROLES}
    for i, (role, label) in enumerate(wanted.items(), start=1):
        choices = {"": "As recognised", **{column: column for column in columns}}
        _select(row[i % 3], file, role, label, choices)


def _named(file: Dropped) -> None:
    """Nothing was recognised, so no columns can be offered: they are named by hand."""
    row = st.columns(3)
    for place, (key, label) in zip(row, NAMED.items(), strict=False):
        place.text_input(
            label, key=f"{key}_{file.id}", placeholder="#18, or its name", persist_state="page"
        )


def _select(place: Any, file: Dropped, name: str, label: str, options: dict[str, str]) -> None:
    place.selectbox(label, list(options), format_func=options.__getitem__, key=f"{name}_{file.id}")


def counting(file: Dropped) -> Outcome | None:
    """The dry run, when it was asked for: nothing is written."""
    cards.facts("Counting is a dry run: it changes nothing.")
    if st.button("Count it", type="primary"):
        batch = Batch((file.path,), steward.declaration(file), overlap=file.overlap)
        file.counted = _tried(file, imports.dry_run, batch)
    return file.counted


def commit(file: Dropped) -> None:
    """Bring the file in, unless it lacks the day of its answers."""
    said = steward.declaration(file)
    about = steward.last(file) or {}
    if about.get("kind") == "answers" and not (about.get("date_column") or said.date):
        cards.notice("It has no dates. Give one day for all of it under “Correct it” to keep it.")
        return
    if not st.button("Bring it in", type="primary", key="commit"):
        return
    batch = Batch((file.path,), said, overlap=file.overlap)
    outcome = _tried(file, imports.commit, batch)
    if outcome is not None:
        file.counted = None
        st.session_state["told"] = _told(outcome)
        reward.warm()  # the next visitor of the pay pages need not wait for the new record
        st.rerun()


def told() -> None:
    """What the last commit or roll back did."""
    words = st.session_state.pop("told", "")
    if words:
        cards.notice(words)


def batches() -> None:
    """What is in the own record, newest first, each with its way back."""
    scope = access.scope()
    try:
        held = open_snapshot(steward.home()).batches(scope)
    except NoRecord:
        made_up = "" if data.opened() is None else "; what you see is the sample company"
        cards.facts(f"Nothing of your own is in the record yet{made_up}.")
        return
    for batch in held:
        with st.container(horizontal=True, vertical_alignment="center"):
            when = moments.day(batch.moment)
            cards.fact(f"{batch.id} · {batch.name} · {batch.tool} · {batch.kind} · {when}")
            if batch.rolled_back_at is not None:
                cards.facts(f"rolled back on {moments.day(batch.rolled_back_at)}")
            elif st.button("Roll back", key=f"rollback_{batch.id}", type="tertiary"):
                _sure(batch.id, batch.name)


@st.dialog("Take this batch out?")
def _sure(batch: int, name: str) -> None:
    st.text(f"All that came with {name} leaves the record; a later import can bring it back.")
    pressed = st.button(
        "Roll back", type="primary", key="rollback_sure", on_click=_take_out, args=(batch, name)
    )
    if pressed:
        st.rerun()


def _take_out(batch: int, name: str) -> None:
    try:
        imports.rollback(access.scope(), steward.home(), batch, datetime.now(UTC))
        reward.warm()
        st.session_state["told"] = f"{name} is out of the record."
    except CxError as refused:
        st.session_state["told"] = steward.plainly(str(refused))


def _tried(file: Dropped, flow: Any, batch: Batch) -> Outcome | None:
    """The flow's one outcome; what stands in its way is asked or said."""
    bar = st.progress(0.0, "Reading it…")
    try:
        outcomes = flow(
            access.scope(),
            steward.home(),
            batch,
            datetime.now(UTC),
            lambda share, words: bar.progress(min(share, 1.0), words),
        )
        return outcomes[0] if outcomes else None
    except Undecided as undecided:
        steward.ask(file, undecided)
    except CxError as refused:
        cards.notice(steward.plainly(str(refused)))
    finally:
        bar.empty()
    return None


def _told(outcome: Outcome) -> str:
    report = outcome.report
    if report.batch is None:
        return f"{report.source} changes nothing: the record holds it already."
    score = outcome.score()["nps"]
    scored = "" if score is None else f", NPS {signed(score, 1)} in this file"
    return (
        f"{report.source} is in the record as batch {report.batch}: {report.added:,} rows{scored}."
    )
