"""The team lead's Monday: whose it is, its parts, and the agenda to print or to copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import streamlit as st

from cxdata.charts import monday as chart
from cxdata.charts import monday_lists as lists
from cxdata.charts import sight_chain
from cxdata.charts.svg import Mark
from cxdata.reports import (
    handovers,
    line_of_sight_chain,
    monday_huddle,
    monday_said,
    monday_words,
    wording,
)
from cxdata.reports import monday as reports
from cxdata.reports import teams as peers
from cxdata.reports import voice as voices
from cxdata.reports.monday import Monday
from cxdata.reports.monday_huddle import Huddle
from cxdata.reports.monday_said import Said
from cxdata.reports.teams_peers import TeamRow
from cxdata.scope import View, month_after
from pages.ui import (
    about,
    cards,
    data,
    hand,
    link,
    locales,
    marks,
    printed,
    reward,
    tour,
    voice,
    whose,
)
from pages.ui import part as parts

MONTHS = 3  # of the score
CHAINS = 3  # teams whose line of sight is drawn
PAGE, VOICE = "pages/act/monday.py", "pages/listen/voice.py"
_PRINT = f"<style>{Path(__file__).with_name('monday_print.css').read_text('utf-8')}</style>"
_mounted = marks.component("cx_monday", "marks.css", "line_of_sight.css", "monday.css")


def part() -> View:
    """Whose Monday it is: what the address says, else what somebody leads or works in."""
    departments, teams, weighted = parts.row()
    if not departments and not teams:
        departments, teams = parts.own()
    if not departments and not teams:
        whose.picker("Whose Monday is it?", "Take your team above")
        tour.end()
    first, until = data.months()
    since = max(first, month_after(until, -MONTHS))
    return View(since, until, departments, teams, weighted=weighted)


def read(view: View) -> Monday:
    """The page for whoever looks."""
    return data.of(reports.monday, view, data.today())


def said(view: View) -> Said:
    """The new comments that whoever looks may read."""
    return data.of(monday_said.said, view, data.today())


def score(found: Monday, view: View) -> None:
    """The part's one large number, and where it stands."""
    figure = found.figure
    printed.say("Part", found.part)
    printed.say("Period", found.period)
    cards.hero(found.question, figure.text, figure.value is not None)
    cards.facts(f"{found.facts} · {found.period}. {found.beside}")
    teams = _teams(view)
    for words in monday_words.bands(_peers(view), teams):
        cards.fact(words)
    about.popover("monday", "monday nps bands", _table("changes", found))


def answer(found: Monday) -> None:
    """What changed."""
    if found.stale:
        cards.notice(found.stale)
    cards.answer(found.verdict)
    for one in (found.week, found.quarter):
        cards.facts(
            f"{one.name}: {one.figure.text} ({one.now}) after {one.before.text} ({one.then}). "
            f"{one.words}"
        )
    cards.facts(found.counted)


def weeks(found: Monday) -> None:
    """The part's score week by week."""
    about.heading("Week by week", "weeks", "monday control_chart", _table("weeks", found))
    _show(chart.weeks(found.chart, found.part), "weeks")
    cards.facts(f"{found.chart.words} {chart.legend(found.chart)}".strip())


def huddle(found: Monday, told: Said, view: View) -> None:
    """The agenda in a card of its own."""
    agenda = points(found, told, view)
    with st.container(border=True, key="huddle"):
        about.heading(
            f"Huddle · {monday_huddle.heading(found, told)}",
            "huddle",
            "monday",
            _agenda_table(agenda, found),
        )
        _show(lists.agenda(agenda.items), "agenda")
        hand.out(agenda.text, "huddle")
    link.copy(_address(view), key="monday")
    st.html(_PRINT)


def comments(told: Said) -> None:
    """New comments, the good ones first, and thanks to pass on."""
    day = f"{told.since:%A} {told.since.day} {told.since:%b}"
    about.heading(f"New since {day}", "new", "monday voice", _said_table(told))
    if told.why:
        cards.fact(told.why)
        return
    n = told.tally
    cards.facts(
        f"{wording.counted(n.n, 'comment')} of {told.now}: {n.promoters:,} happy, "
        f"{n.detractors:,} unhappy. The best come first."
        if n.n
        else "Nobody has written since then."
    )
    _thanks(told)
    thanked = told.thanks.number if told.thanks else None
    voice.rows([one for one in told.rows if one.number != thanked], key="monday")
    if n.n > len(told.rows):
        st.page_link(VOICE, label=locales.said(f"All comments in Voice ({n.n:,} new)"))
    cards.notes([told.withheld, told.closed])


