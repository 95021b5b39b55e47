"""What looks unusual, and the form with which a person decides on a held payment."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from cxdata.desk.decisions import LONGEST, PAY, SHORTEST, WITHHOLD, Hold
from cxdata.errors import CxError
from cxdata.flows import plans as flow
from cxdata.reports.incentive_shapes import HOLD, OPEN, Incentives, Sign, TeamPay
from pages.ui import about, access, authors, cards, data, incentives, reward

TOLD = "pay_decided"
VERDICTS = {PAY: "Pay it", WITHHOLD: "Withhold it"}
LEVELS = {HOLD: "Held", "note": "Noted"}
LEAD = (
    "These are counts that chance rarely makes. Each has innocent explanations, and nobody is "
    "accused: a person looks, asks, decides and writes down why."
)


def section(found: Incentives, team: TeamPay | None) -> None:
    """The signs of a team, or of all teams that have one."""
    shown = [one for one in ((team,) if team else found.teams) if one.signs]
    if told := st.session_state.pop(TOLD, None):
        cards.notice(told)
    if not shown:
        return
    several = len(shown) > 1 or team is None
    title = "To be decided" if found.may_decide else "What looks unusual, and what happens next"
    about.heading(title, "signs", "detectors")
    cards.facts(LEAD)
    signs = [(one, sign) for one in shown for sign in one.signs]
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
    """Closed until somebody wants to decide."""
    key = f"{team.id}_{sign.id}"
    label = "Decide" if sign.state == OPEN else "Decide anew"
    with st.popover(label, key=f"decide_{key}"), st.form(f"form_{key}", border=False):
        verdict = st.radio(
            "Decision", list(VERDICTS), index=None, format_func=VERDICTS.__getitem__,
            key=f"verdict_{key}",
        )  # fmt: skip
        reason = st.text_area(
            "Why", key=f"reason_{key}", max_chars=LONGEST,
            placeholder="What you looked at, whom you asked, and what follows from it.",
        )  # fmt: skip
        st.caption(f"The team will read it. At least {SHORTEST} characters; it is logged.")
        if st.form_submit_button("Write the decision"):
            if verdict is None:  # the form must not lean to either
                cards.notice("Choose whether it is paid or withheld; nothing is written yet.")
            else:
                _decide(found, team, sign, verdict, reason)


def _decide(found: Incentives, team: TeamPay, sign: Sign, verdict: str, reason: str) -> None:
    hold = Hold(found.plan_id, found.version, found.period_id, team.id, sign.id, sign.words)
    now = datetime.now().astimezone()
    try:
        flow.decide(access.scope(), reward.home(), data.organisation(), hold, verdict, reason, now)
    except CxError as refused:
        cards.notice(authors.named(str(refused)))
        return
    st.session_state[TOLD] = f"Written and logged: {team.name}, {sign.title.lower()}."
    incentives.stay(team)
    st.rerun()
