"""The page of teams: its choices, its tables whose teams can be pressed, what lies behind them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from cxdata.charts import forest, funnel, palette, teams_alone
from cxdata.charts import teams as league
from cxdata.charts.svg import Mark
from cxdata.reports import teams as reports
from cxdata.reports import teams_tables as made
from cxdata.reports.teams import PeerGroup, Teams
from cxdata.scope import View
from pages.ui import about, cards, choice, data, figures, locales, marks, table
from pages.ui.about import Table

OVER, SORTED, ASKED = "over", "sorted", "asked_team"
MONDAY, TREND = "pages/act/monday.py", "pages/listen/trend.py"

# A press travels as the id of a team of the report's own table.
_mounted = marks.component("cx_teams", "marks.css", "teams.css", pressed="team")


def follow() -> None:
    """Go to the page of a team that was pressed; before the filters are drawn, which it sets."""
    team = st.session_state.pop(ASKED, "")
    if team not in {one.id for one in data.organisation().teams}:
        return
    # Bound to the URL by the filters' row: set as choices, they stand in the address of the next
    # page. Without an (empty) query of its own a switch would refuse to clear what is bound.
    st.session_state["department"], st.session_state["team"] = [], [team]
    known = any(page.file == MONDAY for page in table.PAGES)
    st.switch_page(MONDAY if known else TREND, query_params={})


def over() -> str:
    """Which months are compared."""
    return choice.one_of("Compared over", reports.OVER, OVER, 210)


def sorting() -> str:
    """What the tables are sorted by."""
    orders = {key: f"By {words.lower()}" for key, words in reports.ORDERS.items()}
    return choice.one_of("Sorted", orders, SORTED, 210)


def found(view: View, months: str) -> Teams:
    """The comparison for whoever looks."""
    return data.of(reports.teams, view, months)


def misled(told: Teams) -> None:
    """Why the plain table misleads, by this company's own teams where one shows it."""
    with st.container(border=True, key="card_misled"):
        cards.label("Why not simply the plain scores?")
        cards.fact(told.why)
        for words in told.examples:
            cards.fact(words)


def groups(told: Teams, by: str) -> None:
    """Each peer group: its answer, its table, its funnel."""
    if told.groups:
        cards.legend(made.LEGEND)
    for group in told.groups:
        with st.container(key=f"group_{group.id}"):
            title = f"{group.name} · {len(group.teams)} teams, {group.n:,} answers"
            about.heading(title, f"group_{group.id}", "bands case_mix", _table(told, group, by))
            cards.fact("".join(words for words, _ in group.verdict))
            _shown(
                league.mark(reports.ordered(group, by), group.centre, group.name, group.middle),
                f"league_{group.id}",
            )
            _funnel(group)


def alone(told: Teams) -> None:
    """The teams that are not compared, each by its own past."""
    if not told.alone:
        return
    about.heading("By their own past", "alone", "control_chart", _alone_table(told))
    cards.notes(told.alone_words)
    _shown(teams_alone.mark(told.alone, told.low, told.high), "alone")


def departments(told: Teams) -> None:
    """The departments in the file's order."""
    if not told.departments:
        return
    with st.container(border=True, key="card_departments"):
        title = "Departments, in the order of the organisation"
        about.heading(title, "departments", "departments", _departments_table(told))
        cards.facts(told.departments_words)
        marks.show(forest.mark(told.departments, told.company), key="departments")
        cards.legend(f"{made.UNRANKED} {forest.legend(told.departments, told.company)}")


def _funnel(group: PeerGroup) -> None:
    """The funnel in the colours of whoever's theme, its words beside it."""
    figure = funnel.figure(group, palette.of(st.context.theme.type))
    key, alt = f"funnel_{group.id}", funnel.in_words(group)
    picture, words = st.columns([5, 3], gap="large", vertical_alignment="center")
    with picture:
        figures.show(figure, key, alt)
    with words:
        about.heading("The funnel", key, "funnel shrinkage")
        cards.legend(f"{funnel.legend(group)} {group.drawn}")


def _shown(mark: Mark, key: str) -> None:
    def pressed() -> None:
        st.session_state[ASKED] = str(st.session_state[f"pressed_{key}"].get("team") or "")

    _mounted(
        data={"html": locales.html(mark)},
        key=f"pressed_{key}",
        height="content",
        on_team_change=pressed,
    )


def _table(told: Teams, group: PeerGroup, by: str) -> Callable[[], Table]:
    name, header = f"teams-{group.id}", reports.header(told, group)
    return lambda: Table(name, made.group(reports.ordered(group, by)), header)


def _alone_table(told: Teams) -> Callable[[], Table]:
    return lambda: Table("teams-without-peers", made.alone(told.alone), told.header)


def _departments_table(told: Teams) -> Callable[[], Table]:
    frame = about.tables().departments
    return lambda: Table("departments", frame(told.departments), told.departments_header)
