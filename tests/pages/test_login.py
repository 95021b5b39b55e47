"""Who is let in, as what, until when; and what is seen by whoever is not."""

import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import AppTest

from cxdata import desk
from cxdata.desk import looks, people
from cxdata.desk.groups import Grant
from cxdata.desk.people import Arrival
from cxdata.errors import Refused
from cxdata.flows.looking import notes
from cxdata.scope import STEWARD, Scope
from pages.ui import access, settings, table
from pages.ui.server import visits
from tests import records
from tests.logins import AUTH, HOUR, ISSUER, PEOPLE, user
from tests.pages.conftest import APP, Enter
from tests.pages.reading import words

ME = people.identity(ISSUER, "u-17")
OUTSIDE = "Log in with your work account"


def outside(app: AppTest) -> str:
    """What the page before the house says; fails where anything of the house is on it."""
    said = words(app)
    assert "Larkfield" not in said.replace("larkfield.test", "")
    assert {e.proto.component_name for e in app.get("bidi_component")} <= {"cx_door"}
    assert not app.get("page_link")
    assert not app.get("navigation")
    assert not app.metric
    return said


def test_nobody_is_shown_anything_before_they_log_in(enter: Enter) -> None:
    for page in ("", *(p.file for p in table.PAGES)):
        app = enter({"is_logged_in": False}, page)
        assert OUTSIDE in outside(app)
        assert [b.label for b in app.button] == ["Log in"]


@pytest.mark.parametrize(
    ("group", "role"),
    [
        ("cx-board", "an executive"),
        ("cx-stewards", "a steward of the data"),
        ("cx-payroll", "payroll"),
        ("all-staff", "an employee"),
        ("cx-leads-logistics", "a lead of departments"),
    ],
)
def test_a_group_gives_its_role_and_nobody_chooses_it(enter: Enter, group: str, role: str) -> None:
    app = enter(user(group), "pages/listen/trend.py")
    assert f"You are here as {role}." in words(app)
    assert "Logistics" in words(app) or group != "cx-leads-logistics"
    assert not [r for r in app.radio if r.key == access.ROLE]
    assert app.get("popover")[0].proto.popover.label == "Maria Okafor"


def test_the_session_makes_nobody_a_steward(enter: Enter) -> None:
    app = enter(user("all-staff"), "pages/steward/imports.py")
    app.session_state[access.ROLE] = STEWARD
    app.run()
    assert "Open to stewards" in words(app)
    assert not [b for b in app.button if b.label.startswith("View as")]


def test_a_login_ends_after_twelve_hours(enter: Enter) -> None:
    app = enter(user("cx-board", age_seconds=12 * HOUR - 30))
    assert "Larkfield" in words(app)
    app.user = user("cx-board", age_seconds=12 * HOUR + 1)
    assert "You logged in over 12 hours ago. Log in again" in outside(app.run())


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "another-app"},
        {"aud": ["another-app"], "azp": "cx-commons"},
        {"aud": None},
        {"iss": "https://login.evil.test/realms/larkfield"},
        {"iss": None},
        {"sub": None},
        {"sub": ""},
        {"provider": "other"},
        {"provider": None},
        {"iat": None},
        {"iat": "2026-11-28"},
        {"iat": True},
        {"iat": 1e30},
        {"iat": time.time() + HOUR},
    ],
    # Every worker must name the cases alike: no moment of its own clock among them.
    ids=lambda wrong: " ".join(
        f"{k} {type(v).__name__ if k == 'iat' else v}" for k, v in wrong.items()
    ),
)
def test_a_login_that_was_not_made_for_this_app_opens_nothing(
    enter: Enter, wrong: dict[str, Any]
) -> None:
    said = outside(enter(user("cx-board", **wrong)))
    assert "That login" in said
    assert "Log in again" in said


def test_who_is_in_no_group_is_told_whom_to_ask_and_is_seen_by_the_steward(
    enter: Enter, login_root: Path
) -> None:
    app = enter(user("choir"))
    said = outside(app)
    assert "nobody has given you a role here yet. Ask Ines Vogt (ines@larkfield.test)" in said
    assert [one.value for one in app.code] == [ME]  # apart, so that it is copied whole
    assert [b.label for b in app.button] == ["Log out"]
    assert notes.written()
    (one,) = people.listed(Scope(STEWARD), desk.open_desk(login_root / "own"))
    assert (one.id, one.name, one.stands) == (ME, "Maria Okafor", None)


def test_who_is_in_too_many_groups_is_told_so(enter: Enter) -> None:
    overage = user(groups=None, _claim_names={"groups": "src1"})
    assert "so many groups" in outside(enter(overage))


def test_another_group_at_the_next_login_is_another_role(enter: Enter) -> None:
    app = enter(user("cx-board"))
    assert "You are here as an executive." in words(app)
    app.user = user("all-staff", nonce="n-2")
    assert "You are here as an employee." in words(app.run())
    app.user = user("choir", nonce="n-3")
    assert "nobody has given you a role" in outside(app.run())


