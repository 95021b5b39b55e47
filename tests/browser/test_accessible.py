"""axe-core over every page of the page table, in both themes: no serious violation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from cxdata.scope import EXECUTIVE, ROLES
from pages.ui.table import PAGES, Page
from tests.browser.conftest import ANYBODY, Seen

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ASKED = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
GRAVE = ("serious", "critical")
# The page turns to the other theme in its own time, and what is run anew is dimmed: a colour on its
# way has the contrast of neither end.
AT_REST = """scheme => {
    const app = document.querySelector('[data-testid=stApp]')
    const ground = getComputedStyle(app).backgroundColor.match(/\\d+/g).slice(0, 3)
    const light = ground.every(part => part > 127)
    const moves = document.getAnimations().some(one => one instanceof CSSTransition)
    const runs = app.dataset.testScriptState !== 'notRunning'
    return light === (scheme === 'light') && !moves && !runs
}"""
LOOKS = 5


@pytest.fixture(scope="module")
def axe() -> str:
    return AXE_FILE_PATH.read_text("utf-8")


@pytest.fixture(scope="module")
def visitor(browser: Browser, sample_server: str) -> Iterator[Seen]:
    """One who goes from page to page: what a browser has kept, it need not load and parse again."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    context.add_init_script(f"localStorage.setItem('cx_tour_seen', '1'); {ANYBODY}")
    yield Seen(context.new_page(), sample_server)
    context.close()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url or "scorecard")
def test_no_serious_violation_in_either_theme(
    sample_server: str, visitor: Seen, axe: str, page: Page
) -> None:
    seen = visitor
    seen.page.goto(f"{sample_server}/{page.url}")
    seen.until("h1, h2")
    if EXECUTIVE not in page.roles:
        role = next(role for role in ROLES if role in page.roles)
        seen.page.get_by_role("button", name=f"View as a {role}").click()
        seen.page.get_by_text(f"Open to {role}s").wait_for(state="detached")
    seen.settled()
    for scheme in ("light", "dark"):
        seen.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        seen.settled()
        assert at_rest(seen, axe, scheme) == []


def test_a_button_without_a_name_would_be_found(
    sample_server: str, look: Callable[..., Seen], axe: str
) -> None:
    seen = look(sample_server)
    seen.until(".st-key-number strong")
    seen.settled()
    seen.page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<button>')")
    assert any("button-name" in line for line in violations(seen, axe))


def at_rest(seen: Seen, axe: str, scheme: str) -> list[str]:
    """The grave ones of a page that nothing moved in while it was looked at."""
    found: list[str] = []
    for _ in range(LOOKS):
        seen.page.wait_for_function(AT_REST, arg=scheme)
        found = list(violations(seen, axe))
        if not found or seen.page.evaluate(AT_REST, scheme):
            break
    return found


def violations(seen: Seen, axe: str) -> Iterator[str]:
    """The grave ones, a line each: rule, how many, the first element."""
    seen.page.evaluate(axe)
    found: dict[str, Any] = seen.page.evaluate(
        "asked => axe.run(document, {runOnly: asked, resultTypes: ['violations']})", ASKED
    )
    for one in found["violations"]:
        if one["impact"] in GRAVE:
            first = one["nodes"][0]
            yield f"{one['id']} x{len(one['nodes'])}: {first['html'][:200]} {first['target']}"
