"""The proxy as deploy/nginx.conf sets it up, in front of two real processes, over real TLS."""

import gzip
import os
import shutil
import signal
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import streamlit

from tests import records
from tests.browser.conftest import BY_DESIGN, FLAGS, answers, free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of nginx' TLS, with our file but for its name of folders, ports and certificate."""
    folder = tmp_path_factory.mktemp("nginx")
    ports = [free_port() for _ in range(4)]
    _certificate(folder)
    secrets = folder / "secrets.toml"
    secrets.write_text('[auth]\nclient_id = "cx"\n', "utf-8")
    started = [_app(port, secrets) for port in ports[:2]]
    (folder / "nginx.conf").write_text(_configuration(folder, ports), "utf-8")
    started.append(subprocess.Popen([str(NGINX), "-c", str(folder / "nginx.conf")]))
    for port in ports[:2]:
        answers(f"http://127.0.0.1:{port}")
    yield ports[3]
    for child in reversed(started):
        child.send_signal(signal.SIGTERM)
        child.wait(timeout=20)


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
        page.get_by_text("Departments, at the touchpoints").wait_for(timeout=60_000)
        cookies = {c["name"]: c for c in context.cookies()}
        assert cookies["cx_visit"]["secure"]
        assert cookies["_streamlit_xsrf"]["secure"]
        page.get_by_test_id("stPopover").nth(1).get_by_role("button").click()
        with page.expect_download() as taken:
            page.get_by_text("Download as CSV").click()
        assert b"%" in Path(taken.value.path()).read_bytes()
        assert not [e for e in errors if BY_DESIGN not in e]
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


def _get(port: int, path: str, headers: dict[str, str]) -> dict[str, str]:
    anyone = ssl.create_default_context()
    anyone.check_hostname, anyone.verify_mode = False, ssl.CERT_NONE
    asked = urllib.request.Request(
        f"https://127.0.0.1:{port}{path}", headers={"Host": f"{NAME}:{port}", **headers}
    )
    with urllib.request.urlopen(asked, context=anyone, timeout=20) as answer:
        assert answer.status == 200
        return {name.title(): value for name, value in answer.headers.items()}


def _app(port: int, secrets: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "streamlit", "run", "asgi.py", "--server.port", str(port)]
    return subprocess.Popen(
        [*command, "--secrets.files", str(secrets)],
        cwd=records.ROOT,
        env={**os.environ, "CX_DATA": str(records.sample_root())},
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
