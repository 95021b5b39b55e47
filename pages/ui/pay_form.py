"""A plan as a form: fields in cards over the draft's text, which stays what is kept and saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from cxdata import desk
from cxdata.desk.entries import Plan
from cxdata.errors import BadInput
from cxdata.flows import plan_text
from cxdata.organisation import Organisation
from pages.ui import cards, data, pay_form_tables
from pages.ui import pay_form_fields as asked
from pages.ui import pay_form_rows as rows
from pages.ui.pay_form_faults import GROUPS, placed
from pages.ui.pay_form_fields import Card, Field

SOURCE, SHOWN, MOUNT, ANEW, ALONE = (
    "plan_form_source", "plan_form_shown", "plan_form_mount", "plan_form_anew", "plan_form_alone"
)  # fmt: skip
STAYS = (
    "A plan needs a team, so the last one stays ticked: tick another first, then take this one out."
)
FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
WAITS = (
    "The form waits until the text can be read. It is kept as it was typed: mend it under “As "
    "text”."
)
COLUMNS = ((asked.ABOUT, asked.SCORE, asked.TOLD), (asked.MODE, asked.BUDGET, asked.SHARES,
                                                    asked.CHECKS))  # fmt: skip
Take = Callable[[str], None]


@dataclass(frozen=True)
class _Sheet:
    """The form on screen: drawn over a plan, its widgets named by a mount; take has its text."""

    plan: Plan
    company: Organisation
    mount: str
    take: Take
    faults: Mapping[str, list[str]]


def draw(text: str, told: Iterable[str], take: Take) -> None:
    """The form over a text.

    told  what is wrong with it, a sentence each
    take  is given the text with what somebody changed, within a callback
    """
    company = data.organisation()
    mount = _mount(text)
    try:
        plan = desk.read(st.session_state[SOURCE])
    except BadInput as refused:
        cards.notice(f"{WAITS} {refused}")
        return
    faults = placed(told, company)
    sheet = _Sheet(plan, company, mount, take, faults)
    _card(sheet, asked.TEAMS)
    for place, drawn in zip(st.columns(2, gap="medium"), COLUMNS, strict=True):
        with place:
            for card in drawn:
                _card(sheet, card)


def _mount(text: str) -> str:
    """The name of the widgets on screen: another one where the text came from elsewhere.

    Never a name of before: the browser's old values would come back with it.
    """
    number = st.session_state.get(MOUNT, 0)
    gone = f"plan_form_{number}_plan.name" not in st.session_state
    if gone or st.session_state.pop(ANEW, False) or st.session_state.get(SHOWN) != text:
        number = st.session_state[MOUNT] = number + 1
        if st.session_state.get(SHOWN) != text:
            st.session_state.pop(ALONE, None)
        st.session_state[SOURCE] = st.session_state[SHOWN] = text
    return f"plan_form_{number}"


def _card(sheet: _Sheet, card: Card) -> None:
    with st.container(border=True, key=f"card_plan_{card.key}"):
        cards.label(card.title)
        mode = sheet.plan.about.mode
        cards.facts(card.words or "What this plan does with the sums that it works out.")
        for words in sheet.faults.get(card.key, ()):
            cards.notice(words)
        if card is asked.SHARES:
            cards.fact(_rest(sheet))
        _fields(sheet, card)
        if card is asked.MODE:
            cards.fact(asked.MODE_WORDS.get(_mode(sheet, mode), ""))
        if card is asked.TEAMS:
            if st.session_state.get(ALONE):
                cards.notice(STAYS)
            pay_form_tables.teams(sheet.plan, sheet.company, f"{sheet.mount}_teams", _on(sheet))
        if card is asked.SCORE:
            for words in sheet.faults.get(GROUPS, ()):
                cards.notice(words)
            pay_form_tables.groups(sheet.plan, sheet.company, f"{sheet.mount}_groups", _on(sheet))


def _rest(sheet: _Sheet) -> str:
    """What the team's own share leaves to the company's."""
    was = sheet.plan.shares.team
    own = asked.meant(asked.NUMBER, was, st.session_state.get(f"{sheet.mount}_shares.team"))
    rest = sheet.plan.shares.company if own == was else asked.HUNDRED - own
    shares = f"{float(own):g} % go by the team's own score, the other {float(rest):g} %"
    return f"{shares} by the company's." if own + rest == asked.HUNDRED else ""


def _mode(sheet: _Sheet, usual: str) -> str:
    return str(st.session_state.get(f"{sheet.mount}_plan.mode", usual))


def _fields(sheet: _Sheet, card: Card) -> None:
    """The fields of a card, two beside one another."""
    for i in range(0, len(card.fields), 2):
        for place, one in zip(st.columns(2, gap="small"), card.fields[i : i + 2], strict=False):
            with place:
                _field(sheet, one)


def _field(sheet: _Sheet, one: Field) -> None:
    was = asked.value_of(sheet.plan, one.entry)
    value = asked.shown(one.kind, was)
    key = f"{sheet.mount}_{one.entry}"
    common: dict[str, Any] = {"key": key, "help": one.hint or None} | _on(sheet)
    if one.kind == asked.TEXT:
        st.text_input(one.label, value, max_chars=500, **common)
    elif one.kind == asked.DAY:
        low, high = min(FIRST, was), max(LAST, was)
        st.date_input(one.label, value, min_value=low, max_value=high, format="YYYY-MM-DD",
                      **common)  # fmt: skip
    elif one.kind in (asked.CHOICE, asked.STAGE):
        names = _names(one, sheet.company)
        options = list(dict.fromkeys((*names, value)))
        draws = st.radio if one.entry == "plan.mode" else st.selectbox
        draws(one.label, options, options.index(value),
              format_func=lambda id_: names.get(id_, id_), **common)  # fmt: skip
    else:
        whole = one.kind == asked.WHOLE
        st.number_input(one.label, value=value, step=1 if whole else _step(one), placeholder="none",
                        format="%d" if whole else "%g", **common)  # fmt: skip


def _names(one: Field, company: Organisation) -> Mapping[str, str]:
    if one.kind == asked.STAGE:
        return {"": asked.NO_STAGE} | {stage.id: stage.name for stage in company.stages}
    return one.names


def _step(one: Field) -> float:
    return {"plan.amount": 10.0, "budget.cap": 1000.0, "plan.unit": 0.01,
            "checks.note": 0.1, "checks.hold": 0.01}.get(one.entry, 1.0)  # fmt: skip


def _on(sheet: _Sheet) -> dict[str, Any]:
    return {"on_change": _changed, "args": (sheet,)}


def _changed(sheet: _Sheet) -> None:
    """What stands in the form becomes the draft's text, in which all else stays as it is."""
    state = st.session_state
    keys = {entry: f"{sheet.mount}_{entry}" for entry in asked.FIELDS}
    plan = asked.formed(sheet.plan, {e: state[key] for e, key in keys.items() if key in state})
    teams, groups = (
        state.get(f"{sheet.mount}_{table}", {}).get("edited_rows", {})
        for table in ("teams", "groups")
    )
    members = rows.members(sheet.plan, sheet.company, teams)
    state[ALONE] = rows.nobody(sheet.plan, sheet.company, teams)
    if state[ALONE]:  # as it stood before this press, not as the form was drawn
        members = desk.read(state[SHOWN]).members
    plan = replace(plan, members=members, groups=rows.groups(sheet.plan, sheet.company, groups))
    # Over the text that the form was drawn from: what is put back stands as it stood.
    text = plan_text.rewritten(state[SOURCE], plan)
    # A table that shows something else than is kept (ends filled in, the last tick) is drawn anew.
    shown = (
        (rows.edited(rows.team_rows(sheet.plan, sheet.company), teams),
         rows.team_rows(plan, sheet.company)),
        (rows.edited(rows.group_rows(sheet.plan, sheet.company), groups),
         rows.group_rows(plan, sheet.company)),
    )  # fmt: skip
    state[SHOWN] = text
    state[ANEW] = state.get(ANEW, False) or not all(rows.settled(*pair) for pair in shown)
    sheet.take(text)