def _thanks(told: Said) -> None:
    """The comment to pass on to whoever earned it, which is then not in the list once more."""
    one = told.thanks
    if one is None:
        return
    with st.container(border=True, key="card_thanks"):
        cards.label("Thanks to pass on")
        voice.rows([one], key="thanks")
        where = ", ".join(p for p in (one.touchpoint, one.through) if p)
        cards.facts(f"For {one.team or 'whoever was there'}: {where}. {told.thanks_words}")


def touchpoints(found: Monday) -> None:
    """The part's touchpoints in journey order."""
    about.heading(
        "Your touchpoints, in the order of the journey", "touchpoints", "monday nps difference",
        _table("touchpoints", found),
    )  # fmt: skip
    mark = chart.rows(found.rows)
    if mark is None:
        cards.fact("No touchpoint is written down for it, and nobody answered about one.")
        return
    _show(mark, "touchpoints")
    cards.facts(
        f"{found.quarter.now}, changes against {found.quarter.then}. Upright line: target. Grey "
        "may be chance."
    )


def measures(found: Monday) -> None:
    """The part's operational measures."""
    about.heading("Your work in figures", "measures", "monday", _table("measures", found))
    mark = lists.measures(found.measures)
    if mark is None:
        cards.fact("No line of sight of these teams names an operational measure.")
        return
    labels = {m.label for m in found.measures if m.label}
    if len(labels) == 1:
        cards.facts(f"Week {labels.pop()}")
    _show(mark, "measures")


def cases() -> None:
    """What will stand here once cases are kept."""
    cards.label("Cases")
    cards.fact(monday_words.NO_CASES)


def rest(found: Monday, view: View) -> None:
    """Who answered, and what it has to do with pay."""
    cards.label("Who answered")
    cards.fact(found.asked)
    cards.label("Its part in incentives")
    lead, *others = reward.of_part(_teams(view))
    cards.fact(lead)
    cards.notes(others)


def sight(found: Monday, view: View) -> None:
    """How the work of teams that meet no customer reaches one."""
    known = {t.id: t for t in data.organisation().teams}
    behind = [id_ for id_ in _teams(view) if id_ in known and not known[id_].customer_facing]
    whole = replace(view, departments=(), teams=())
    for id_ in behind[:CHAINS]:
        one = data.of(line_of_sight_chain.chain, whole, id_)
        if one is None or not one.links:
            continue
        about.heading(f"How {one.name} reaches the customer", f"sight_{id_}", "line_of_sight")
        beside = monday_words.by_share(one, found)
        cards.fact(" ".join(words for words in (one.words, one.stands, beside) if words))
        _show(sight_chain.mark(one), f"sight_{id_}")
    if behind:
        cards.facts(sight_chain.LEGEND)


def points(found: Monday, told: Said, view: View, quoting: bool = True) -> Huddle:
    """The huddle's agenda for whoever looks.

    quoting  whether it may hold words of customers'
    """
    if not quoting:
        told = replace(told, thanks=None)
    terms = data.of(voices.contrasted, view) if quoting and not told.why else None
    teams = _teams(view)
    rows: list[TeamRow] = [r for g in _peers(view).groups for r in g.teams if r.id in teams]
    lost = ""
    if view.departments and not view.teams:
        handed = data.of(handovers.handovers, view)
        kept = [w for c, w in zip(handed.ranked, handed.lost, strict=True) if c.kept]
        lost = kept[0] if kept else ""
    plan = reward.in_force()
    needed = float(plan.plan.checks.coverage) / 100 if plan else 0.0
    return monday_huddle.huddle(found, told, terms, rows, lost, needed)


def _peers(view: View) -> peers.Teams:
    # Bands need no weights (reports/teams_words.py): one comparison serves both ways of counting.
    whole = replace(view, departments=(), teams=(), weighted=False)
    return data.of(peers.teams, whole, peers.YEAR)


def _teams(view: View) -> tuple[str, ...]:
    company = data.organisation()
    return view.teams or tuple(t for d in view.departments for t in company.teams_of(d))


def _address(view: View) -> dict[str, str | list[str]]:
    return parts.address(view.departments, view.teams)


def _show(mark: Mark | None, key: str) -> None:
    if mark is not None:
        _mounted(data={"html": locales.html(mark)}, key=f"monday_{key}", height="content")


def _table(which: str, found: Monday) -> Callable[[], about.Table]:
    name = f"monday-{which}"
    return lambda: about.Table(name, getattr(_tables(), which)(found), found.header)


def _agenda_table(agenda: Huddle, found: Monday) -> Callable[[], about.Table]:
    return lambda: about.Table("huddle", _tables().agenda(agenda), found.header)


def _said_table(told: Said) -> Callable[[], about.Table] | None:
    if told.why:
        return None
    return lambda: about.Table("new-comments", _tables().comments(told), told.header)


def _tables() -> ModuleType:
    """They come with pandas, which the page needs only when one is opened."""
    from cxdata.reports import monday_tables

    return monday_tables
