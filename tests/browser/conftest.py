"""A real server in a process of its own, and a real Chromium in front of it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import records

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = shutil.which("chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
# Whoever comes is nobody in particular: the tab forgets the view that was chosen in it.
ANYBODY = "sessionStorage.removeItem('cx_view')"
# Streamlit looks for its own endpoints below a deep link first and is told 404 by design.
BY_DESIGN = "404 (Not Found)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser the tests of this folder fail in the gate and are skipped at home."""
    missing = CHROMIUM is None and not os.environ.get("CI")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if missing:
                item.add_marker(pytest.mark.skip(reason="chromium is not installed"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "chromium is missing: install it (apt-get install chromium)"
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """Start a server on a data root, in a fresh process, on a free port; its address."""
    started: list[subprocess.Popen[bytes]] = []

    def start(root: Path, *options: str, port: int = 0) -> str:
        port = port or free_port()
        command = [sys.executable, "-m", "streamlit", "run", "asgi.py", "--server.port", str(port)]
        command += options
        child = subprocess.Popen(
            command,
            cwd=records.ROOT,
            env={**os.environ, "CX_DATA": str(root)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(child)
        address = f"http://127.0.0.1:{port}"
        answers(address)
        return address

    yield start
    for child in started:
        child.send_signal(signal.SIGTERM)
        child.wait(timeout=20)


@pytest.fixture(scope="session")
def sample_server(serve: Callable[..., str]) -> str:
    """One server on the sample company for all tests that do not need a fresh one."""
    return serve(records.sample_root())


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[..., Seen]]:
    """Open an address as a new visitor with a size and a colour scheme.

    first   a first visit, whom the three steps meet; others have put them away
    """
    contexts: list[BrowserContext] = []

    def looked(
        address: str,
        size: tuple[int, int] = (1440, 900),
        scheme: str = "light",
        locale: str = "en-GB",
        first: bool = False,
    ) -> Seen:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale=locale,
        )
        contexts.append(context)
        if not first:
            context.add_init_script("localStorage.setItem('cx_tour_seen', '1')")
        return Seen(context.new_page(), address)

    yield looked
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    """A provider that knows a lead and somebody of the choir; its address."""
    from oidc_provider_mock import User, run_server_in_thread

    def known(sub: str, *groups: str) -> User:
        claims = {"name": sub.title(), "email": f"{sub}@larkfield.test", "groups": list(groups)}
        return User(sub=sub, claims=claims)

    users = (
        known("ines", "cx-stewards"),
        known("lea", "cx-leads-logistics"),
        known("noa", "choir"),
    )
    with run_server_in_thread(user_claims=users) as server:
        yield f"http://localhost:{server.server_port}"


class Seen:
    """A page in the browser, with what it asked for and what it complained of."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.errors: list[str] = []
        self.asked: list[str] = []
        page.wait_for_function = self._holds  # type: ignore[method-assign]
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: self.errors.append(str(e)))
        page.on("request", lambda r: self.asked.append(r.url))
        page.on("websocket", lambda w: self.asked.append(w.url))
        page.goto(address)

    def until(self, selector: str) -> None:
        """Wait until something is there to be seen."""
        self.page.locator(selector).first.wait_for(timeout=30_000)

    def settled(self) -> None:
        """Wait until the script has run and the marks are mounted."""
        self.until('[data-testid="stApp"][data-test-script-state="notRunning"]')
        self.page.wait_for_function(
            "![...document.querySelectorAll('[data-testid=stSkeleton]')].length"
        )

    def _holds(self, expression: str, *, arg: object = None, timeout: float = 30_000) -> None:
        """Wait until an expression holds; Playwright's own evaluates it under the page's policy."""
        end = time.monotonic() + timeout / 1000
        while not self.page.evaluate(expression, arg):
            assert time.monotonic() < end, f"never held: {expression}"
            self.page.wait_for_timeout(30)

    def complaints(self) -> list[str]:
        return [error for error in self.errors if BY_DESIGN not in error]

    def sideways(self) -> int:
        """Pixels by which the page is wider than the screen."""
        return int(
            self.page.evaluate(
                "Math.max(document.documentElement.scrollWidth,"
                "document.querySelector('[data-testid=stMain]').scrollWidth) - innerWidth"
            )
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str, patience_seconds: float = 60) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + patience_seconds
    while True:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
