"""Who sees what: everybody at every page, with every filter, everybody else's ids, every press.

The pages come from the page table and the choices from what the pages themselves offer, so that a
new page is in it without anyone remembering. The matrix is tested itself: leaks are planted, and
each must be caught.
"""

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st

from cxdata import desk, organisation, record
from cxdata.desk import drafts, looks, people, presentations
from cxdata.flows.looking import notes
from cxdata.reports import slides_frozen, voice, voice_groups
from cxdata.scope import EXECUTIVE, STEWARD, Scope, View, month_after
from pages.ui import about, access, data, table
from pages.ui.data_keys import KEYS
from tests.logins import ISSUER
from tests.matrix import company, decks
from tests.matrix.company import IDENTITIES, Identity
from tests.matrix.looking import Leak, Watch, matrix
from tests.matrix.pressing import pressed

PAGES = tuple(page.file for page in table.PAGES)
EXEC, EMPLOYEE, LEAD, STEWARD_, PAYROLL, STRANGER, ANONYMOUS = IDENTITIES
VOICE, HANDOVERS, MONDAY = (
    "pages/listen/voice.py",
    "pages/listen/handovers.py",
    "pages/act/monday.py",
)
PAY = "pages/reward/incentives.py"
PRESSES = 12  # buttons a person and page: the most that any page has
LOGGED = {"comments": looks.COMMENTS, "ways": looks.WAYS, "money": looks.MONEY}


def shown(watch: Watch, who: Identity) -> set[str]:
    """Kinds of what is logged that somebody was shown."""
    words = {kind.split(" ")[0] for kind in watch.seen.get(who.name, ())}
    return {LOGGED[word] for word in words if word in LOGGED}


def test_no_secret_reaches_a_session_that_it_is_closed_to(watch: Watch, works: Path) -> None:
    """And whoever may see something does see it, and that is in the log, and nothing else is.

    Then everything that the pages showed to press is pressed, and the fields are written in.
    """
    assert matrix(watch, IDENTITIES, PAGES, links=decks.links(works)) == []
    for who in IDENTITIES:
        assert who.may <= watch.seen[who.name], f"{who.name} is shown less than they may see"
    assert watch.runs > len(PAGES) * len(IDENTITIES) * 2
    assert notes.written()
    logged = looks.log(Scope(STEWARD), desk.open_desk(works / "own"), most=100_000)
    for who in IDENTITIES:
        id_ = people.identity(ISSUER, str(who.claims.get("sub")))
        assert {one.what for one, _ in logged if one.who == id_} == shown(watch, who), who.name

    runs = watch.runs
    assert pressed(watch, IDENTITIES, PAGES, most=PRESSES) == []
    assert watch.runs - runs > 60
    for who in (EXEC, LEAD, STEWARD_):
        assert f"typed by {who.name}" in watch.seen[who.name]


# Twice over, each comes once after each other, and once before: the other orders are for the soak.
ORDERS = list(itertools.permutations((EXEC, EMPLOYEE, LEAD)))
SOAKED = [pytest.param(order, marks=pytest.mark.soak) for order in ORDERS[1:-1]]


@pytest.mark.parametrize("order", [ORDERS[0], *SOAKED, ORDERS[-1]], ids=str)
def test_no_row_crosses_between_people_in_one_process(
    watch: Watch, order: tuple[Identity, ...], request: pytest.FixtureRequest
) -> None:
    """Cold for the first, cached for those after, and once more for all."""
    assert matrix(watch, (*order, *order), (VOICE, PAY), drills=()) == []
    for who in order:
        assert who.may & {"comments of alpha", *company.MONEY} <= watch.seen[who.name]


def cached_without_scope(patch: pytest.MonkeyPatch, _works: Path) -> None:
    """A cached function whose key lacks the scope."""

    @st.cache_resource(hash_funcs={**KEYS, Scope: lambda _: ""})
    def leaking(scope, held, key, ask):  # type: ignore[no-untyped-def]
        return ask.report(scope, held, data._organisation(held), *ask.asked, **ask.named)

    patch.setattr(data, "_report", leaking)


def id_not_checked(patch: pytest.MonkeyPatch, _works: Path) -> None:
    """A touchpoint of the URL that is read without asking whose it is."""
    opened = voice_groups.opened

    def leaking(scope, snapshot, organisation, view, touchpoint="", kind=""):  # type: ignore[no-untyped-def]
        boss = replace(scope, role=EXECUTIVE) if touchpoint else scope
        return opened(boss, snapshot, organisation, view, touchpoint, kind)

    patch.setattr(voice_groups, "opened", leaking)


def export_that_skips_suppression(patch: pytest.MonkeyPatch, works: Path) -> None:
    """A file that holds the comments of a group too small to show."""
    csv_text = about.csv_text
    snapshot = record.open_snapshot(works / "own")
    firm = organisation.parse(company.ORGANISATION)
    first, last = snapshot.span(Scope(EXECUTIVE))
    every = View(first.replace(day=1), month_after(last.replace(day=1), 1))

    def leaking(table: about.Table) -> str:
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(voice_groups, "minimum_of", lambda _: 1)
            asked = voice.Search(touchpoint="kiosk")
            found = voice.heard(Scope(EXECUTIVE), snapshot, firm, every, asked)
        return csv_text(table) + "\n".join(row.text for row in found.rows)

    patch.setattr(about, "csv_text", leaking)


def filter_that_widens(patch: pytest.MonkeyPatch, _works: Path) -> None:
    """A choice of departments that is taken for departments led."""
    real = access.scope

    def leaking() -> Scope:
        scope = real()
        return replace(
            scope,
            departments=(*scope.departments, *(st.session_state.get("department") or ())),
        )

    patch.setattr(access, "scope", leaking)


