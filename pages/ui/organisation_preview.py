"""What a draft would change, saving it, and what happens where two stewards meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from cxdata import organisation as organisations
from cxdata import record
from cxdata.errors import CxError
from cxdata.flows import organisations as flow
from cxdata.flows.organisation_merge import MINE, THEIRS
from cxdata.flows.organisations import Overtaken, Saved, Version
from cxdata.organisation import Company, Organisation
from cxdata.reports import organisation_change as changing
from cxdata.reports.organisation_change import Edit, OrganisationChange
from cxdata.reports.wording import counted, listed
from cxdata.scope import View, month_after
from pages.ui import access, authors, cards, data, organisation, rows, steward
from pages.ui import download as offer
from pages.ui.organisation import Draft

SHOWN = 12  # places that are named one by one
MONTHS = 3  # of the scorecard that is compared


def standing(one: Draft, versions: tuple[Version, ...]) -> None:
    """Where the draft stands: what is wrong with it, what it would change, and saving it."""
    _beside(one, versions)
    if one.clash is not None:
        _clash(one)
        return
    if not one.touched:
        cards.facts("Nothing is changed yet. What you change here is kept until you save it.")
        return
    after = organisation.read(one.text)
    edits = changing.differences(_of(one.original), after) if after else ()
    if after:
        cards.fact(f"Your draft: {_counted(edits)}. Not saved yet.")
    with st.container(horizontal=True):
        if after and st.button("Show what changes", type="primary", key="organisation_show"):
            one.preview = (one.text, _changes(one, after))
        if st.button("Start over", type="tertiary", key="organisation_over"):
            organisation.start_over(versions)
            st.rerun()
        download("Download the draft", one.text, "organisation_draft")
    if after and one.preview is not None and one.preview[0] == one.text:
        _shown(one.preview[1])
        label = f"Save as version {(versions[0].number if versions else 0) + 1}"
        if st.button(label, type="primary", key="organisation_save"):
            _save(one)


def table(edits: Sequence[Edit], title: str, key: str) -> None:
    """Differences entry by entry."""
    found = [
        {
            "section": edit.section,
            "entry": edit.name,
            "change": " ".join(part for part in (edit.entry, edit.what) if part),
            "before": edit.before,
            "after": edit.after,
        }
        for edit in edits
    ]
    header = rows.told(title, "Every entry that differs, as it was and as it is")
    rows.listed(found, f"edits_{key}", "differences", header)


def download(label: str, text: str, key: str) -> None:
    """The organisation's file to take away."""
    made = text.encode("utf-8")
    name = f"download_{key}"
    offer.button(label, lambda: made, "organisation", offer.TOML, name, look="tertiary")


def _of(text: str) -> Organisation:
    return organisations.parse(text) if text else Organisation(Company(""))


def _changes(one: Draft, after: Organisation) -> OrganisationChange | None:
    snapshot = record.open_snapshot(one.home)
    view = None
    if data.opened() is not None:
        since, until = data.months()
        view = View(max(since, month_after(until, -MONTHS)), until)
    before = _of(one.original)
    return changing.change(access.scope(), snapshot, before, flow.tidy(one.text), view)


def _shown(found: OrganisationChange) -> None:
    lost = [place for place in found.places if not place.gained]
    if lost:
        cards.notice(
            f"{sum(p.n for p in lost):,} answers and figures lose their place. They stay in the "
            "record, and in the company's score, but stand nowhere on the map until a stage, "
            "touchpoint, team or measure has their id again."
        )
    with st.container(border=True, key="card_organisation"):
        cards.label("On screen")
        for words in (*found.screen, *found.charts, *_placed(found)) or ("No name changes.",):
            cards.fact(words)
        if found.scorecard:
            cards.label(f"On the scorecard of the last {MONTHS} months")
            title = "What the scorecard says otherwise"
            header = rows.told(
                title, f"Over the last {MONTHS} months, with the file as it would be"
            )
            changed = [asdict(row) for row in found.scorecard]
            rows.listed(changed, "scorecard_otherwise", "otherwise", header)
        else:
            cards.facts("The scorecard says the same as before.")
        cards.label("Entry by entry")
        table(found.edits, "What the draft changes, entry by entry", "draft")
        if found.concerns:
            cards.label("To look at again; none of it keeps you from saving")
            cards.notes(found.concerns)


def _placed(found: OrganisationChange) -> list[str]:
    told = [place.words for place in found.places[:SHOWN]]
    rest = found.places[SHOWN:]
    return (
        [*told, f"And {sum(p.n for p in rest):,} under {len(rest)} other names."] if rest else told
    )


def _save(one: Draft) -> None:
    now = datetime.now(UTC)
    try:
        with st.spinner("Saving: the record is copied with its new organisation…"):
            saved = flow.save(access.scope(), one.home, one.text, one.base, now)
    except Overtaken as clash:
        one.clash = clash
    except CxError as refused:
        cards.notice(steward.plainly(str(refused)))
        return
    else:
        st.session_state[organisation.TOLD] = _saved(saved)
        st.session_state.pop(organisation.DRAFT, None)
    st.rerun()


def _saved(saved: Saved) -> str:
    if not saved.changed:
        return f"Version {saved.version} says the same already; nothing was written."
    words = f"Version {saved.version} is saved; every page shows it from now on."
    if saved.beside:
        who = listed(
            [f"version {one.number} of {authors.named(one.author)}" for one in saved.beside]
        )
        words += f" It also holds what others changed meanwhile: {who}."
    return words


def _beside(one: Draft, versions: tuple[Version, ...]) -> None:
    """Somebody saved while this draft was being written: what they changed."""
    if not versions or one.base == versions[0].number or not one.touched:
        return
    since = [version for version in versions if version.number > one.base]
    edits = changing.differences(_of(one.original), _of(versions[0].text))
    who = listed(list(dict.fromkeys(authors.named(version.author) for version in since)))
    if one.clash is None:
        cards.notice(
            f"{who} saved version {versions[0].number} while you were writing. Saving keeps both; "
            "where both of you changed the same entry you are asked."
        )
    with st.expander(f"What they changed: {_counted(edits)}"):
        table(edits, "What others changed meanwhile", "others")


def _clash(one: Draft) -> None:
    """Both changed the same entries: both texts side by side, and the choice."""
    assert one.clash is not None
    cards.notice(authors.named(str(one.clash)))
    for clash in one.clash.clashes:
        cards.label(clash.entry)
        theirs, mine = st.columns(2)
        _side(theirs, f"Saved by {authors.named(one.clash.newest.author)}", clash.theirs)
        _side(mine, "Yours", clash.mine)
    with st.container(horizontal=True):
        kept = st.button("Keep mine for these", type="primary", key="organisation_mine")
        given = st.button("Take theirs for these", key="organisation_theirs")
        back = st.button("Back to my draft", type="tertiary", key="organisation_back")
    if kept or given:
        _settled(one, MINE if kept else THEIRS)
    if kept or given or back:
        one.clash = None
        st.rerun()


def _side(place: Any, whose: str, text: str) -> None:
    with place:
        cards.facts(whose)
        st.code(text or "(taken out)", language="toml" if text else None)


def _settled(one: Draft, prefer: str) -> None:
    """The draft now stands over the newest version, with the clashes as they were chosen."""
    newest = flow.versions(access.scope(), one.home)[0]
    one.becomes(flow.combined(access.scope(), one.home, one.text, one.base, prefer))
    one.base, one.original = newest.number, newest.text


def _counted(edits: Sequence[Edit]) -> str:
    if not edits:
        return "only comments or the order of entries differ"
    return counted(len(edits), "change")
