"""The organisation in the app: what a steward works on, kept through errors, reruns and pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from cxdata import organisation as organisations
from cxdata import record
from cxdata.errors import BadInput, NoRecord
from cxdata.flows import organisations as flow
from cxdata.flows.organisations import Version
from cxdata.organisation import Organisation
from cxdata.reports.wording import counted
from cxdata.scope import STEWARD
from pages.ui import access, authors, cards, data, moments

DRAFT, TOLD, MODE = "organisation_draft", "organisation_told", "organisation_mode"
DRAWN = "organisation_drawn"
TABLES, TEXT, VERSIONS = "Tables", "Text", "Versions"
EMPTY = '[company]\nname = "Your company"\n'


@dataclass
class Draft:
    """What a steward works on; it lives as long as the session.

    base      the version that it was begun from, and its text (0 and '' where there is none)
    text      as it stands now, finished or not
    source    as it stood when the widgets on screen were drawn; mounted is their key
    clash     what somebody else saved meanwhile of the same entries
    preview   what was last asked for: the text and what it would change
    """

    home: Path
    base: int
    original: str
    text: str
    source: str = ""
    mounted: str = ""
    clash: flow.Overtaken | None = None
    preview: tuple[str, Any] | None = None

    @property
    def touched(self) -> bool:
        """Whether it differs from what it was begun from."""
        return flow.tidy(self.text) != flow.tidy(self.original)

    def becomes(self, text: str) -> None:
        """Another text, from outside the widgets: they are drawn anew."""
        self.text, self.mounted = text, ""


def is_open() -> bool:
    """Whether the page is open to whoever looks; else it says who may."""
    if access.scope().role == STEWARD:
        return True
    cards.empty(
        "Open to stewards", "Stewards of the data say which teams and touchpoints there are."
    )
    access.offer(STEWARD)
    return False


def held() -> tuple[Version, ...] | None:
    """Every version of the record that serves; None where there is no record, which is said."""
    try:
        found = flow.versions(access.scope(), home())
    except NoRecord:
        cards.empty(
            "There is no record yet",
            "Bring feedback in under Steward, Imports: an organisation file can come with it, or "
            "be made here from the names in the answers.",
        )
        return None
    return found


def home() -> Path:
    """The home of the record that serves: what is edited is what the pages show."""
    return record.locate(data.root())


def draft(versions: tuple[Version, ...]) -> Draft:
    """What this session works on; as long as it is untouched it follows the newest version."""
    newest = versions[0] if versions else None
    number, text = (newest.number, newest.text) if newest else (0, "")
    kept: Draft | None = st.session_state.get(DRAFT)
    # A save whose page was left before it was done has arrived all the same.
    arrived = kept is not None and flow.tidy(kept.text) == text
    stale = kept is not None and kept.base != number and (arrived or not kept.touched)
    if kept is None or kept.home != home() or stale:
        kept = st.session_state[DRAFT] = Draft(home(), number, text, text)
    return kept


def start_over(versions: tuple[Version, ...]) -> None:
    """Back to the newest version."""
    st.session_state.pop(DRAFT, None)
    draft(versions)


def key(one: Draft, name: str, probe: str = "") -> str:
    """The key of the widgets on screen, drawn anew where the text came from elsewhere.

    probe   what the first widget's key ends with
    """
    if not one.mounted.startswith(f"organisation_{name}_") or f"{one.mounted}{probe}" not in (
        st.session_state
    ):
        one.source = one.text
        # Never a key of before: the browser's old value would come back with it.
        st.session_state[DRAWN] = st.session_state.get(DRAWN, 0) + 1
        one.mounted = f"organisation_{name}_{st.session_state[DRAWN]}"
    return one.mounted


def told() -> None:
    """What the last save did."""
    words = st.session_state.pop(TOLD, "")
    if words:
        cards.notice(words)


def read(text: str) -> Organisation | None:
    """The organisation of a text; where it cannot stand it is said which entry is at fault."""
    try:
        return organisations.parse(flow.tidy(text))
    except BadInput as refused:
        cards.notice(f"Not yet right: {refused} What you wrote is kept.")
        return None


def newest(versions: tuple[Version, ...]) -> None:
    """Which version serves, and what it holds, in a line."""
    if not versions:
        return
    one = versions[0]
    company = organisations.parse(one.text)
    stages, places = len(company.stages), len(company.touchpoints)
    bare = sum(not company.owners_of(place.id) for place in company.touchpoints)
    owned = "nobody answers for " + f"{bare} of them" if bare else "every one has an owner"
    cards.answer(
        [(f"{counted(stages, 'stage')}, {counted(places, 'touchpoint')}; {owned}.", False)]
        if places
        else [(f"{counted(stages, 'stage')} and no touchpoint yet.".capitalize(), False)]
    )
    parts = [counted(len(company.departments), "department"), counted(len(company.teams), "team")]
    parts.append(counted(len(company.lines), "line of sight", "lines of sight"))
    sample = " · the made-up sample company: your changes stay in the sample" * _is_sample()
    cards.facts(f"Version {one.number}, {_by(one)} · {' · '.join(parts)}{sample}")


def first(one: Draft) -> bool:
    """Whether there is something to edit; a company without a file is offered a beginning."""
    if one.base or one.text:
        return True
    cards.answer([("There is no organisation yet: no journey, no departments.", False)])
    cards.facts("Nothing is written until you save. You can also drop a file under Imports.")
    with st.container(horizontal=True):
        propose = st.button("Make a first one from the names in your answers", type="primary")
        blank = st.button("Begin with an empty one")
    if propose or blank:
        one.becomes(flow.proposal(access.scope(), one.home) if propose else EMPTY)
        st.rerun()
    return False


def mode() -> str:
    """Tables, the text itself, or the versions."""
    chosen = st.segmented_control(
        "Edit as",
        (TABLES, TEXT, VERSIONS),
        default=TABLES,
        key=MODE,
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    return str(chosen or TABLES)


def edit_text(one: Draft) -> None:
    """The file itself."""
    name = key(one, "text")
    one.text = st.text_area(
        "organisation.toml",
        value=one.source,
        key=name,
        height=420,
        help="Comments and order are kept. What every entry means is written in the file "
        "docs/format.md, in the folder where the app is installed.",
    )


def _is_sample() -> bool:
    return record.open_snapshot(home()).demo


def _by(one: Version) -> str:
    return f"saved by {authors.named(one.author)} on {moments.when(one.moment)}"
