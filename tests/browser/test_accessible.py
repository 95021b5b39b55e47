"""axe-core over every page of the page table, in both themes: no serious violation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from cxdata.scope import EXECUTIVE, ROLES
from pages.ui.table import PAGES, Page
from tests.browser.conftest import Seen

ASKED = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
GRAVE = ("serious", "critical")


@pytest.fixture(scope="module")
def axe() -> str:
    return AXE_FILE_PATH.read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url or "scorecard")
def test_no_serious_violation_in_either_theme(
    sample_server: str, look: Callable[..., Seen], axe: str, page: Page
) -> None:
    seen = look(f"{sample_server}/{page.url}")
    seen.until("h1, h2")
    if EXECUTIVE not in page.roles:
        role = next(role for role in ROLES if role in page.roles)
        seen.page.get_by_role("button", name=f"View as a {role}").click()
        seen.page.get_by_text(f"Open to {role}s").wait_for(state="detached")
    seen.settled()
    for scheme in ("light", "dark"):
        seen.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        seen.settled()
        assert list(violations(seen, axe)) == []


def test_a_button_without_a_name_would_be_found(
    sample_server: str, look: Callable[..., Seen], axe: str
) -> None:
    seen = look(sample_server)
    seen.until(".st-key-number strong")
    seen.settled()
    seen.page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<button>')")
    assert any("button-name" in line for line in violations(seen, axe))


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