def open_gate(patch: pytest.MonkeyPatch, _works: Path) -> None:
    """A gate that takes who is not let in for an employee."""
    real = access._logged_in

    def leaking() -> Scope:
        try:
            return real()
        except access.Outside:
            return Scope("employee")

    patch.setattr(access, "_logged_in", leaking)


def money_by_role_alone(patch: pytest.MonkeyPatch, _works: Path) -> None:
    """A lead is shown every team's pay."""
    from cxdata.reports import incentives

    patch.setattr(incentives, "payees", lambda scope, firm: tuple(t.id for t in firm.teams))


def withdrawn_deck_opens(patch: pytest.MonkeyPatch, _works: Path) -> None:
    """The link of a presentation that was withdrawn goes on to open it."""

    def leaking(_scope, held, id_):  # type: ignore[no-untyped-def]
        return next(one for one in presentations.every(decks.BOSS, held) if one.id == id_)

    patch.setattr(slides_frozen, "frozen", leaking)


def approvals_for_all(patch: pytest.MonkeyPatch, _works: Path) -> None:
    """Why a customer's way may be shown is told to whoever opens the page."""
    from cxdata.desk import shown_ways

    every = (*shown_ways.APPROVERS, "employee", "lead", "payroll")
    patch.setattr(shown_ways, "APPROVERS", every)


def draft_of_everybody(patch: pytest.MonkeyPatch, _works: Path) -> None:
    """What is being put together is kept for everybody, not for whoever does."""
    patch.setattr(drafts, "_who", lambda _: "everybody")


def button_that_looks_as_anybody(patch: pytest.MonkeyPatch, _works: Path) -> None:
    """A button after which a lead is taken for an executive."""
    real = access.scope

    def leaking() -> Scope:
        boss = st.session_state.get("clear_voice")
        return replace(real(), role=EXECUTIVE) if boss else real()

    patch.setattr(access, "scope", leaking)


@pytest.mark.parametrize(
    ("plant", "who", "page", "what"),
    [
        (draft_of_everybody, (EXEC, EMPLOYEE), decks.PAGE, "typed by executive"),
        (button_that_looks_as_anybody, (LEAD,), VOICE, "comments of beta"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_a_leak_behind_a_press_is_caught(
    watch: Watch,
    works: Path,
    plant: Callable[[pytest.MonkeyPatch, Path], None],
    who: tuple[Identity, ...],
    page: str,
    what: str,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        plant(patch, works)
        assert what not in {leak.what for leak in matrix(watch, who, (page,), drills=())}
        found = pressed(watch, who, (page,), most=2)
    assert what in {leak.what for leak in found}


@pytest.mark.parametrize(
    ("plant", "who", "page", "what"),
    [
        (cached_without_scope, (EXEC, LEAD), VOICE, "comments of beta"),
        (id_not_checked, (EXEC, LEAD), VOICE, "comments of beta"),
        (export_that_skips_suppression, (EXEC,), VOICE, "comments of a small group"),
        (filter_that_widens, (LEAD,), VOICE, "comments of beta"),
        (open_gate, (ANONYMOUS,), PAGES[0], "the company"),
        (money_by_role_alone, (LEAD,), PAY, "money of b1"),
        (withdrawn_deck_opens, (EMPLOYEE,), decks.PAGE, "withdrawn presentations"),
        (approvals_for_all, (PAYROLL,), decks.PAGE, "approvals"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_a_planted_leak_is_caught(
    watch: Watch,
    works: Path,
    plant: Callable[[pytest.MonkeyPatch, Path], None],
    who: tuple[Identity, ...],
    page: str,
    what: str,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        plant(patch, works)
        found = matrix(watch, who, (page,), links=decks.links(works))
    assert what in {leak.what for leak in found}


def test_a_new_page_is_in_the_matrix_unasked(
    watch: Watch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that forgets whose comments are whose is caught as soon as it is in the table."""
    file = tmp_path / "new.py"
    file.write_text(
        "from cxdata.reports import voice\nfrom cxdata.scope import Scope\n"
        "from pages.ui import data, filters, header\nimport streamlit as st\n"
        "header.bar()\nview = filters.row()\n"
        "found = voice.heard(Scope('executive'), data.snapshot(), data.organisation(), view)\n"
        "st.text([row.text for row in found.rows])\n",
        "utf-8",
    )
    pages = (*table.PAGES, table.Page("Listen", str(file), "New", "new"))
    monkeypatch.setattr(table, "PAGES", pages)
    found = matrix(watch, (EXEC, LEAD, ANONYMOUS), [p.file for p in table.PAGES][-1:])
    assert {(leak.who, leak.what) for leak in found} == {
        (LEAD.name, "comments of beta"),
        (LEAD.name, "comments of all"),
    }


def test_a_mark_is_found_however_it_is_written() -> None:
    from tests.matrix.looking import _needle

    needle = re.compile(_needle(b"51,386"))
    for data_ in (b'"51,386"', b"51386.12,", b"\xe2\x82\xac\xc2\xa051,386"):
        assert needle.search(data_)
    for data_ in (b"0.51386", b"151,386", b"51,3861"):
        assert not needle.search(data_)


@pytest.mark.soak
def test_no_secret_leaks_with_many_more_filters(watch: Watch) -> None:
    leaks: list[Leak] = matrix(watch, IDENTITIES, PAGES, sampled=12, drills=(-1, 1))
    assert leaks == []


@pytest.mark.soak
def test_no_secret_leaks_with_many_more_presses(watch: Watch) -> None:
    assert pressed(watch, IDENTITIES, PAGES, most=60, singly=8) == []
