"""The steward's list of people, and the log of who looked at what."""

from __future__ import annotations

import hashlib

import streamlit as st

from cxdata import desk
from cxdata.desk import groups, looks, people
from cxdata.desk.groups import Grant
from cxdata.desk.people import ASKING, REVOKED, Person
from cxdata.desk.store import FILE, Desk
from cxdata.errors import BadInput
from cxdata.reports.wording import counted, listed
from cxdata.scope import STEWARD
from pages.ui import access, cards, data, identity, moments, place, rows

PEOPLE, LOG = "People", "Who looked at what"
TOLD, MODE, FIND, ONLY, LIST = "people_told", "people_mode", "people_find", "people_only", "people"
CHOSEN, SHOWN = "people_chosen", "people_shown"  # the id; key and ids of the list as last drawn
KINDS = {"": "Everybody", ASKING: "Without a role", REVOKED: "Taken back"}
WHAT = {
    "": "Everything",
    looks.COMMENTS: "Comments",
    looks.WAYS: "Customers' ways",
    looks.MONEY: "Money",
}
NO_LOGIN = (
    "No login is set up: whoever sits at this machine chooses the view at the top right, nobody "
    "else gets in, and nothing is logged. How people log in with their work accounts is written in "
    "the file docs/login.md, in the folder where the app is installed."
)
MEND = "Mend the file: docs/login.md, in the folder where the app is installed, says how."
MOST = 500


def is_open() -> bool:
    """Whether the page is open to whoever looks; else it says who may."""
    if access.scope().role == STEWARD:
        return True
    cards.empty("Open to stewards", "Stewards of the data say who may see what.")
    access.offer(STEWARD)
    return False


def told() -> None:
    """What the last change did."""
    if words := st.session_state.pop(TOLD, ""):
        cards.notice(words)


def opening() -> bool:
    """The answer in a sentence, and what is wrong with people.toml; whether anybody has come."""
    if not access.is_set_up():
        cards.answer([("Nobody logs in yet.", False)])
        cards.fact(NO_LOGIN)
    _rules()
    if not (place.own() / FILE).exists():
        return False
    found = people.tally(access.scope(), held())
    asking, gone = found[ASKING], found[REVOKED]
    if access.is_set_up():
        waits = f"{counted(asking, 'person', 'people')} wait{'s' * (asking == 1)} for a role"
        came = counted(found[""], "person", "people")
        cards.answer(
            [
                (f"{came} logged in so far; ", False),
                (f"{waits}." if asking else "nobody waits for a role.", not asking),
            ]
        )
        cards.facts(
            "A role comes from the groups of somebody's work account (people.toml), or from here. "
            f"Taken back: {gone}. Every change is kept with who made it."
        )
    return bool(found[""])


