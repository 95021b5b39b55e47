"""The proxy as deploy/nginx.conf sets it up, in front of two real processes, over real TLS."""

import gzip
import os
import secrets as secrets_of
import shutil
import signal
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import streamlit

from cxdata import desk
from cxdata.desk import people
from cxdata.scope import STEWARD, Scope
from tests import records
from tests.browser.conftest import FLAGS, answers, free_port
from tests.logins import PEOPLE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAME = "cx.example.org"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
STATIC = Path(streamlit.__file__).parent / "static" / "static"
SHIPPED = "/opt/cx-commons/.venv/lib/python3.11/site-packages/streamlit/static/static/"
AROUND = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{}}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    {shipped}
}}
"""

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
]


@pytest.fixture(scope="module")
def proxied(folder: Path, provider: str) -> Iterator[int]:
    """The port of nginx' TLS, with our file but for its name of folders, ports and certificate."""
    ports = [free_port() for _ in range(4)]
    _certificate(folder)
    secrets = folder / "secrets.toml"
    secrets.write_text(_login(provider, ports[3]), "utf-8")
    (folder / "own").mkdir(parents=True)
    (folder / "own" / "people.toml").write_text(PEOPLE, "utf-8")
    (folder / "demo").symlink_to(records.sample_root() / "demo")
    started = [_app(port, secrets, folder) for port in ports[:2]]
    (folder / "nginx.conf").write_text(_configuration(folder, ports), "utf-8")
    started.append(subprocess.Popen([str(NGINX), "-c", str(folder / "nginx.conf")]))
    for port in ports[:2]:
        answers(f"http://127.0.0.1:{port}")
    yield ports[3]
    for child in reversed(started):
        child.send_signal(signal.SIGTERM)
        child.wait(timeout=20)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where nginx and the app have their files: the data root, too."""
    return tmp_path_factory.mktemp("nginx")


@pytest.fixture(scope="module")
def outside() -> Iterator["Browser"]:
    """A browser that finds the app's name at this machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        flags = [*FLAGS, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
        opened = driver.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        yield opened
        opened.close()


def test_browsers_are_spread_over_processes_and_each_gets_its_own_file(
    proxied: int, outside: "Browser"
) -> None:
    for _ in range(4):
        context = outside.new_context(ignore_https_errors=True)
        page, errors = context.new_page(), []
        page.on("console", lambda m, e=errors: e.append(m.text) if m.type == "error" else None)
        page.goto(f"https://{NAME}:{proxied}/")
        _log_in(page, "lea")
        page.goto(f"https://{NAME}:{proxied}/voice")
        page.locator(".st-key-view").wait_for(timeout=60_000)
        cookies = {c["name"]: c for c in context.cookies()}
        assert cookies["cx_visit"]["secure"]
        assert cookies["_streamlit_xsrf"]["secure"]
        page.get_by_test_id("stPopover").nth(1).get_by_role("button").click()
        with page.expect_download() as taken:
            page.get_by_text("Download as CSV").click()
        assert b"," in Path(taken.value.path()).read_bytes()
        assert not _complaints(errors)
        context.close()


