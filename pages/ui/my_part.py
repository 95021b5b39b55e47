"""A team's part in the customer's experience: to read on a phone, and to print for the wall."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

import streamlit as st

from cxdata.charts import my_part as chart
from cxdata.charts import qr
from cxdata.charts.svg import Mark
from cxdata.reports import monday_said
from cxdata.reports import my_part as reports
from cxdata.reports import my_part_week as weeks
from cxdata.reports import my_part_words as words
from cxdata.reports.monday_said import Said
from cxdata.reports.my_part import MyPart
from cxdata.scope import View, month_after
from pages.ui import (
    about,
    cards,
    data,
    hand,
    link,
    locales,
    marks,
    monday,
    paper,
    tour,
    voice,
    whose,
)
from pages.ui import part as parts

MONTHS = 3  # that are looked at where the last one alone says too little
COMMENTS = 3
# Pixels on paper: of what every part has, of a touchpoint, of a call.
HEAD, PLACE, CALL = 600, 76, 30
_mounted = marks.component("cx_my_part", "marks.css", "monday.css", "my_part.css")


def part() -> View:
    """Whose part it is: what the address says, else what somebody leads or works in."""
    departments, teams, _ = parts.row(weighs=False)
    if not departments and not teams:
        departments, teams = parts.own()
    if not departments and not teams:
        whose.picker("What has my work to do with the customer?", "Take your team above")
        tour.end()
    first, until = data.months()
    return View(max(first, month_after(until, -MONTHS)), until, departments, teams)


def read(view: View) -> MyPart:
    """The part, as anybody may see it: scores are open to everyone."""
    return data.of(reports.my_part, view, data.today())


def opening(mine: MyPart) -> None:
    """Whose part it is, and the answer."""
    cards.question(f"What has the work of {mine.part} to do with the customer?")
    cards.answer(mine.verdict)


def places(mine: MyPart) -> None:
    """The touchpoints that the work reaches."""
    about.heading(f"What we do, and what customers said in {mine.period}", "my_places",
                  "line_of_sight nps interval", _places(mine))  # fmt: skip
    work = [words.work(one) for one in mine.places]
    said_ = [words.said(one) for one in mine.places]
    mark = chart.places(mine.places, work, said_)
    if mark is None:
        cards.fact("No touchpoint is written down for it.")
        return
    _show(mark, "places")
    cards.facts(words.legend(mine.places))


def thing(mine: MyPart, view: View) -> None:
    """One thing to do this week, and why it is this one."""
    found = weeks.of_sheet(mine, monday.read(view))
    # A wall is open to everybody: no customer's words on it, whoever prints it.
    agenda = monday.points(found, monday.said(view), view, quoting=False)
    one = weeks.thing(mine, found, agenda)
    about.heading("One thing this week", "my_thing", "monday")
    cards.decision(one.lead, one.words)
    cards.facts(f"Why: {one.reason}" if one.found and one.reason else one.reason)


def calls(mine: MyPart) -> None:
    """Whom to call."""
    cards.label("Whom to call")
    mark = chart.calls(mine.calls)
    if mark is None:
        cards.fact("No department is written down yet.")
        return
    _show(mark, "calls")


def wall(mine: MyPart, view: View) -> None:
    """The code that leads here, and buttons to print the page and to copy its address."""
    cards.label("For the wall")
    address = address_of(view)
    if address:
        _show(qr.mark(address, f"QR code: opens this page for {mine.part}"), "qr")
        cards.facts("A phone's camera opens this page, with the figures of that day.")
    with st.container(horizontal=True, gap="small"):
        hand.out(as_text(mine), "my_part")
        link.copy(parts.address(view.departments, view.teams), key="my_part")
    paper.only("my_part", HEAD + PLACE * len(mine.places) + CALL * len(mine.calls))


def address_of(view: View) -> str:
    """The page's own address with the part in it, by ids: names may change; '' where unknown."""
    url = st.context.url
    if not url:
        return ""
    asked: Mapping[str, tuple[str, ...]] = {"department": view.departments, "team": view.teams}
    query = urlencode([(key, one) for key, held in asked.items() for one in held])
    return f"{url.split('?')[0]}?{query}"


def as_text(mine: MyPart) -> str:
    """The page as plain text to paste."""
    lines = [f"{mine.part}: our part", "", "".join(said for said, _ in mine.verdict), ""]
    for one in mine.places:
        score = f" {one.row.metric} {one.row.figure.text}" if one.row else ""
        lines += [f"{one.name}:{score}", f"  {words.work(one)}", f"  {words.said(one)}"]
    return "\n".join(lines) + "\n"


def foot(mine: MyPart) -> None:
    """What is missing; and whose figures these are, which on paper no header says."""
    cards.notes(mine.notes)
    cards.on_paper(f"{data.whose()} · customers' words are not printed")


def said(view: View) -> None:
    """What customers wrote lately, as far as whoever looks may read it."""
    told = monday.said(view)
    about.heading("What customers wrote lately", "my_said", "voice")
    if told.why:
        cards.fact(told.why)
        return
    if not told.rows:
        cards.fact("Nobody has written since last Monday.")
    voice.rows(monday_said.few(told, COMMENTS), key="my_part")
    cards.facts(_among(told))
    cards.notes([told.withheld, told.closed])


def _among(told: Said) -> str:
    """How many wrote, where more did than are shown."""
    n = told.tally
    if n.n <= COMMENTS:
        return ""
    return f"Of {n.n:,} comments, {n.promoters:,} of them happy and {n.detractors:,} unhappy."


def _places(mine: MyPart) -> Callable[[], about.Table] | None:
    if not mine.places:
        return None

    def made() -> about.Table:
        from cxdata.reports import my_part_tables

        return about.Table("our-part", my_part_tables.places(mine), mine.header)

    return made


def _show(mark: Mark, key: str) -> None:
    _mounted(data={"html": locales.html(mark)}, key=f"my_{key}", height="content")
