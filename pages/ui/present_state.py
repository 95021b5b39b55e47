"""What is being put together: the months, the slides and their order, the words, the way.

A draft is a person's own and lies on the desk, so that a reload, a lost connection or a second
window loses none of it. What the whole company may open is frozen, or has all its choices in its
address.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st

from cxdata import explain
from cxdata.desk import drafts, open_desk, shown_ways
from cxdata.desk.drafts import STORY, Draft, Edit, Said
from cxdata.desk.store import Desk
from cxdata.errors import CxError
from cxdata.flows import presentations as flow
from cxdata.reports import slides, slides_frozen, slides_way
from cxdata.reports.presentation import Presentation
from cxdata.scope import View, month_after
from pages.ui import access, data, reward

FREEZERS = "an executive or a steward"  # who freezes presentations, and approves ways
TOLD = "hall_told"  # what is said on top of the next run
EDITED = "hall_edited"  # the slide that was changed last, until the preview has gone there
OTHERS = "hall_others"  # sentence by slide, as another window wrote it meanwhile
UNSAVED = "hall_unsaved"  # sentence by field that the desk could not take
LONGEST = 300  # characters of a sentence: more cannot be read from the back row
EXPLAINED = {
    "nps": ("nps",),
    "score": ("interval", "difference"),
    "moved": ("bridge",),
    "journey": ("journey_map",),
    "way": ("handovers",),
    "goal": ("objectives",),
    "part": ("line_of_sight",),
}
PERIODS = {"1": 1, "3": 3, "6": 6, "12": 12}
LONGEST_WAIT = 600  # seconds between two slides of a lobby screen
Run = tuple[date, date]  # a run of months: first day, and first day after


@dataclass(frozen=True)
class Address:
    """What the address asks for: a frozen presentation, the big screen, the lobby's pace."""

    deck: str
    show: bool
    auto_seconds: int


def address() -> Address:
    """The address as far as it can be taken; anything may stand in it."""
    asked = st.query_params
    auto = asked.get("auto", "")
    seconds = min(int(auto), LONGEST_WAIT) if auto.isascii() and auto.isdigit() else 0
    return Address(asked.get("deck", ""), asked.get("show") == "1", seconds)


def months() -> Run:
    """The run of months that the address asks for; the last three as long as it names none."""
    first, until = data.months()
    asked = st.query_params
    if asked.get("period") == "other":
        try:
            since, last = sorted(date.fromisoformat(asked[name]) for name in ("since", "until"))
        except (KeyError, ValueError):
            pass
        else:
            since = max(since.replace(day=1), first)
            end = until if last >= until else month_after(last.replace(day=1), 1)
            if since < end:
                return since, end
    count = PERIODS.get(asked.get("period", ""), 3)
    return max(first, month_after(until, -count)), until


def period(run: Run) -> str:
    """A run of months as drafts are kept by: sentences name the figures of their months."""
    return f"{run[0]:%Y-%m} {month_after(run[1], -1):%Y-%m}"


def draft(run: Run) -> Draft:
    """One's own draft for these months, as any window left it last."""
    return drafts.newest(access.scope(), desk(), period(run))


def shown_draft(run: Run) -> Draft:
    """What a screen shows: the slides that its address names, else one's own draft."""
    named = [key for key in st.query_params.get("slides", "").split(",") if key in STORY]
    if not named:
        return draft(run)
    order = (*dict.fromkeys(named), *(key for key in STORY if key not in named))
    off = tuple(key for key in STORY if key not in named)
    return Draft(order=order, off=off, way=st.query_params.get("way", ""))


def change(run: Run, edit: Edit) -> Draft | None:
    """Keep a change; the draft before it, or None where it could not be kept, which is told."""
    now = datetime.now().astimezone()
    try:
        before, after = flow.draft(access.scope(), reward.home(), period(run), edit, now)
        st.session_state[EDITED] = getattr(edit, "key", ""), after.number
        return before
    except CxError as refused:
        st.session_state[TOLD] = str(refused)
        return None


def write(run: Run, said: Said, field: str, began: int) -> None:
    """Keep a sentence; what another window wrote there since is kept aside, to be taken back.

    field  the key of where it was typed; began: version of the sentence that stood there, 0 if none
    """
    unsaved = st.session_state.setdefault(UNSAVED, {})
    before = change(run, said)
    if before is None:
        unsaved[field] = said.text
        return
    unsaved.pop(field, None)
    others = st.session_state.setdefault(OTHERS, {})
    others.pop(said.key, None)
    other = before.said.get(said.key)
    if other is not None and other.number > began and other.text != said.text:
        others[said.key] = other.text


def desk() -> Desk:
    """The desk of the record that serves."""
    return open_desk(reward.home())


def way(held: Draft) -> str:
    """The id of the way that a draft shows: the chosen one, else the one approved last."""
    if held.way:
        chosen_way = shown_ways.shown(access.scope(), desk(), held.way)
        if chosen_way is not None and not chosen_way.gone:
            return held.way
    return shown_ways.newest(access.scope(), desk())


def whole(run: Run, held: Draft) -> Presentation:
    """Every slide that there can be, an approved way among them, as the reports tell them."""
    notes = tuple((key, _notes(names)) for key, names in EXPLAINED.items())
    found = data.of(slides.presentation, View(*run), notes)
    shown = way(held)
    if not shown:
        return found
    return slides.with_slide(found, slides_way.placeholder(shown, dict(notes)[slides_way.KEY]))


def chosen(found: Presentation, held: Draft) -> Presentation:
    """The slides that are in, in their order, in the presenter's words; its way still apart."""
    order = [key for key in held.order if key not in held.off]
    said = ((key, one.text) for key, one in held.said.items() if fits(one.text))
    return slides.arranged(found, order, said)


def fits(text: str) -> bool:
    """Whether a slide holds a sentence."""
    return len(" ".join(text.split())) <= LONGEST


def told(found: Presentation) -> Presentation:
    """The same with the customer's way put in."""
    return slides_frozen.told_ways(access.scope(), desk(), found)


def opened(id_: str) -> Presentation:
    """A frozen presentation; Refused where the link leads to none."""
    return slides_frozen.opened(access.scope(), desk(), id_, data.zone())


def _notes(names: tuple[str, ...]) -> str:
    pages = [explain.page(name) for name in names]
    return "\n\n".join(f"{page.title}. {page.short}" for page in pages)
