"""What lies behind a cell of the journey's map, beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from cxdata.charts import bridge_steps, distribution, palette
from cxdata.charts import trend as line
from cxdata.metrics.association import ASSUMED
from cxdata.reports import voice as voices
from cxdata.reports.journey_beside import Beside
from cxdata.reports.journey_panel import CellPanel, Hand
from cxdata.reports.voice import Search
from cxdata.scope import View, month_after
from pages.ui import about, cards, data, figures, filters, link, marks, voice

COURSE = 210  # pixels
SHOWN, MOST = 5, 6  # comments, and words that stand out


def panel(found: CellPanel, closed: Callable[[], None]) -> None:
    """The cell's figure, course, causes, measures, owners and words; closed puts it away."""
    with st.container(border=True, key="card_cell"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="top"
        ):
            cards.label(found.title)
            st.button("Close", key="cell_closed", on_click=closed, type="tertiary")
        cards.tile(found.figure.text, _small_print(found))
        _course(found)
        marks.show(distribution.mark(found.scores, found.top, found.bottom), key="cell_scores")
        if found.moved.steps or found.figure.value is not None:
            about.heading("What moved it", "cell_moved", "bridge")
            marks.show(bridge_steps.mark(found.moved), key="cell_bridge")
            cards.facts(found.moved.words)
        for one in found.beside:
            cards.label(f"{one.name}: {one.value}")
            cards.facts(f"In a usual month {one.usual}. {one.words}{_held(one, found.measure)}")
        if found.beside_as:
            cards.facts(found.beside_as)
        _hands("Owned by", found.owners)
        _hands("Supported by", found.supporters)
        _said(found)
        link.copy(address(found), key="cell")


def address(found: CellPanel) -> dict[str, str | list[str]]:
    """What the address of the page must hold to show this cell in a year, too."""
    return months(found.map_view) | {"touchpoint": found.name, "column": found.column}


def months(view: View) -> dict[str, str | list[str]]:
    """The choice of a view's months as the filters' part of an address."""
    ends = view.since, month_after(view.until, -1)
    since, until = (f"{day:%b %Y}" for day in ends)
    return {"period": "Other months", "since": since, "until": until}


def _said(found: CellPanel) -> None:
    """What customers said here: read when it is opened, never before."""
    if found.figure.value is None:
        return
    place = st.expander("What customers said", key="cell_said", on_change="rerun")
    if not place.open:
        return
    with place:
        asked = Search(touchpoint=found.touchpoint, kind="touchpoint")
        heard = data.of(voices.heard, found.view, asked, 0, SHOWN)
        if heard.why or not heard.rows:
            cards.facts(heard.why or heard.withheld or "Nobody wrote a comment here.")
            return
        told = voice.terms(found.view, asked)
        if told.unhappy:
            cards.label("Said more by the unhappy than by the happy")
            cards.fact(" · ".join(one.words for one in told.unhappy[:MOST]))
        else:
            cards.facts("The unhappy say nothing more than the happy do, chance aside.")
        cards.label(f"Newest of {heard.tally.n:,}" if heard.tally.n > SHOWN else "Comments")
        voice.rows(heard.rows, (one.words for one in told.unhappy[:MOST]), key="cell")
        cards.facts(heard.withheld)
        words = "All of them, to search and to filter"
        link.to("pages/listen/voice.py", words, *elsewhere(found))


def elsewhere(found: CellPanel) -> tuple[dict[str, str | list[str]], dict[str, Any]]:
    """What keeps this cell's comments on their page, as its address and as the session hold it."""
    view = found.view
    since, until = (day.isoformat() for day in (view.since, month_after(view.until, -1)))
    held = {name: list(getattr(view, f"{name}s")) for name in filters.HIDING}
    chosen = {"period": "other", "since": since, "until": until}
    query = months(view) | members(view) | voice.address(found.name)
    return query, {**chosen, **held, **voice.only(found.touchpoint)}


def members(view: View) -> dict[str, str | list[str]]:
    """The parts of the company and of the customers of a view, as an address holds them."""
    company = data.organisation()
    departments = {d.id: d.name for d in company.departments}
    teams = {t.id: t.name for t in company.teams}
    kept = {
        "department": [departments.get(d, d) for d in view.departments],
        "team": [teams.get(t, t) for t in view.teams],
        "segment": list(view.segments),
        "channel": list(view.channels),
        "region": list(view.regions),
    }
    return {name: chosen for name, chosen in kept.items() if chosen}


def _course(found: CellPanel) -> None:
    if found.course is None:
        return
    figure = line.figure(found.course, palette.of(st.context.theme.type))
    figure["layout"] |= {"height": COURSE, "margin": {"l": 36, "r": 8, "t": 24, "b": 34}}
    alt = line.in_words(found.course)
    figures.show(figure, "course", alt)
    # Its numbers are not the map's: the course goes back further.
    cards.facts(" ".join(line.numbered(found.course.markers)))


def _held(one: Beside, shown: str) -> str:
    """What a measure is held against where the cell is of another score, and what it proves."""
    held = "" if one.scored == shown else f" It is held against the {one.scored}, as on Drivers."
    proof = "Evidence: assumed." if one.grade == ASSUMED else "That is no proof of a cause."
    return f"{held} {proof}"


def _small_print(found: CellPanel) -> str:
    """Measure, interval, answers and change, in one line."""
    figure = found.figure
    if figure.margin is None:
        return figure.note
    return f"{found.measure} ±{figure.margin:.0f} · {figure.n:,} answers · {found.change.words}"


def _hands(title: str, hands: tuple[Hand, ...]) -> None:
    if hands:
        cards.label(title)
    for hand in hands:
        who = f"{hand.department}, {', '.join(hand.teams)}"
        cards.fact(f"{who}: {hand.work}" if hand.work else who)
