"""The versions of the organisation: who saved which, what differs between two, one again."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from cxdata import organisation as organisations
from cxdata.errors import BadInput, CxError
from cxdata.flows import organisations as flow
from cxdata.flows.organisations import Version
from cxdata.reports import organisation_change as changing
from pages.ui import (
    access,
    authors,
    cards,
    moments,
    organisation,
    organisation_preview,
    rows,
    steward,
)


def page(versions: tuple[Version, ...]) -> None:
    """Two versions beside each other, the way back, and the list of all."""
    if not versions:
        cards.facts("No version is saved yet.")
        return
    numbers = [one.number for one in versions]
    by = {one.number: one for one in versions}
    named = {
        n: f"Version {n} · {authors.named(by[n].author)} · {moments.when(by[n].moment)}"
        for n in numbers
    }
    if len(versions) == 1:
        cards.facts("There is one version so far. From the second on, two can be compared here.")
        older = versions[0].number
    else:
        left, right = st.columns(2)
        with left:
            older = st.selectbox("From", numbers, 1, format_func=named.__getitem__, key="org_from")
        with right:
            newer = st.selectbox("To", numbers, 0, format_func=named.__getitem__, key="org_to")
        _compared(by[older], by[newer])
    _again(by[older], versions[0])
    cards.label("All versions")
    listed = [
        {"version": v.number, "saved by": authors.named(v.author), "when": moments.when(v.moment)}
        for v in versions
    ]
    header = rows.told(
        "All versions of the organisation", f"Who saved each, and when; {moments.of_zone()}"
    )
    rows.listed(listed, "org_versions", "versions", header, written=("when",))
    cards.facts(moments.note())


def _compared(older: Version, newer: Version) -> None:
    try:
        edits = changing.differences(
            organisations.parse(older.text), organisations.parse(newer.text)
        )
    except BadInput as refused:
        cards.notice(f"These two cannot be compared entry by entry: {refused}")
        return
    if edits:
        title = f"What differs between version {older.number} and version {newer.number}"
        cards.label(title)
        organisation_preview.table(edits, title, "versions")
    else:
        cards.facts("No entry differs; at most comments or the order of entries do.")


def _again(one: Version, newest: Version) -> None:
    with st.container(horizontal=True):
        organisation_preview.download(
            f"Download version {one.number}", one.text, f"version_{one.number}"
        )
        if one.number == newest.number:
            return
        asked = st.button(f"Restore version {one.number}", key="organisation_restore")
    if asked:
        _restore(one)


def _restore(one: Version) -> None:
    now = datetime.now(UTC)
    try:
        with st.spinner("Saving: the record is copied with its older organisation…"):
            saved = flow.restore(access.scope(), organisation.home(), one.number, now)
    except CxError as refused:
        cards.notice(steward.plainly(str(refused)))
        return
    st.session_state[organisation.TOLD] = (
        f"Version {one.number} stands again, as version {saved.version}; those between are kept."
    )
    st.rerun()
