"""Pay in a real browser: a pressed team, and that nobody else's money is served."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from cxdata import desk
from cxdata.desk import plans
from cxdata.scope import EXECUTIVE, Scope
from tests import records
from tests.browser.conftest import Seen

if TYPE_CHECKING:
    from playwright.sync_api import WebSocket

Look = Callable[..., Seen]


def test_a_team_that_is_pressed_is_shown_in_full_and_stands_in_the_url(
    sample_server: str, look: Look
) -> None:
    seen = look(f"{sample_server}/incentives")
    seen.until("button[data-team=island]")
    seen.settled()
    seen.page.locator("button[data-team=island]").focus()
    seen.page.keyboard.press("Enter")
    seen.until("text=Why this score, and not the plain one")
    seen.settled()
    seen.page.wait_for_url("**pay_team=Island*")
    assert not seen.complaints()


def test_an_employee_is_served_nobody_elses_money(sample_server: str, look: Look) -> None:
    seen, frames = look("about:blank"), []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda data: frames.append(data))

    seen.page.on("websocket", listen)
    seen.page.goto(f"{sample_server}/incentives?pay_team=All+teams")
    seen.until("button[data-team=station]")
    seen.settled()
    row = seen.page.locator('.cx-pay:has(button[data-team="station"]) .cx-pay-sum')
    amount = row.first.inner_text().removeprefix("€").strip()
    assert re.fullmatch(r"[\d,]{4,}", amount)
    assert told(amount, frames)  # so that the silence below means something
    frames.clear()
    # The same session, whose page was cached for an executive, goes on as an employee.
    seen.page.get_by_role("button", name="View of an executive").click()
    seen.page.get_by_text("an employee", exact=True).click()
    seen.until("text=No team of yours")
    seen.page.get_by_role("combobox", name="Your team").click()
    seen.page.get_by_role("option", name="Platform").click()
    seen.until("text=Why this score, and not the plain one")
    seen.settled()
    assert not told(amount, frames)
    assert amount not in seen.page.content()


def told(words: str, frames: list[bytes | str]) -> bool:
    """Did the server send these words?"""
    sent = [f.encode() if isinstance(f, str) else f for f in frames]
    return any(words.encode() in frame for frame in sent)


@pytest.mark.parametrize(
    ("page", "size", "scheme"),
    [
        ("incentives", (1920, 1080), "light"),
        ("incentives?pay_team=Island+store", (390, 844), "dark"),
        ("what_if", (390, 844), "light"),
    ],
)
def test_the_pages_are_no_wider_than_the_screen(
    sample_server: str, look: Look, page: str, size: tuple[int, int], scheme: str
) -> None:
    seen = look(f"{sample_server}/{page}", size, scheme)
    seen.until("text=How honest is this plan?" if "what" not in page else "text=flip a result")
    seen.settled()
    assert seen.sideways() <= 0
    assert not seen.complaints()


def test_what_is_typed_outlives_a_version_that_somebody_saves_meanwhile(
    serve: Callable[[Path], str], look: Look, tmp_path: Path
) -> None:
    root = tmp_path / "data"
    shutil.copytree(records.sample_root() / "demo", root / "demo")
    seen = look(f"{serve(root)}/what_if")
    seen.until("text=Change the plan, and save it as a new version")
    seen.settled()
    seen.page.get_by_text("Change the plan, and save it as a new version").click()
    seen.page.get_by_text("As text", exact=True).click()
    area = seen.page.get_by_role("textbox", name="Plan")
    expect(area).to_have_value(re.compile("amount = 400"))  # it is mounted empty
    began = area.input_value()
    area.fill(began.replace("amount = 400", "amount = 420"))
    theirs = began.replace("cap = 150000", "cap = 140000")
    now = datetime(2026, 11, 2, 9, tzinfo=UTC)
    plans.save(Scope(EXECUTIVE, identity="ann"), desk.open_desk(root / "demo"), theirs, 1, now)
    area.press("Control+Enter")
    seen.until("text=20 teams would get more")  # Save waits until the page has shown what is typed
    seen.settled()
    seen.page.get_by_role("button", name="Save", exact=True).click()
    seen.until("text=Only ann changed, so it is kept")
    seen.until("text=ann saved version 2")
    expect(area).to_have_value(re.compile("amount = 420"))
