"""The three steps as each role reads them, and the way to the import where there is nothing."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cxdata.flows import imports
from cxdata.scope import ROLES, STEWARD, Scope
from pages.ui import access, table, waiting
from tests import records
from tests.logins import user
from tests.pages.conftest import Enter, Open
from tests.pages.reading import words


def steps(app: AppTest) -> str:
    """The markup of the strip."""
    held = [json.loads(one.proto.json) for one in app.get("bidi_component")]
    return next(data["tour"] for data in held if "tour" in data)


@pytest.mark.parametrize("role", ROLES)
def test_whose_view_is_seen_is_said_to_each(visit: Open, role: str) -> None:
    told = steps(visit(role=role))
    assert f"You look as {access.VIEWS[role]}." in told
    assert "Larkfield is a made-up company" in told
    assert "View of …" in told


@pytest.mark.parametrize("role", ROLES)
def test_only_whoever_may_bring_data_in_is_led_there(visit: Open, role: str) -> None:
    told = steps(visit(role=role))
    led = role in table.at(table.IMPORTS).files or role == access.DEFAULT
    assert ("Bring your own data in" in told) == led
    assert ("See my part" in told) != led


def test_only_a_steward_is_told_to_drop_a_file_without_more(visit: Open) -> None:
    assert "Your own data:</b> drop any" in steps(visit(role="steward"))
    assert "Your own data:</b> as a steward, drop any" in steps(visit(role="executive"))


@pytest.mark.parametrize(
    ("group", "button"),
    [
        ("cx-stewards", "Bring your own data in"),
        ("cx-board", "See my part"),
        ("all-staff", "See my part"),
    ],
)
def test_with_a_login_the_import_is_the_stewards_alone(
    enter: Enter, group: str, button: str
) -> None:
    told = steps(enter(user(group)))
    assert button in told
    assert ("stewards: ask Ines Vogt" in told) == (button == "See my part")


@pytest.mark.parametrize("group", ["cx-board", "cx-stewards", "all-staff"])
def test_a_record_without_answers_says_who_brings_them_and_whom_to_ask(
    enter: Enter, login_root: Path, group: str
) -> None:
    (login_root / "data").symlink_to(login_root)  # the record lies beside people.toml
    root = records.own_root(login_root, records.balanced(20))
    for batch in imports.batches(Scope(STEWARD), root / "own"):
        imports.rollback(
            Scope(STEWARD), root / "own", batch["id"], datetime(2026, 11, 1, tzinfo=UTC)
        )
    app = enter(user(group))
    mine = group == "cx-stewards"
    assert "Your record holds no answers" in words(app)
    assert ("Bring feedback in under Steward, Imports" in words(app)) == mine
    assert ("bring feedback in. Ask Ines Vogt (ines@larkfield.test)." in words(app)) != mine
    assert ("bring_back" in [one.key for one in app.button]) == mine


def test_an_executive_is_not_let_into_the_import_by_its_address(enter: Enter) -> None:
    app = enter(user("cx-board"), table.IMPORTS)
    assert "Open to stewards" in words(app)
    assert "Ask Ines Vogt" in words(app)


def test_whoever_has_logged_in_is_told_of_no_other_view(enter: Enter) -> None:
    told = steps(enter(user("all-staff")))
    assert "View of" not in told
    assert "comments and pay are not" in told


@pytest.mark.parametrize("page", ["pages/learn/my_part.py", "pages/act/monday.py"])
def test_a_page_that_asks_whose_it_is_has_them_too(visit: Open, page: str) -> None:
    app = visit(page)
    assert "Scores are open to everyone." in words(app)
    assert "You look as" in steps(app)


def test_a_company_of_ones_own_is_not_called_made_up(visit: Open, tmp_path: Path) -> None:
    told = steps(visit(root=records.own_root(tmp_path, records.balanced(60))))
    assert "made-up" not in told
    assert "counts on every page" in told


def test_an_empty_record_leads_to_the_import(visit: Open, tmp_path: Path) -> None:
    root = tmp_path / "nothing"
    root.mkdir()
    app = visit(root=root)
    child = waiting._build(str(root.resolve()))
    child.kill()
    child.wait()
    app.run()
    app.button(key="bring_first").click().run()
    assert "How does feedback come in?" in words(app)
    assert "Open to stewards" not in words(app)


def test_every_page_says_that_the_company_is_made_up(visit: Open) -> None:
    from pages.ui.table import PAGES

    for page in PAGES:
        role = page.roles[0]
        app = visit(page.file, role=role)
        assert "a made-up company" in words(app), page.file
