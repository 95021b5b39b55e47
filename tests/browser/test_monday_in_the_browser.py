"""The Monday page in a real browser: copied, printed, and read on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Seen

Look = Callable[..., Seen]


def test_the_agenda_is_copied_as_text_and_is_all_that_is_printed(
    sample_server: str, look: Look
) -> None:
    seen = look(f"{sample_server}/monday?department=Logistics")
    seen.until("text=Copy as text")
    seen.settled()
    seen.page.get_by_role("button", name="Copy as text").click()
    # A browser that refuses the clipboard shows the text, selected.
    seen.until("text=/Copied|Press Ctrl/")
    expect(seen.page.locator(".cx-hand textarea")).to_have_value(re.compile("^Huddle: Logistics"))
    seen.page.emulate_media(media="print")
    assert seen.page.locator(".cx-agenda").is_visible()
    assert not seen.page.locator("h1.cx-question").is_visible()
    assert not seen.page.get_by_role("button", name="Print").is_visible()
    assert seen.page.locator(".cx-agenda").bounding_box()["width"] > 600
    assert not seen.complaints()


def test_a_link_by_id_is_still_the_same_page_when_loaded_again(
    sample_server: str, look: Look
) -> None:
    seen = look(f"{sample_server}/monday?department=logistics")
    seen.until("text=How does Logistics do")
    seen.page.wait_for_url("**/monday?department=Logistics")
    seen.page.reload()
    seen.until("text=How does Logistics do")
    assert not seen.complaints()


@pytest.mark.parametrize("address", ["monday?department=stores", "monday?team=accounts"])
def test_it_is_no_wider_than_a_phone(sample_server: str, look: Look, address: str) -> None:
    seen = look(f"{sample_server}/{address}", (390, 844), "dark")
    seen.until("text=Copy as text")
    seen.settled()
    assert seen.sideways() <= 0
    assert not seen.complaints()


def test_a_department_from_the_address_is_taken_along_to_the_next_page(
    sample_server: str, look: Look
) -> None:
    seen = look(f"{sample_server}/?department=Finance")
    seen.until("text=1 filter on")
    seen.settled()
    seen.page.get_by_text("Act", exact=True).first.click()
    seen.page.get_by_text("Monday", exact=True).first.click()
    seen.until("text=How does Finance do")
