"""Whose view it is outlasts a reload, where nobody logs in; with a login nothing of it counts."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from cxdata.scope import STEWARD
from pages.ui import view_kept
from tests.logins import AUTH
from tests.pages.conftest import Enter, Open
from tests.pages.reading import words
from tests.pages.test_login import user

LED = {"view_as": "lead", "view_as_departments": ["logistics", "nowhere"]}


def taken(said: str, login: bool = False) -> dict[str, object]:
    """What the session holds of the view once a tab has said what it kept."""

    def page(said: str) -> None:
        from pages.ui import view_kept

        view_kept.take(said, {"logistics"}, {"vans_north"})

    app = AppTest.from_function(page, kwargs={"said": said})
    if login:
        app.secrets["auth"] = dict(AUTH)
    app.run()
    assert not app.exception
    keys = ("view_as", "view_as_departments", "view_as_team")
    return {key: app.session_state[key] for key in keys if key in app.session_state}


def test_a_tab_gives_back_the_view_that_it_kept() -> None:
    assert taken(json.dumps({"view_as": "steward"})) == {"view_as": "steward"}
    assert taken(json.dumps(LED)) == {"view_as": "lead", "view_as_departments": ["logistics"]}
    one = {"view_as": "employee", "view_as_team": "vans_north"}
    assert taken(json.dumps(one)) == one


@pytest.mark.parametrize(
    "said",
    ["", "null", "[]", "{", '{"view_as": "root"}', '{"view_as": ["steward"]}', "1" * 9000,
     '{"view_as": {"a": 1}}'],
)  # fmt: skip
def test_what_is_no_view_changes_nothing(said: str) -> None:
    assert taken(said) == {}


def test_with_a_login_a_tab_makes_nobody_a_steward(enter: Enter) -> None:
    assert taken(json.dumps({"view_as": STEWARD}), login=True) == {}
    app = enter(user("all-staff"), "pages/steward/imports.py")
    assert "Open to stewards" in words(app)
    assert view_kept.KEY not in app.session_state
    app.query_params["view_as"] = STEWARD
    assert "Open to stewards" in words(app.run())
    assert "No address says whose view it is" in words(app)


def test_an_address_that_names_a_view_is_told_that_none_does(visit: Open) -> None:
    app = visit("pages/steward/imports.py", view_as="steward")
    assert "No address says whose view it is" in words(app)
    assert "Open to stewards" in words(app)
