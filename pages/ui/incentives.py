"""The page of incentives: whose money is shown, the team's parts, the company's table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import streamlit as st

from cxdata.charts import pay_table, payout, ramp, sight_chain
from cxdata.desk.plans import Version
from cxdata.reports import incentive_words, line_of_sight_chain
from cxdata.reports.incentive_shapes import Incentives, TeamPay
from cxdata.reports.incentive_terms import Stretch
from cxdata.scope import EMPLOYEE, LEAD, STEWARD
from pages.ui import about, access, cards, data, linked, pay_beside, printed, reward

PAGE = "pages/reward/incentives.py"
TEAM, ASKED = "pay_team", "asked_pay_team"
ALIASES = {"team": TEAM, "period": reward.PERIOD}
EVERYBODY, OWN = "All teams", "Your teams"
_SCRIPT = """
export default function ({ data, parentElement }) {
  parentElement.querySelector(".cx-host").innerHTML = data.html;
}
"""
_chained = st.components.v2.component(
    "cx_pay_chain",
    html='<div class="cx-host">\n</div>',
    css=Path(__file__).with_name("line_of_sight.css").read_text("utf-8"),
    js=_SCRIPT,
)
STEWARDS = "The part that everybody shares is below."
DEPARTMENT = "department"  # what other pages narrow by, and their addresses say
UNNARROWED = (
    "The department in this address narrows nothing here: teams are chosen one by one, and all "
    "that you may see are shown."
)
CHOOSE = {
    EMPLOYEE: f"To see what your team is on course for, press “View of {access.VIEWS[EMPLOYEE]}” "
    "at the top and choose it under “Your team”.",
    LEAD: f"To see what your teams are on course for, press “View of {access.VIEWS[LEAD]}” at the "
    "top and choose your departments under “Departments led”.",
}
SHARED = " The part that everybody shares is below."
NO_TEAM_OF_LOGIN = (
    "Which team is yours is not known here; who looks after logins can add it. The part that "
    "everybody shares is below."
)


def chosen(version: Version) -> tuple[Incentives, TeamPay | None, Stretch]:
    """Draw the choices; the page for whoever looks, the team to be shown in full, the period."""
    teams = {team.id: team.name for team in data.organisation().teams}
    linked.renamed(PAGE, ALIASES)
    linked.named(PAGE, {TEAM: teams, reward.PERIOD: reward.called(version)})
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="filters_pay"):
        place = st.empty()
        stretch = reward.period(version)
        found = reward.standing(version, stretch)
        with place:
            team = _team(found, version)
        cards.facts(f"Plan: {found.plan}, version {found.version}{_mode(found)}")
    linked.kept(DEPARTMENT, None, UNNARROWED if found.teams and linked.said(DEPARTMENT) else "")
    linked.tell(reward.PERIOD, TEAM, DEPARTMENT)
    return found, team, stretch


def opening(found: Incentives, team: TeamPay | None) -> None:
    """The question, its one number and the answer."""
    one = team or (found.teams[0] if len(found.teams) == 1 and found.budget is None else None)
    if not found.teams:
        cards.question(found.question)
        cards.answer(found.answer)
        cards.fact(_nobodys())
        return
    figure = one.expected if one else found.text
    left, right = st.columns([5, 7], gap="large", vertical_alignment="center")
    with left:
        cards.hero(_question(found, team), figure, figure != "–")
    with right:
        cards.answer(one.answer if one else found.answer)
    if found.shadow:
        cards.facts(incentive_words.SHADOW)


def company(found: Incentives) -> None:
    """The teams that may be seen, and for some the budget; a press shows a team in full."""
    if found.budget is not None:
        with st.container(border=True, key="card_budget"):
            about.heading(_against(found), "budget", "incentives", table("budget", found))
            reward.show(pay_table.budget(found.budget), "budget")
            cards.facts(found.budget.small_print)
    if not found.teams:
        return
    title = _all(found)
    about.heading(title, "pay", "incentives ramp", table("teams", found))
    mark = pay_table.mark(found.teams, found.ended)
    reward.mounted(
        data={"html": reward.markup(mark)},
        key="pay_teams",
        height="content",
        on_team_change=_pressed,
    )
    told = (
        "The dot is what it came to; the bar, and “might have been”, what other luck in who "
        "answered could have made of it."
        if found.ended
        else "The dot is the forecast, the bar what chance could have made of it."
    )
    cards.facts(
        f"{told} The line is the target amount. Not a ranking: teams stand in the order of the "
        f"organisation. {reward.ROUNDED}"
    )


def team(found: Incentives, one: TeamPay | None) -> None:
    """A team's ramp, checks, components and the way to its score."""
    if one is None:
        return
    left, right = st.columns([8, 5], gap="medium")
    with left, st.container(border=True, key="card_ramp"):
        title = "The ramp: no cliff, so no single answer decides"
        about.heading(title, "ramp", "ramp", table("ramp", found, one))
        reward.show(ramp.mark(one.ramp, when=_when(found)), "ramp")
    with right, st.container(border=True, key="card_checks"):
        about.heading("Checks before anything is paid", "checks", "detectors",
                      table("checks", found, one))  # fmt: skip
        reward.show(payout.checks(one.checks), "checks")
    left, right = st.columns([1, 1], gap="medium")
    with left, st.container(border=True, key="card_stairs"):
        about.heading("Why this score, and not the plain one", "stairs", "score_that_counts",
                      table("stairs", found, one))  # fmt: skip
        if one.way:
            cards.fact(one.way)
        reward.show(payout.stairs(one.stairs), "stairs")
    with right, st.container(border=True, key="card_components"):
        about.heading("Where the money comes from", "components", "incentives",
                      table("components", found, one))  # fmt: skip
        reward.show(payout.components(one.components, one.text), "components")
        cards.facts("The upright line is what a part pays at its target.")
    cards.notes(one.notes)


