"""What is being put together: the months, the slides and their order, the words, the way.

The draft belongs to one visit. What the whole company may open is frozen, or has all its choices
in its address.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from cxdata import explain
from cxdata.desk import open_desk, shown_ways
from cxdata.desk.store import Desk
from cxdata.reports import slides, slides_frozen, slides_way
from cxdata.reports.presentation import Presentation
from cxdata.scope import View, month_after
from pages.ui import access, data, reward

DRAFT = "hall_draft"
STORY = ("nps", "score", "moved", "journey", "way", "goal", "part")
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


@dataclass
class Draft:
    """A presentation in the making. order: keys; off: left out; way: id of an approved one."""

    order: list[str] = field(default_factory=lambda: list(STORY))
    off: set[str] = field(default_factory=set)
    said: dict[str, str] = field(default_factory=dict)
    way: str = ""
    months: tuple[date, date] | None = None


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


def months() -> tuple[date, date]:
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


def draft(run: tuple[date, date]) -> Draft:
    """The visit's draft; sentences written for other months go, they name other figures."""
    held: Draft = st.session_state.setdefault(DRAFT, _asked())
    if held.months != run:
        if held.months is not None:
            held.said.clear()
        held.months = run
    return held


def _asked() -> Draft:
    """A new draft, as far as the address says what is in it."""
    named = [key for key in st.query_params.get("slides", "").split(",") if key in STORY]
    order = [*dict.fromkeys(named), *(key for key in STORY if key not in named)]
    off = set(STORY) - set(named) if named else set()
    return Draft(order, off, way=st.query_params.get("way", ""))


def desk() -> Desk:
    """The desk of the record that serves."""
    return open_desk(reward.home())


def whole(run: tuple[date, date], held: Draft) -> Presentation:
    """Every slide that there can be, the chosen way among them, as the reports tell them."""
    notes = tuple((key, _notes(names)) for key, names in EXPLAINED.items())
    found = data.of(slides.presentation, View(*run), notes)
    if not held.way:
        return found
    shown = shown_ways.shown(access.scope(), desk(), held.way)
    if shown is None or shown.gone:
        return found
    notes_of_way = dict(notes)[slides_way.KEY]
    return slides.with_slide(found, slides_way.placeholder(held.way, notes_of_way))


def chosen(found: Presentation, held: Draft) -> Presentation:
    """The slides that are in, in their order, in the presenter's words; its way still apart."""
    order = [key for key in held.order if key not in held.off]
    return slides.arranged(found, order, tuple(held.said.items()))


def told(found: Presentation) -> Presentation:
    """The same with the customer's way put in."""
    return slides_frozen.told_ways(access.scope(), desk(), found)


def opened(id_: str) -> Presentation:
    """A frozen presentation; Refused where the link leads to none."""
    return slides_frozen.opened(access.scope(), desk(), id_)


def _notes(names: tuple[str, ...]) -> str:
    pages = [explain.page(name) for name in names]
    return "\n\n".join(f"{page.title}. {page.short}" for page in pages)
