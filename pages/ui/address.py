"""What an address says of the filters: ids and names alike, and what is not known is told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

import streamlit as st

from pages.ui import cards, data, filters

TOLD = "address_told"  # (page, choices at arrival, words): what the address said in vain
MOST = 3  # values of a filter that are told one by one
NAME = re.compile(r"[\w &.,'-]{1,60}")


def named(page: st.Page) -> None:
    """Open an address that says ids, or what is not known, anew by the names that are.

    What is bound to the URL knows names only: it would wipe the rest off without a word, and the
    page would be lost when loaded again. To be called before any filter is drawn.
    """
    given = {key: st.query_params.get_all(key) for key in filters.HIDING}
    given = {key: held for key, held in given.items() if held}
    if not given or any(st.session_state.get(key) is not None for key in given):
        return
    if data.opened() is None:
        return
    kept, lost = _read(given, _known())
    if lost:
        st.session_state[TOLD] = page.url_path, _choices(kept), " ".join(lost)
    if kept != given:
        rest = {key: st.query_params.get_all(key) for key in st.query_params if key not in given}
        st.switch_page(page, query_params=rest | {k: held for k, held in kept.items() if held})


def told(page: st.Page) -> None:
    """Say above a page what its address asked for in vain, until something else is chosen."""
    url, choices, words = st.session_state.get(TOLD, ("", (), ""))
    if not words:
        return
    now = {key: _shown(key) for key in filters.HIDING}
    if url == page.url_path and (_choices(now) in (choices, _choices({}))):
        cards.notice(words)
    else:
        del st.session_state[TOLD]


def _read(
    given: Mapping[str, Sequence[str]], known: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, list[str]], list[str]]:
    """The names that an address means, and a sentence for each that it says in vain."""
    kept: dict[str, list[str]] = {}
    lost = []
    for key, held in given.items():
        choices, shown = known[key], set(known[key].values())
        found = [one if one in shown else choices.get(one, "") for one in held]
        kept[key] = [one for one in dict.fromkeys(found) if one]
        lost += _unknown(key, [o for o, name in zip(held, found, strict=True) if not name], shown)
    strangers = _strangers(kept.get("department", []), kept.get("team", []))
    if strangers:
        kept["team"] = [name for name in kept["team"] if name not in strangers]
        lost += [
            f"The team {name} is no team of the department that is chosen: it is left out."
            for name in strangers[:MOST]
        ]
        if len(strangers) > MOST:
            lost.append(f"Nor are {len(strangers) - MOST:,} more teams of the address.")
    return kept, lost


def _known() -> dict[str, Mapping[str, str]]:
    """Names by id of everything that can be filtered by."""
    departments, teams = filters.parts(data.organisation())
    rest = {key: {name: name for name in data.members(key)} for key in filters.HIDING[2:]}
    return {"department": departments, "team": teams, **rest}


def _unknown(key: str, said: Sequence[str], names: set[str]) -> list[str]:
    """A sentence for each of the first; an address may hold thousands, and each costs a search."""
    told = [_sentence(key, one, names) for one in dict.fromkeys(said[:MOST])]
    if len(said) > MOST:
        told.append(f"And {len(said) - MOST:,} more of the address are left out.")
    return told


def _sentence(key: str, said: str, names: set[str]) -> str:
    # Only what could be a name is told again: an address may hold anything.
    if not NAME.fullmatch(said):
        return f"No {key} is called what the address says: this filter is left out."
    near = get_close_matches(said, sorted(names), n=1)
    asked = f" Did you mean “{near[0]}”?" if near else ""
    return f"No {key} is called “{said}”: this filter is left out.{asked}"


def _strangers(departments: Sequence[str], teams: Sequence[str]) -> list[str]:
    """Teams that belong to none of the departments, where both are asked for."""
    if not departments or not teams:
        return []
    company = data.organisation()
    names, members = filters.parts(company)
    chosen = {id_ for id_, name in names.items() if name in departments}
    home = {members[team.id]: team.department for team in company.teams}
    return [name for name in teams if home[name] not in chosen]


def _shown(key: str) -> list[str]:
    """The names that are chosen of a filter; it holds ids once it is drawn."""
    known = _known()[key]
    return [known.get(one, one) for one in st.session_state.get(key) or ()]


def _choices(kept: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(kept.get(key, ())) for key in filters.HIDING)
