"""One quiet row of filters. They live in the URL and say so when they hide something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from cxdata.organisation import Organisation
from cxdata.reports import periods
from cxdata.scope import View, month_after, months_between
from pages.ui import cards, choice, data, printed

PERIODS = {
    "1": "Last month",
    "3": "Last 3 months",
    "6": "Last 6 months",
    "12": "Last 12 months",
    "other": "Other months",
}
USUAL = "3"
COUNTED = {"": "As answered", "customers": "Weighted to customers"}
AS_ANSWERED = "Scores on this page are as answered, not weighted: "
_ENDS = {"since", "until"}
HIDING = ("department", "team", "segment", "channel", "region")


def row(unweighted: str = "") -> View:
    """Draw the row and return what it leaves: whole months, and the ids that were chosen.

    unweighted  why a page's scores stay as answered where weights are asked for; '' where they
                follow the switch
    """
    organisation, span = data.organisation(), data.months()
    with st.container(key="filters", horizontal=True, gap="small", vertical_alignment="center"):
        since, until = _period(span)
        departments = _several("department", _departments(organisation))
        teams = _several("team", teams_of(organisation, departments))
        segments, channels, regions = (_several(name, _members(name)) for name in HIDING[2:])
        weighted = scores()
        _hidden()
    if weighted and unweighted:
        cards.facts(f"{AS_ANSWERED}{unweighted}")
    kept = View(since, until, departments, teams, segments, channels, regions)
    _on_paper(organisation, kept, weighted and not unweighted)
    return replace(kept, weighted=weighted and not unweighted)


def _on_paper(organisation: Organisation, view: View, weighted: bool) -> None:
    """The row in words: it is not printed itself."""
    printed.say("Period", periods.label(view))
    names = _departments(organisation), teams_of(organisation, ())
    for label, chosen, called in (
        ("Department", view.departments, names[0]),
        ("Team", view.teams, names[1]),
        ("Segment", view.segments, {}),
        ("Channel", view.channels, {}),
        ("Region", view.regions, {}),
    ):
        printed.say(label, ", ".join(called.get(one, one) for one in chosen))
    printed.say("Scores", COUNTED["customers" if weighted else ""].lower())


def scores() -> bool:
    """Draw the switch of how answers count; True where they are weighted to the customers."""
    return _one("Scores", "scores", COUNTED, "", 200) != ""


def clear() -> None:
    """Take every filter off but the period."""
    for name in HIDING:
        st.session_state[name] = []


def period(span: tuple[date, date]) -> tuple[date, date]:
    """The choice of a period alone, in a row like that of all filters: first days of months."""
    with st.container(key="filters", horizontal=True, gap="small", vertical_alignment="center"):
        return _period(span)


def months(from_: str, to: str, span: tuple[date, date], usual: int) -> tuple[date, date]:
    """Two choices of a month; the run between them, in whichever order they were chosen.

    span   first days of the months that can be chosen, the second one exclusive
    usual  how many months at the end are taken until somebody chooses
    """
    days = [month_after(span[0], i) for i in range(months_between(*span))]
    names = {day.isoformat(): f"{day:%b %Y}" for day in days}
    begin = _one("From", from_, names, list(names)[-min(usual, len(names))], 120)
    end = _one("To", to, names, list(names)[-1], 120)
    first, last = sorted((date.fromisoformat(begin), date.fromisoformat(end)))
    return first, month_after(last, 1)


def _period(span: tuple[date, date]) -> tuple[date, date]:
    asked = st.query_params
    if "period" not in asked and "period" not in st.session_state and _ENDS & {*asked}:
        st.session_state["period"] = "other"  # an address that names months means them
    chosen = _one("Period", "period", PERIODS, USUAL, 150)
    if chosen == "other":
        return months("since", "until", span, int(USUAL))
    first, until = span
    return max(first, month_after(until, -int(chosen))), until


def _one(label: str, key: str, names: Mapping[str, str], usual: str, width: int) -> str:
    choice.arrived(label, names, key, usual)
    chosen = st.selectbox(
        label,
        list(names),
        index=list(names).index(usual),
        format_func=names.__getitem__,
        key=key,
        bind="query-params",
        width=width,
    )
    # The browser may send anything: only what exists counts.
    return chosen if chosen in names else usual


def _several(name: str, choices: Mapping[str, str]) -> tuple[str, ...]:
    """Ids chosen of a dimension, none for all; not drawn with fewer than two members."""
    held = st.session_state.get(name)
    if held is not None:
        # Set anew: a choice that came by the URL is not taken along to the next page otherwise.
        st.session_state[name] = [member for member in held if member in choices]
    if len(choices) < 2:
        return ()
    chosen = st.multiselect(
        name.capitalize(),
        list(choices),
        format_func=choices.__getitem__,
        key=name,
        bind="query-params",
        placeholder=f"All {name}s",
        select_all=False,
        wrap=False,
        width=170,
    )
    return tuple(member for member in chosen if member in choices)


def parts(organisation: Organisation) -> tuple[dict[str, str], dict[str, str]]:
    """Departments and teams by id, as they are shown and as they stand in the URL."""
    return _departments(organisation), teams_of(organisation, ())


def _departments(organisation: Organisation) -> dict[str, str]:
    return _apart({d.id: d.name for d in organisation.departments})


def teams_of(organisation: Organisation, departments: tuple[str, ...]) -> dict[str, str]:
    """Teams of departments by id, of all where none is given, as they are shown and stand in the
    URL.
    """
    names = _apart({team.id: team.name for team in organisation.teams})
    held = (t.id for t in organisation.teams if not departments or t.department in departments)
    return {id_: names[id_] for id_ in held}


def _members(dimension: str) -> dict[str, str]:
    return {name: name for name in data.members(dimension)}


def _apart(names: dict[str, str]) -> dict[str, str]:
    """Names as shown and as they stand in the URL: the id joins where two share one."""
    shown = list(names.values())
    return {id_: n if shown.count(n) == 1 else f"{n} ({id_})" for id_, n in names.items()}


def _hidden() -> None:
    count = sum(bool(st.session_state.get(name)) for name in HIDING)
    if count:
        words = f"{count} filter{'' if count == 1 else 's'} on · clear"
        st.button(words, key="clear_filters", on_click=clear, type="tertiary")