def test_streamlits_files_come_packed_from_disk_and_may_be_kept(proxied: int) -> None:
    script = max(STATIC.glob("js/*.js"), key=lambda p: p.stat().st_size)
    found = _get(proxied, f"/static/js/{script.name}", {"Accept-Encoding": "gzip"})
    assert found["Content-Encoding"] == "gzip"
    assert int(found["Content-Length"]) < script.stat().st_size / 2
    assert "immutable" in found["Cache-Control"]
    assert found["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in _get(proxied, "/", {})["Cache-Control"]
    assert _get(proxied, "/", {})["Strict-Transport-Security"]


def test_a_visit_lasts_while_nobody_moves_and_ends_when_it_is_ended(
    proxied: int, outside: "Browser", folder: Path
) -> None:
    """Login, a page, a file in, a pause of 70 seconds, a revocation, logging out: over real TLS."""
    site = f"https://{NAME}:{proxied}"
    context = outside.new_context(ignore_https_errors=True)
    page, errors, sockets = context.new_page(), [], []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("websocket", lambda one: sockets.append(one))
    page.goto(site)
    _log_in(page, "ines")
    other = outside.new_context(ignore_https_errors=True).new_page()
    other.goto(site)
    _log_in(other, "lea")
    page.goto(f"{site}/imports")
    file = folder / "in.csv"
    file.write_text("response_id,answered_at,kind,nps\n1,2026-10-01,relational,9\n", "utf-8")
    page.locator("input[type=file]").first.set_input_files(file)
    page.get_by_text("Recognised").first.wait_for(timeout=60_000)
    for closed in ("/_stcore/metrics", "/_stcore/agent/x", "/media/nobody"):
        assert page.evaluate("u => fetch(u).then(r => r.status)", closed) == 404
    many = len(sockets)
    page.wait_for_timeout(70_000)
    assert len(sockets) == many
    assert not sockets[-1].is_closed()

    held, steward = desk.open_desk(folder / "own"), Scope(STEWARD)
    lea = next(one for one in people.listed(steward, held) if one.name == "Lea")
    people.revoke(steward, held, lea.id, datetime.now(UTC))
    other.reload()
    other.locator(".st-key-door").wait_for(timeout=60_000)
    assert "Larkfield" not in other.locator("body").inner_text()
    other.context.close()
    copied = [one for one in context.cookies() if one["name"].startswith("_streamlit_user")]
    page.locator(".st-key-view button").first.click()
    page.locator(".st-key-log_out button").click()
    page.wait_for_url("**/oauth2/end_session**")
    context.add_cookies(copied)  # type: ignore[arg-type]
    page.goto(site)
    page.locator(".st-key-door >> text=You have logged out.").wait_for(timeout=60_000)
    assert not _complaints(errors)
    context.close()


def _complaints(errors: list[str]) -> list[str]:
    """What the browser complained of: no policy was broken, nothing failed but by design."""
    return [e for e in errors if not e.startswith("Failed to load resource")]


def _log_in(page: "Page", who: str) -> None:
    # The provider's own page asks for a style sheet of another host: nothing here leaves loopback.
    page.route(lambda u: "localhost" not in u and NAME not in u, lambda route: route.abort())
    page.locator(".st-key-door").wait_for(timeout=60_000)
    page.get_by_role("button", name="Log in").click()
    page.locator(f'button[value="{who}"]').click()
    page.locator(".st-key-view").wait_for(timeout=60_000)


def _login(provider: str, port: int) -> str:
    return f"""
[auth]
redirect_uri = "https://{NAME}:{port}/oauth2callback"
cookie_secret = "{secrets_of.token_hex(32)}"
client_id = "cx-commons"
client_secret = "{secrets_of.token_hex(16)}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


def _get(port: int, path: str, headers: dict[str, str]) -> dict[str, str]:
    anyone = ssl.create_default_context()
    anyone.check_hostname, anyone.verify_mode = False, ssl.CERT_NONE
    asked = urllib.request.Request(
        f"https://127.0.0.1:{port}{path}", headers={"Host": f"{NAME}:{port}", **headers}
    )
    with urllib.request.urlopen(asked, context=anyone, timeout=20) as answer:
        assert answer.status == 200
        return {name.title(): value for name, value in answer.headers.items()}


def _app(port: int, secrets: Path, root: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "streamlit", "run", "asgi.py", "--server.port", str(port)]
    return subprocess.Popen(
        [*command, "--secrets.files", str(secrets)],
        cwd=records.ROOT,
        env={**os.environ, "CX_DATA": str(root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _certificate(folder: Path) -> None:
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-keyout", "privkey.pem", "-out", "fullchain.pem", "-subj", f"/CN={NAME}"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def _packed(folder: Path) -> Path:
    """Streamlit's files with their packed twins, as docs/deploy.md makes them."""
    packed = folder / "static"
    shutil.copytree(STATIC, packed, copy_function=os.symlink)
    for file in [*packed.rglob("*.js"), *packed.rglob("*.css")]:
        file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes(), 1))
    return packed


def _configuration(folder: Path, ports: list[int]) -> str:
    shipped = (records.ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    changed = {
        "127.0.0.1:8501;": f"127.0.0.1:{ports[0]};",
        "127.0.0.1:8502;": f"127.0.0.1:{ports[1]};",
        "listen 80;": f"listen 127.0.0.1:{ports[2]};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{ports[3]} ssl http2;",
        "/etc/ssl/cx/": f"{folder}/",
        "/var/log/nginx/cx.error.log": f"{folder}/cx.error.log",
        SHIPPED: f"{_packed(folder)}/",
    }
    for ours, theirs in changed.items():
        assert ours in shipped
        shipped = shipped.replace(ours, theirs)
    user = "user root;" if os.geteuid() == 0 else ""  # whose folder it is
    return AROUND.format(user=user, folder=folder, shipped=shipped)
