"""The line of sight's chains, flow, matrix and gaps, and the tables behind them."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import streamlit as st

from cxdata.charts import flow as ribbons
from cxdata.charts import forest, palette, sight_chain, sight_matrix
from cxdata.reports import line_of_sight as reports
from cxdata.reports.line_of_sight import LineOfSight
from cxdata.reports.line_of_sight_chain import Chain
from cxdata.scope import View
from pages.ui import about, access, cards, data, figures, locales, marks
from pages.ui import table as pages

MATRIX, TEAM = "sight_matrix", "team"
PLACES = {
    "organisation": ("steward/organisation.py", "Change the organisation"),
    "imports": ("steward/imports.py", "Bring answers or figures in"),
}
NAMES = {
    "chains": "chains-of-work",
    "scores": "scores-by-line-of-sight",
    "matrix": "teams-by-touchpoints",
    "flow": "flow-of-work",
    "gaps": "gaps-in-the-lines-of-sight",
}
MEETS = "It meets customers itself: what these say of it stands under Compare, Teams."
EMPTY = (
    "No line of sight is written down yet",
    "Say in the organisation file which team owns or supports which touchpoint: a section [[line]] "
    "with team, touchpoint, part, weight and the daily work in one sentence.",
)

# A press on a team's name travels as its id.
_mounted = marks.component("cx_line_of_sight", "line_of_sight.css", pressed="team")


def read(view: View) -> LineOfSight:
    """The lines of sight for whoever looks."""
    return data.of(reports.line_of_sight, view)


def chains(found: LineOfSight) -> None:
    """The chains of the teams chosen, or of those that meet no customer."""
    if not found.teams:
        cards.empty(*EMPTY)
        return
    if found.chains:
        words = "From daily work to the customer"
        about.heading(words, "chains", "line_of_sight association", table("chains", found))
    for one in found.chains:
        with st.container(border=True, key=f"card_chain_{one.team}"):
            _chain(one, told=len(found.chains) == 1 and bool(found.part))
    if found.chains:
        cards.facts(f"{found.more} {sight_chain.LEGEND}".strip())


def flow(found: LineOfSight) -> None:
    """Who reaches what, in the colours of whoever's theme; a phone has the list below instead."""
    if not found.flow.ribbons:
        return
    with st.container(key="sight_flow"):
        about.heading("Where the work arrives", "flow", "line_of_sight", table("flow", found))
        figure = ribbons.figure(found.flow, palette.of(st.context.theme.type))
        figures.show(figure, "flow", ribbons.in_words(found.flow))
        cards.facts(f"{found.flow.words} {ribbons.LEGEND}".strip())


def matrix(found: LineOfSight) -> None:
    """Teams by touchpoints, on a phone as a list; a team that is pressed becomes the choice."""
    mark = sight_matrix.mark(found)
    if mark is None:
        return
    about.heading("Who owns and who supports what", "matrix", "line_of_sight nps",
                  table("matrix", found))  # fmt: skip
    _mounted(
        data={"html": locales.html(mark)}, key=MATRIX, height="content", on_team_change=_pressed
    )
    cards.facts(sight_matrix.LEGEND)


def scores(found: LineOfSight) -> None:
    """Every team that meets no customer, where more of them are than chains are drawn."""
    drawn = {one.team for one in found.chains}
    if found.part or all(one.team in drawn for one in found.scores):
        return
    about.heading("Teams that meet no customer, by what their work reaches", "scores",
                  "line_of_sight nps", table("scores", found))  # fmt: skip
    mark = forest.mark(found.standings, found.whole)
    _mounted(data={"html": locales.html(mark)}, key="sight_scores", height="content")


def gaps(found: LineOfSight) -> None:
    """What is missing, and what to do about it."""
    if not found.teams:
        return
    about.heading("Gaps", "gaps", "line_of_sight", table("gaps", found))
    if not found.gaps:
        cards.fact(
            "None: every touchpoint has an owner, every team a line, and all figures are in."
        )
    for gap in found.gaps:
        with st.container(key=f"gap_{gap.kind.replace(' ', '_')}", gap="xxsmall"):
            cards.label(f"{gap.title}: {len(gap.names)}")
            cards.fact(_several(gap.names))
            cards.facts(gap.todo)
            _link(gap.where)


def table(which: str, found: LineOfSight) -> Callable[[], about.Table]:
    """One of the tables behind the page, by name."""
    return lambda: about.Table(NAMES[which], getattr(_tables(), which)(found), found.header)


def _tables() -> ModuleType:
    """They come with pandas, which the page needs only when one is opened."""
    from cxdata.reports import line_of_sight_tables

    return line_of_sight_tables


def _chain(one: Chain, told: bool) -> None:
    """A card; `told` where the page's answer says already where the work arrives."""
    figure = one.score.figure
    cards.label(f"{one.name} · {one.department}")
    if not one.meets and figure.margin is not None:
        cards.tile(figure.text, _small_print(one))
    cards.facts("" if told else one.words)
    mark = sight_chain.mark(one)
    if mark is not None:
        _mounted(data={"html": locales.html(mark)}, key=f"chain_{one.team}", height="content")
    lead = MEETS if one.meets else one.stands if figure.margin is None else ""
    cards.facts(" ".join(words for words in (lead, *one.notes) if words))


def _small_print(one: Chain) -> str:
    figure, n_eff = one.score.figure, one.score.n_eff or 0.0
    sure = f"as sure as {n_eff:,.0f} at one touchpoint"
    return f"NPS ±{figure.margin:.0f} · {figure.n:,} answers, {sure}"


def _several(names: tuple[str, ...], most: int = 8) -> str:
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def _link(where: str) -> None:
    """The way to where it is mended, for those who may."""
    file, label = PLACES[where]
    page = next((one for one in pages.PAGES if one.file.endswith(file)), None)
    if page is not None and access.scope().role in page.roles:
        st.page_link(page.file, label=label)


def _pressed() -> None:
    team = str(st.session_state[MATRIX].get("team") or "")
    known = {one.id for one in data.organisation().teams}
    if team in known:
        st.session_state[TEAM] = [team]
