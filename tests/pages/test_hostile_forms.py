"""Every choice and field of a page given what does harm: by the address, by hand, then pressed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cxdata import desk
from cxdata.desk import people
from cxdata.desk.people import Arrival
from cxdata.scope import STEWARD
from pages.ui import table
from tests import hostile
from tests.logins import AUTH, ISSUER, user
from tests.pages.conftest import APP

# Read of the address by hand, not by a widget that is bound to it.
ASKED = ("deck", "show", "auto", "slides", "way", "term", "period", "since", "until", "at")
HALL, PEOPLE = "pages/present/all_hands.py", "pages/steward/people.py"
QUICK = ("pages/learn/nps.py", "pages/learn/my_part.py", HALL, PEOPLE)
REST = tuple(page.file for page in table.PAGES if page.file not in QUICK)
GROUPS = '[[group]]\nname = "stewards"\nrole = "steward"\n'
PRESSES = 12


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile company, and people whose names and addresses are no better."""
    root = hostile.root(tmp_path_factory.mktemp("forms"))
    (root / "own" / "people.toml").write_text(GROUPS, "utf-8")
    told = [
        Arrival(ISSUER, f"s{i} {name}", name, f"{name}@x.test", None, hostile.NOW)
        for i, name in enumerate(hostile.NAMES)
    ]
    people.came(desk.open_desk(root / "own"), told)
    return root


def app_of(page: str, query: dict[str, str]) -> AppTest:
    """A steward with a hostile name at a page, by an address."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.secrets["auth"] = dict(AUTH)
    app.user = user("stewards", name=hostile.NAMES[7], email=hostile.NAMES[1])
    for name, value in query.items():
        app.query_params[name] = value
    if page != table.PAGES[0].file:
        app.switch_page(page)
    return app


def calm(touched: Any, what: str) -> AppTest:
    """Run a page, or what was pressed on it: nothing failed, no name was taken for a tag."""
    app: AppTest = touched.run()
    said = " ".join(element.proto.body for element in app.get("html"))
    assert not app.exception, what
    assert "Something went wrong" not in said, what
    assert "<script" not in said, what
    assert "<img" not in said, what
    return app


def bound(app: AppTest) -> set[str]:
    """The parameters of the address that the widgets of a page are bound to."""
    kinds = (
        "selectbox",
        "multiselect",
        "text_input",
        "checkbox",
        "toggle",
        "button_group",
        "radio",
    )
    found: set[Any] = {
        getattr(one.proto, "query_param_key", "") for kind in kinds for one in app.get(kind)
    }
    return {str(name) for name in found if name}


def visited(page: str, value: str) -> int:
    """Give a page's address, choices and fields a value, and press its buttons; how many."""
    app = calm(app_of(page, {name: value for name in ASKED if name != "show"}), "asked")
    names = {*bound(app), *ASKED} - {"show"}
    app = calm(app_of(page, dict.fromkeys(sorted(names), value)), "bound")
    calm(app_of(page, {"show": "1", "deck": value, "auto": value}), "shown")
    app = calm(app_of(page, {}), "bare")
    if page == PEOPLE:
        row = {"rows": [1], "columns": [], "cells": []}
        app.session_state[app.session_state["people_shown"][0]] = {"selection": row}
        app = calm(app, "chosen")
    done: set[str] = set()
    for _ in range(PRESSES):
        for field in (*app.text_area, *app.text_input):
            field.set_value(value[: field.proto.max_chars or len(value)])
        for box in (*app.checkbox, *app.toggle):
            box.set_value(True)
        fresh = [one for one in app.button if not one.disabled and one.key not in done]
        fresh = [one for one in fresh if not str(one.key).startswith(("log_", "rollback"))]
        if not fresh:
            break
        done.add(str(fresh[0].key))
        app = calm(fresh[0].click(), f"pressed {fresh[0].key}")
    return len(done)


@pytest.fixture
def served(company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy for each test: what is pressed may write."""
    monkeypatch.setenv("CX_DATA", str(shutil.copytree(company, tmp_path / "data")))


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("page", QUICK)
def test_a_page_stands_whatever_is_chosen_written_and_pressed(page: str) -> None:
    assert visited(page, hostile.NAMES[7]) >= (8 if page == HALL else 1)


@pytest.mark.soak
@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("page", [*QUICK, *REST])
@pytest.mark.parametrize("at", range(len(hostile.NAMES) + 1))
def test_every_page_stands_whatever_every_field_is_given(page: str, at: int) -> None:
    visited(page, (*hostile.NAMES, hostile.LONG)[at])


def test_a_steward_is_who_the_test_says(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the pages of stewards would be closed, and stand whatever they are given."""
    monkeypatch.setenv("CX_DATA", str(company))
    app = calm(app_of("pages/steward/people.py", {}), "people")
    assert app.dataframe, STEWARD
