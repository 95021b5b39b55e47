"""Login, expiry and logout with the certified provider of npm, whose clock runs behind."""

from __future__ import annotations

import secrets
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import records
from tests.browser.conftest import Seen, free_port
from tests.logins import HOUR, PEOPLE

pytestmark = pytest.mark.soak
LEFT = 45  # seconds that a login has left when it is made
SCRIPT = Path(__file__).with_name("provider.mjs")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which node finds the provider."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed")
    folder = tmp_path_factory.mktemp("npm")
    command = [
        npm,
        "install",
        "--no-audit",
        "--no-fund",
        "--prefix",
        str(folder),
        "oidc-provider@9",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    shutil.copy(SCRIPT, folder / SCRIPT.name)
    return folder


@pytest.fixture(scope="module")
def site(
    serve: Callable[..., str], packages: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The app, and a provider whose logins are almost twelve hours old."""
    root, port, other = tmp_path_factory.mktemp("site"), free_port(), free_port()
    (root / "demo").symlink_to(records.sample_root() / "demo")
    (root / "own").mkdir()
    (root / "own" / "people.toml").write_text(PEOPLE, "utf-8")
    back, secret = f"http://localhost:{port}/oauth2callback", secrets.token_hex(16)
    issuer, file = f"http://localhost:{other}", root / "secrets.toml"
    file.write_text(
        f"""
[auth]
redirect_uri = "{back}"
cookie_secret = "{secrets.token_hex(32)}"
client_id = "cx-commons"
client_secret = "{secret}"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
client_kwargs = {{ prompt = "login" }}
""",
        "utf-8",
    )
    node = [shutil.which("node") or "node", SCRIPT.name, str(other), back, secret]
    child = subprocess.Popen([*node, str(12 * HOUR - LEFT)], cwd=packages)
    try:
        _answers(f"{issuer}/.well-known/openid-configuration")
        serve(root, "--secrets.files", str(file), port=port)
        yield f"http://localhost:{port}"
    finally:
        child.terminate()
        child.wait(timeout=20)


def _answers(address: str, patience_seconds: float = 60) -> None:
    end = time.monotonic() + patience_seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def log_in(seen: Seen, group: str) -> None:
    page = seen.page
    page.route(lambda url: "localhost" not in url, lambda route: route.abort())
    seen.until(".st-key-door")
    page.get_by_role("button", name="Log in").click()
    page.locator('input[name="login"]').fill(group)
    page.locator('input[name="password"]').fill("any")
    page.locator('button[type="submit"]').click()
    page.get_by_role("button", name="Continue").click()
    seen.until(".st-key-view")


def test_login_logout_and_expiry(look: Any, site: str) -> None:
    seen = look(site)
    log_in(seen, "cx-board")
    begun = time.monotonic()
    seen.settled()
    seen.page.locator(".st-key-view button").first.click()
    assert "You are here as an executive." in seen.page.locator("body").inner_text()
    time.sleep(max(0.0, LEFT + 5 - (time.monotonic() - begun)))
    seen.page.get_by_role("link", name="Scorecard").click()
    seen.until(".st-key-door")
    assert "over 12 hours ago" in seen.page.locator(".st-key-door").inner_text()
    assert "Larkfield" not in seen.page.locator("body").inner_text()

    again = look(site)
    log_in(again, "all-staff")
    again.settled()
    again.page.locator(".st-key-view button").first.click()
    again.page.locator(".st-key-log_out button").click()
    again.page.get_by_role("button", name="Yes, sign me out").click()
    again.until(".st-key-door")
    assert "Larkfield" not in again.page.locator("body").inner_text()
