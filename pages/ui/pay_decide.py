"""Writing a decision on a held payment: it goes by what the person had seen, and says what came."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from cxdata.desk.decisions import PAY, WITHHOLD, Decision, Hold
from cxdata.errors import Conflict, CxError
from cxdata.flows import plans as flow
from cxdata.reports.incentive_shapes import Incentives, Sign, TeamPay
from pages.ui import access, authors, data, moments, reward

TOLD, REFUSED, SEEN = "pay_decided", "pay_refused", "pay_seen"
VERDICTS = {PAY: "Pay it", WITHHOLD: "Withhold it"}
DONE = {PAY: "paid", WITHHOLD: "withheld"}
CHOOSE = "Choose whether it is paid or withheld; nothing is written yet."


def hold(found: Incentives, team: TeamPay, sign: Sign) -> Hold:
    """What is decided upon."""
    return Hold(found.plan_id, found.version, found.period_id, team.id, sign.id, sign.words)


def told() -> str:
    """What was written in this press; '' otherwise."""
    return str(st.session_state.pop(TOLD, ""))


def refused(key: str) -> str:
    """Why a press wrote nothing; '' where it did, or where there was none."""
    return str(st.session_state.pop(f"{REFUSED}_{key}", ""))


def seen(key: str, sign: Sign, opened: bool) -> int:
    """Number of the decision that whoever has the form open knows of; 0 for none.

    A page runs again by itself while somebody writes: what it reads then, nobody need have seen.
    """
    name = f"{SEEN}_{key}"
    if not opened or name not in st.session_state:
        st.session_state[name] = sign.number
    return int(st.session_state[name])


def press(key: str, team: TeamPay, sign: Sign, held: Hold, known: int) -> None:
    """Write what the form says.

    known  number of the decision that was seen when the form was drawn
    """
    verdict, reason = (st.session_state[f"{name}_{key}"] for name in ("verdict", "reason"))
    if verdict is None:  # the form must not lean to either
        st.session_state[f"{REFUSED}_{key}"] = CHOOSE
        return
    now = datetime.now().astimezone()
    company = data.organisation()
    try:
        flow.decide(access.scope(), reward.home(), company, held, verdict, reason, now, known)
    except Conflict as first:
        _overtaken(key, first)
    except CxError as error:
        st.session_state[f"{REFUSED}_{key}"] = authors.named(str(error))
    else:
        st.session_state[TOLD] = f"Written and logged: {team.name}, {sign.title.lower()}."
        _close(key)


def _overtaken(key: str, found: Conflict) -> None:
    """Somebody decided since: their decision is told, the reason typed stays, not the choice."""
    theirs = found.newest
    if not isinstance(theirs, Decision):
        raise found
    who, when = authors.named(theirs.author), moments.when(theirs.at)
    st.session_state[f"{REFUSED}_{key}"] = (
        f"While you were writing, {who} decided ({when}): {DONE[theirs.verdict]}. Their reason: "
        f"“{theirs.reason}” Nothing of yours is written yet, and what you typed is kept: choose "
        "again, and write it if yours shall stand instead."
    )
    st.session_state[f"verdict_{key}"] = None
    st.session_state[f"{SEEN}_{key}"] = theirs.number


def _close(key: str) -> None:
    """The form goes, empty: the page says what was written."""
    st.session_state[f"verdict_{key}"], st.session_state[f"reason_{key}"] = None, ""
    st.session_state[f"decide_{key}"] = False
    st.session_state.pop(f"{SEEN}_{key}", None)
