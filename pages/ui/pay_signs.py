"""What looks unusual, and the form with which a person decides on a held payment."""

from __future__ import annotations

import streamlit as st

from cxdata.desk.decisions import LONGEST, PAY, SHORTEST
from cxdata.reports.incentive_shapes import HOLD, OPEN, Incentives, Sign, TeamPay
from pages.ui import about, authors, cards, pay_decide
from pages.ui.pay_decide import VERDICTS

LEVELS = {HOLD: "Held", "note": "Noted"}
LEAD = (
    "These are counts that chance rarely makes. Each has innocent explanations, and nobody is "
    "accused: a person looks, asks, decides and writes down why."
)
Seen = list[tuple[TeamPay, Sign]]


def section(found: Incentives, team: TeamPay | None) -> None:
    """The signs of a team, or of all teams that have one."""
    shown = [one for one in ((team,) if team else found.teams) if one.signs]
    if told := pay_decide.told():
        cards.notice(told)
    if not shown:
        return
    several = len(shown) > 1 or team is None
    groups = _groups(found.may_decide, [(one, sign) for one in shown for sign in one.signs])
    for place, (title, signs) in enumerate(groups):
        if place:
            cards.label(title)
        else:
            about.heading(title, "signs", "detectors")
            cards.facts(LEAD)
        _cards(found, signs, several)


def _groups(may_decide: bool, signs: Seen) -> list[tuple[str, Seen]]:
    """What waits for whoever decides, apart from what is decided and what only stands there."""
    if not may_decide:
        return [("What looks unusual, and what happens next", signs)]
    waits = [one for one in signs if one[1].level == HOLD and one[1].state == OPEN]
    decided = [one for one in signs if one[1].level == HOLD and one[1].state != OPEN]
    noted = [one for one in signs if one[1].level != HOLD]
    groups = [("To be decided", waits), ("Decided", decided), ("Noted, and nothing held", noted)]
    return [(title, some) for title, some in groups if some]


def _cards(found: Incentives, signs: Seen, several: bool) -> None:
    for start in range(0, len(signs), 2):
        for place, pair in zip(st.columns(2, gap="medium"), signs[start : start + 2], strict=False):
            with place:
                _sign(found, *pair, several)


def _sign(found: Incentives, team: TeamPay, sign: Sign, several: bool) -> None:
    with st.container(border=True, key=f"card_sign_{team.id}_{sign.id}", gap="small"):
        name = f"{team.name} · " if several else ""
        cards.label(f"{name}{sign.title} · {_state(sign)}")
        cards.fact(sign.words)
        cards.facts(f"{sign.alarm} {sign.innocent}")
        cards.facts(authors.named(sign.decided) or sign.after)
        if found.may_decide and sign.level == HOLD:
            _form(found, team, sign)


def _state(sign: Sign) -> str:
    if sign.level != HOLD or sign.state == OPEN:
        return LEVELS[sign.level].lower()
    return "decided: paid" if sign.state == PAY else "decided: withheld"


def _form(found: Incentives, team: TeamPay, sign: Sign) -> None:
    """Closed until somebody wants to decide; it goes by what stood when they opened it."""
    key = f"{found.plan_id}_{found.period_id}_{team.id}_{sign.id}"  # a hold of another is another
    # One label whatever was decided: a button that is called otherwise is a new one, and closed.
    panel = st.popover("Decide", key=f"decide_{key}", on_change="rerun")
    seen = pay_decide.seen(key, sign, bool(panel.open))
    with panel, st.form(f"form_{key}", border=False):
        if refused := pay_decide.refused(key):
            cards.notice(refused)
        st.radio(
            "Decision", list(VERDICTS), index=None, format_func=VERDICTS.__getitem__,
            key=f"verdict_{key}",
        )  # fmt: skip
        st.text_area(
            "Why", key=f"reason_{key}", max_chars=LONGEST,
            placeholder="What you looked at, whom you asked, and what follows from it.",
        )  # fmt: skip
        st.caption(f"The team will read it. At least {SHORTEST} characters; it is logged.")
        hold = pay_decide.hold(found, team, sign)
        st.form_submit_button(
            "Write the decision", on_click=pay_decide.press, args=(key, team, sign, hold, seen)
        )