def chain(one: TeamPay | None, stretch: Stretch) -> None:
    """How the work of a team that meets no customer reaches the score that it is paid by."""
    if one is None or not one.chain:
        return
    held = data.of(line_of_sight_chain.chain, stretch.window, one.id)
    if held is None:
        return
    about.heading("How this work reaches the customer, and so the score", "chain", "line_of_sight")
    cards.facts(held.words)
    mark = sight_chain.mark(held)
    if mark is not None:
        _chained(data={"html": reward.markup(mark)}, key=f"pay_chain_{one.id}", height="content")


def shared(found: Incentives, version: Version, stretch: Stretch) -> None:
    """The company's part, which is in everybody's pay, and how honest the plan is."""
    left, right = st.columns([1, 1], gap="medium")
    with left, st.container(border=True, key="card_company"):
        title = "The part that everybody shares"
        about.heading(title, "company", "ramp", table("company", found))
        cards.fact(found.company.words)
        picture = ramp.mark(found.company.ramp, "the company's score", when=_when(found))
        reward.show(picture, "company")
    with right:
        pay_beside.honesty(version, stretch)


def table(which: str, found: Incentives, one: TeamPay | None = None) -> Callable[[], about.Table]:
    """One of the tables behind the page, by name."""

    def made() -> about.Table:
        frame = getattr(_tables(), which)(found) if one is None else getattr(_tables(), which)(one)
        name = which if one is None else f"{which}-{one.id}"
        return about.Table(name, frame, found.header)

    return made


def _team(found: Incentives, version: Version) -> TeamPay | None:
    """The team to show in full: the only one, the one chosen, or none of all."""
    pressed, said = st.session_state.pop(ASKED, None), linked.said(TEAM)
    names = {team.name: team for team in found.teams}
    if len(names) < 2:
        one = next(iter(names.values()), None)
        linked.kept(TEAM, None, _in_vain(said, [*names], found, version))
        return one
    options = [_all(found), *names]
    if st.session_state.get(TEAM, options[0]) not in options:  # chosen in another role
        del st.session_state[TEAM]
    if pressed in {team.id for team in found.teams}:
        st.session_state[TEAM] = next(t.name for t in found.teams if t.id == pressed)
    picked = st.selectbox(
        "Team",
        options,
        key=TEAM,
        bind="query-params",
        width=210,
        label_visibility="collapsed",
    )
    linked.kept(TEAM, picked, _in_vain(said, [EVERYBODY, OWN, *names], found, version))
    printed.say("Team", picked)
    return names.get(picked)


def _in_vain(said: str, shown: Sequence[str], found: Incentives, version: Version) -> str:
    """Why an address does not show the team that it names; names are open to all, pay is not."""
    if not said or said in shown:
        return ""
    company = data.organisation()
    instead = "What you may see is below." if found.teams else ""
    team = next((t for t in company.teams if said in (t.id, t.name)), None)
    if team is None:
        near = linked.near(said, [one.name for one in found.teams])
        return f"No team is {linked.called(said)}.{near or f' {instead}'}".strip()
    if version.plan.member(team.id) is None:
        return f"{team.name} takes no part in this plan. {instead}".strip()
    return f"What {team.name} is paid is not open to you. {instead}".strip()


def _question(found: Incentives, team: TeamPay | None) -> str:
    return incentive_words.question(False, found.ended) if team else found.question


def _against(found: Incentives) -> str:
    return "What it came to, against the budget" if found.ended else "Forecast against budget"


def _when(found: Incentives) -> str:
    return "earned" if found.ended else "today"


def _nobodys() -> str:
    """Why no team is shown, and what to do about it."""
    role = access.scope().role
    if role == STEWARD:
        return STEWARDS
    return NO_TEAM_OF_LOGIN if access.is_set_up() else CHOOSE[role] + SHARED


def _all(found: Incentives) -> str:
    """What all that may be seen are called: a lead's teams are not all there are."""
    return EVERYBODY if found.budget is not None else OWN


def _mode(found: Incentives) -> str:
    return " · shadow: nothing is paid yet" if found.shadow else ""


def _pressed() -> None:
    st.session_state[ASKED] = str(st.session_state["pay_teams"].get("team") or "")


def _tables() -> ModuleType:
    """They come with pandas, which the page needs only when one is opened."""
    from cxdata.reports import incentive_tables

    return incentive_tables
