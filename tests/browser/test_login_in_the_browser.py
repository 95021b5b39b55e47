"""Logging in and out for real: a provider of OpenID Connect on loopback, and a real browser."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cxdata.desk import open_desk, people
from cxdata.scope import STEWARD, Scope
from tests import records
from tests.browser.conftest import Seen, free_port
from tests.logins import PEOPLE

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Cookie

COOKIE = "_streamlit_user"


@pytest.fixture(scope="module")
def site(
    serve: Callable[..., str], provider: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """The app with this provider; its address and data root."""
    root, port = tmp_path_factory.mktemp("site"), free_port()
    (root / "demo").symlink_to(records.sample_root() / "demo")
    (root / "own").mkdir()
    (root / "own" / "people.toml").write_text(PEOPLE, "utf-8")
    file = root / "secrets.toml"
    file.write_text(
        f"""
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "{secrets.token_hex(32)}"
client_id = "cx-commons"
client_secret = "{secrets.token_hex(16)}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
""",
        "utf-8",
    )
    serve(root, "--secrets.files", str(file), port=port)
    return f"http://localhost:{port}", root


def log_in(seen: Seen, who: str) -> None:
    """Press the button, and choose an account at the provider."""
    # The provider's own page asks for a style sheet of another host: nothing here leaves loopback.
    seen.page.route(lambda url: "localhost" not in url, lambda route: route.abort())
    seen.until(".st-key-door")
    seen.page.get_by_role("button", name="Log in").click()
    seen.page.locator(f'button[value="{who}"]').click()


def cookies(context: BrowserContext, site: str) -> list[Cookie]:
    return [one for one in context.cookies(site) if one["name"].startswith(COOKIE)]


def tampered(value: str) -> str:
    """The cookie with another person written into it, under the old signature."""
    head, _, rest = value.rpartition(":")
    parts = value.split("|") if "|" in value else [head, rest]
    longest = max(parts, key=len)
    try:
        told = base64.b64decode(longest + "==").replace(b'"noa"', b'"lea"')
        return value.replace(longest, base64.b64encode(told).decode())
    except ValueError:
        return value[:-8] + "deadbeef"


def test_login_role_deep_link_and_logout(look: Any, site: tuple[str, Path]) -> None:
    address, root = site
    seen = look(f"{address}/trend?grain=Months")
    assert "Larkfield" not in seen.page.locator("body").inner_text()
    log_in(seen, "lea")
    seen.until(".st-key-view")
    seen.page.wait_for_url("**/trend**")
    seen.settled()
    seen.page.locator(".st-key-view button").first.click()
    seen.until(".st-key-log_out")
    seen.until("text=You are here as a lead of departments.")
    context = seen.page.context
    copied = cookies(context, address)
    assert copied
    assert all(one["httpOnly"] for one in copied)

    seen.page.locator(".st-key-log_out button").click()
    seen.page.wait_for_url("**/oauth2/end_session**")
    assert not cookies(context, address)
    context.add_cookies(copied)  # type: ignore[arg-type]
    seen.page.goto(address)
    seen.until(".st-key-door >> text=You have logged out.")

    held = open_desk(root / "own")
    (one,) = people.listed(Scope(STEWARD), held)
    assert (one.name, one.stands.role if one.stands else "") == ("Lea", "lead")


def test_a_tampered_cookie_and_no_group_open_nothing(look: Any, site: tuple[str, Path]) -> None:
    address, _ = site
    seen = look(address)
    log_in(seen, "noa")
    seen.page.wait_for_url(f"{address}/")
    seen.until(".st-key-door .st-key-log_out")
    seen.until(".st-key-door >> text=nobody has given you a role here yet. Ask Ines Vogt")
    context = seen.page.context
    forged = [{**one, "value": tampered(one["value"])} for one in cookies(context, address)]
    context.add_cookies(forged)  # type: ignore[arg-type]
    seen.page.goto(address)
    seen.until(".st-key-door .st-key-log_in_default")
    assert "Larkfield" not in seen.page.locator("body").inner_text()
