"""The choice of one's own part of the company alone, shared with the row of filters."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages.ui import access, data, filters


def row(weighs: bool = True) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Draw the choice of departments and teams; ids, none where nothing is chosen, and whether
    scores are to be weighted.

    weighs  whether the page's scores can be; else the switch is not there
    The keys are those of `filters.row`: what is chosen here holds there, and the other way round.
    """
    company = data.organisation()
    departments = filters.parts(company)[0]
    led = [departments[id_] for id_ in own()[0]]
    mine = f"Yours: {', '.join(led)}" if led else "Department"
    # Two choices alone have room below one another on a phone: no row to be moved under the finger.
    place = st.container(key="parts_row" if weighs else "parts_two")
    with place.container(key="filters", horizontal=True, gap="small", vertical_alignment="center"):
        chosen = _several("department", departments, mine)
        # A team of another department falls away with the choice, as in the row of all filters.
        picked = _several("team", filters.teams_of(company, chosen), "Team")
        weighted = weighs and filters.scores()
    return chosen, picked, weighted


def own() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of the departments that somebody leads, else of the teams that somebody works in."""
    scope, company = access.scope(), data.organisation()
    led = tuple(d.id for d in company.departments if d.id in scope.departments)
    return led, () if led else tuple(t.id for t in company.teams if t.id in scope.teams)


def address(departments: tuple[str, ...], teams: tuple[str, ...]) -> dict[str, str | list[str]]:
    """What stands in the URL for a part."""
    company = data.organisation()
    names = zip(("department", "team"), filters.parts(company), (departments, teams), strict=True)
    return {key: [known[id_] for id_ in ids if id_ in known] for key, known, ids in names if ids}


def _several(name: str, choices: Mapping[str, str], none: str) -> tuple[str, ...]:
    held = st.session_state.get(name)
    if held is not None:
        # Set anew: a choice that came by the URL is not taken along to the next page otherwise.
        st.session_state[name] = [member for member in held if member in choices]
    if not choices:
        return ()
    chosen = st.multiselect(
        name.capitalize(),
        list(choices),
        format_func=choices.__getitem__,
        key=name,
        bind="query-params",
        placeholder=none,
        select_all=False,
        width=230,
    )
    return tuple(member for member in chosen if member in choices)