def mode() -> str:
    """The people, or the log."""
    chosen = st.segmented_control(
        "Show",
        (PEOPLE, LOG),
        default=PEOPLE,
        key=MODE,
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    return str(chosen or PEOPLE)


def table() -> Person | None:
    """The people, last one first; the one whose row is chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        search = st.text_input(
            "Find", key=FIND, placeholder="A name, an address or a number", width=320, max_chars=80
        )
        only = st.selectbox("Show", list(KINDS), format_func=KINDS.__getitem__, key=ONLY, width=180)
    _chose()
    found = people.listed(access.scope(), held(), (search or "").strip(), only or "", MOST)
    if not found:
        cards.fact("Nobody here.")
        return None
    ids = [one.id for one in found]
    chosen = next((one for one in found if one.id == st.session_state.get(CHOSEN)), None)
    # Another order is another list: the browser knows what is chosen by its row alone.
    key = f"{LIST}_{hashlib.blake2s(' '.join(ids).encode(), digest_size=8).hexdigest()}"
    st.session_state[SHOWN] = key, ids
    shown = [_row(one) for one in found]
    st.dataframe(
        rows.on_screen(shown, ("Last came",)),
        hide_index=True,
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        selection_default={"selection": {"rows": [ids.index(chosen.id)] if chosen else []}},
        alt="People with role, departments and when they last came",
    )
    told = f"With role, departments and when they last came; {moments.of_zone()}"
    header = rows.told("People", told,
                       shown=KINDS[only or ""], found_by=search or "everybody")  # fmt: skip
    rows.files(shown, "people", "people", header)
    if len(found) == MOST:
        cards.facts(f"The {MOST} who came last. Find others by a part of their name.")
    if chosen is None:
        cards.facts("Choose a row to change what somebody may see.")
    return chosen


def _chose() -> None:
    """Keep who is chosen, by the list that was there to choose from: the next has another order."""
    key, ids = st.session_state.get(SHOWN, (LIST, []))
    seen = st.session_state.get(key)
    if seen is not None:
        rows = [i for i in seen["selection"]["rows"] if i < len(ids)]
        st.session_state[CHOSEN] = ids[rows[0]] if rows else ""


def log() -> None:
    """Who looked at whose comments, ways or money, newest first."""
    picked = st.selectbox(
        "What", list(WHAT), format_func=WHAT.__getitem__, key="looks_of", width=220
    )
    found = looks.log(access.scope(), held(), what=picked or "", most=MOST)
    if not found:
        cards.fact("Nobody has looked at anything of anybody's yet.")
        return
    called = people.names(held(), {one.who for one, _ in found})
    looked = [
        {
            "Day": moments.here(at).date(),
            "First at": f"{moments.here(at):%H:%M}",
            "Who": called.get(one.who, one.who),
            "As": access.VIEWS.get(one.role, one.role),
            "Looked at": WHAT[one.what],
            "Of": one.thing,
        }
        for one, at in found
    ]
    once = f"nce a person, day and thing; {moments.of_zone()}"
    header = rows.told("Who looked at what", f"O{once}, newest first", what=WHAT[picked or ""])
    rows.listed(looked, "looks", "looks", header, written=("First at",))
    cards.facts(
        f"The newest {MOST} at most; o{once}. Nobody can change or delete a line, stewards "
        "neither. Scores are open to everyone and are not logged."
    )


def held() -> Desk:
    """The desk that keeps people."""
    return desk.open_desk(place.own())


def words_of(grant: Grant | None) -> str:
    """'a lead of departments: Logistics'."""
    if grant is None:
        return "no role"
    departments, teams = members()
    parts = [departments.get(id_, id_) for id_ in grant.departments]
    parts += [teams.get(id_, id_) for id_ in grant.teams]
    return f"{access.VIEWS[grant.role]}{': ' * bool(parts)}{listed(parts)}"


def members() -> tuple[dict[str, str], dict[str, str]]:
    """Departments and teams, id -> name; none where there is no record yet."""
    if data.opened() is None:
        return {}, {}
    company = data.organisation()
    return {d.id: d.name for d in company.departments}, {t.id: t.name for t in company.teams}


def _row(one: Person) -> dict[str, str]:
    departments, teams = members()
    grant = one.given or one.by_groups
    given = [departments.get(id_, id_) for id_ in grant.departments] if grant else []
    given += [teams.get(id_, id_) for id_ in grant.teams] if grant else []
    return {
        "Name": one.name or one.id,
        "Address": one.email,
        "Role": access.VIEWS[grant.role] if grant else "none",
        "Departments, teams": ", ".join(given),
        "From": "taken back" if one.revoked_at else _source(one),
        "Last came": moments.lately(one.last_came),
    }


def _source(one: Person) -> str:
    if one.given:
        return "given here"
    return "groups" if one.by_groups else "waits for a role"


def _rules() -> None:
    """What cannot be read of people.toml, or names what the company does not have."""
    try:
        rules = identity.rules(place.own())
    except BadInput as wrong:
        cards.notice(f"No group gives a role right now. {wrong} {MEND}")
        return
    if data.opened() is not None:
        for words in groups.unknown(rules, data.organisation()):
            cards.notice(f"people.toml: {words}")