def test_people_toml_holds_from_the_next_run_on(enter: Enter, login_root: Path) -> None:
    app = enter(user("cx-board"))
    (login_root / "own" / "people.toml").write_text(
        PEOPLE.replace("cx-board", "cx-directors"), "utf-8"
    )
    assert "nobody has given you a role" in outside(app.run())
    (login_root / "own" / "people.toml").write_text("ask = 3", "utf-8")
    assert "nobody has given you a role" in outside(app.run())


def test_a_revoked_person_is_out_on_the_next_run_and_in_again_when_restored(
    enter: Enter, login_root: Path
) -> None:
    app = enter(user("cx-board"))
    assert notes.written()
    held, now, steward = desk.open_desk(login_root / "own"), datetime.now(UTC), Scope(STEWARD)
    for _ in range(3):
        people.revoke(steward, held, ME, now)
        said = outside(app.run())
        assert "Your access was taken back. Ask Ines Vogt" in said
        people.restore(steward, held, ME, now)
        assert "Larkfield" in words(app.run())


def test_a_file_that_is_made_when_pressed_is_made_for_who_is_let_in_then_and_as_then(
    enter: Enter, login_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page lies open, and does not run again when the button is pressed."""
    offered: list[Callable[[], bytes]] = []
    defer = MediaFileManager.add_deferred

    def kept(self: MediaFileManager, made: Callable[[], bytes], *rest: Any, **more: Any) -> str:
        offered.append(made)
        return defer(self, made, *rest, **more)

    monkeypatch.setattr(MediaFileManager, "add_deferred", kept)
    enter(user("cx-board"), "pages/present/all_hands.py")
    assert notes.written()
    assert offered[0]().startswith(b"PK")
    held, now, steward = desk.open_desk(login_root / "own"), datetime.now(UTC), Scope(STEWARD)
    for grant in (Grant("employee"), Grant("executive", ("stores",))):
        people.give(steward, held, ME, grant, now)
        with pytest.raises(Refused, match="has changed since"):
            offered[0]()
    people.give(steward, held, ME, Grant("executive"), now)
    assert offered[0]().startswith(b"PK")
    people.revoke(steward, held, ME, now)
    with pytest.raises(Refused, match="taken back"):
        offered[0]()


def test_what_a_steward_gives_stands_above_the_groups(enter: Enter, login_root: Path) -> None:
    app = enter(user("all-staff"))
    assert notes.written()
    held, now, steward = desk.open_desk(login_root / "own"), datetime.now(UTC), Scope(STEWARD)
    people.give(steward, held, ME, Grant("lead", ("stores",)), now)
    assert "You are here as a lead of departments." in words(app.run())
    people.give(steward, held, ME, None, now)
    assert "You are here as an employee." in words(app.run())


def test_a_copy_of_a_cookie_opens_nothing_after_logging_out(enter: Enter) -> None:
    mine = user("cx-board")
    here, copy = enter(mine), enter(mine)
    assert "Larkfield" in words(copy)
    here.button(key="log_out").click().run()
    assert "Log in" in outside(here)
    assert "You have logged out. Log in again" in outside(copy.run())
    assert "You have logged out" in outside(enter(mine))
    assert "Larkfield" in words(enter(user("cx-board", nonce="n-2")))


def test_while_the_desk_is_broken_people_get_out_and_are_told_nothing_of_it(
    enter: Enter, login_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, visit = [], visits.fresh()
    monkeypatch.setattr(visits, "_visit", lambda: visit)
    monkeypatch.setattr(st, "logout", lambda: left.append(True))
    (login_root / "own" / "desk.sqlite").write_bytes(b"no database at all " * 200)
    app = enter(user("choir"))
    said = outside(app)
    assert "Nobody can be let in right now" in said
    assert "desk" not in said
    assert str(login_root) not in said
    app.button(key="log_out").click().run()
    assert left
    assert not app.exception
    gone = enter({"is_logged_in": False})
    assert "a copy of this login, if there is one, works for up to 12 hours still" in outside(gone)
    assert "a copy" not in outside(gone.run())


def test_an_address_asks_for_nobodys_name(
    login_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CX_DATA", str(login_root))
    held, zoe = desk.open_desk(login_root / "own"), people.identity(ISSUER, "zoe")
    people.came(held, [Arrival(ISSUER, "zoe", "Zoe Hidden", "zoe@x.test", None, datetime.now(UTC))])
    app = AppTest.from_file(APP, default_timeout=60)
    app.secrets["auth"], app.user = dict(AUTH), user("all-staff")
    for key in ("team", "period"):
        app.query_params[key] = zoe
    app.run()
    said = words(app.run())
    assert f"No team is called “{zoe}”" in said
    assert "Hidden" not in said


def test_our_own_words_of_who_did_something_say_the_name(
    login_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def page(zoe: str) -> None:
        from pages.ui import cards, steward

        cards.notice(steward.plainly(f"{zoe} has been importing. Add --overlap to go on."))

    monkeypatch.setenv("CX_DATA", str(login_root))
    held, zoe = desk.open_desk(login_root / "own"), people.identity(ISSUER, "zoe")
    people.came(held, [Arrival(ISSUER, "zoe", "Zoe Hidden", "zoe@x.test", None, datetime.now(UTC))])
    app = AppTest.from_function(page, args=(zoe,))
    app.secrets["auth"], app.user = dict(AUTH), user("cx-stewards")
    assert ">Zoe Hidden has been importing.<" in words(app.run())


def test_a_name_of_a_login_is_text_and_nothing_else(enter: Enter) -> None:
    app = enter(user("cx-board", name="<img src=x onerror=alert(1)>\u202e\n" + "x" * 999))
    assert "<img" not in words(app)
    assert len(app.get("popover")[0].proto.popover.label) <= 120


def test_looks_at_comments_are_logged_once_a_day_and_readable_by_stewards_alone(
    enter: Enter, login_root: Path
) -> None:
    app = enter(user("cx-board"), "pages/listen/voice.py")
    assert notes.written()
    held = desk.open_desk(login_root / "own")
    before = looks.log(Scope(STEWARD), held)
    assert {(one.who, one.role, one.what) for one, _ in before} == {(ME, "executive", "comments")}
    app.run()
    assert notes.written()
    assert looks.log(Scope(STEWARD), held) == before
    with pytest.raises(Refused):
        looks.log(Scope("executive"), held)


def test_without_a_login_nobody_is_logged(
    login_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CX_DATA", str(login_root))
    app = AppTest.from_file(APP, default_timeout=60)
    app.switch_page("pages/listen/voice.py")
    assert "comments" in words(app.run())
    assert notes.written()
    assert not (login_root / "own" / "desk.sqlite").exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"cookie_secret": "xxx"}, "under 32 characters"),  # pragma: allowlist secret
        ({"cookie_secret": None}, "under 32 characters"),
        # pragma: allowlist nextline secret
        ({"cookie_secret": "change-me" * 5}, "placeholder"),
        ({"cookie_secret": "a" * 64}, "placeholder"),
        ({"redirect_uri": "http://cx.larkfield.test/oauth2callback"}, "https://"),
        ({"redirect_uri": "https://cx.larkfield.test/"}, "/oauth2callback"),
        ({"client_id": "your-client-id"}, "client_id"),
        ({"client_secret": ""}, "client_secret"),
        ({"server_metadata_url": f"{ISSUER}/oidc"}, "well-known"),
        (
            {
                "server_metadata_url": "https://login.microsoftonline.com/common/v2.0"
                "/.well-known/openid-configuration"
            },
            "your own tenant",
        ),
        (
            {
                "server_metadata_url": "https://login.microsoftonline.com/Common%2Fv2.0"
                "/.well-known/openid-configuration"
            },
            "your own tenant",
        ),
        ({"cookie_sekret": "y"}, "cookie_sekret"),
        ({"redirect_uri": "https://[x/oauth2callback"}, "redirect_uri should be a whole address"),
        (
            {"server_metadata_url": "https://[::1/.well-known/openid-configuration"},
            "server_metadata_url should be a whole address",
        ),
        ({"client_kwargs": {"scope": "profile email"}}, "scope should hold openid"),
        ({"client_kwargs": {"scope": ["openid"]}}, "scope should hold openid"),
        ({"client_kwargs": "openid"}, "client_kwargs should be a table"),
    ],
    ids=str,
)
def test_a_login_that_would_let_strangers_in_does_not_start(
    wrong: dict[str, Any], told: str
) -> None:
    assert settings.parsed(AUTH).providers[0].issuer == ISSUER
    with pytest.raises(Refused, match=told):
        settings.parsed({**AUTH, **wrong})


@pytest.mark.parametrize("auth", ["x", [], 5, True], ids=str)
def test_an_auth_that_is_no_section_is_told_so(auth: object) -> None:
    with pytest.raises(Refused, match=r"should be a section, \[auth\]"):
        settings.parsed(auth)


def test_several_providers_each_have_a_button(enter: Enter) -> None:
    both = {k: v for k, v in AUTH.items() if k in settings.SHARED}
    one = {k: v for k, v in AUTH.items() if k in settings.NEEDED}
    app = enter({"is_logged_in": False}, auth={**both, "okta": one, "entra": {**one}})
    assert [b.label for b in app.button] == ["Log in with Okta", "Log in with Entra"]
    app = enter(user("cx-board", provider="okta"), auth={**both, "okta": one})
    assert "Larkfield" in words(app)


def test_the_server_does_not_start_with_a_placeholder_or_a_file_it_cannot_read(
    tmp_path: Path,
) -> None:
    import subprocess
    import sys

    said = shutil.copy(records.ROOT / ".streamlit" / "secrets.example.toml", tmp_path / "s.toml")
    broken = tmp_path / "b.toml"
    broken.write_text("[auth\n", "utf-8")
    for file, told in ((said, "secrets.toml: [auth]"), (broken, "cannot be read")):
        command = [sys.executable, "-m", "streamlit", "run", "asgi.py", "--server.port", "0"]
        ended = subprocess.run(
            [*command, "--secrets.files", str(file)],
            cwd=records.ROOT,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert told in ended.stdout + ended.stderr
        assert ended.returncode != 0
