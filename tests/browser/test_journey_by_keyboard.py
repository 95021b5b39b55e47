"""The journey's map by keyboard alone: walk, open, read on, put away, and share."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from tests.browser.conftest import Seen

Look = Callable[..., Seen]

# The element that has the focus, also inside a component's own root.
FOCUSED = """() => {
  let at = document.activeElement;
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at.dataset.cell ?? at.textContent.trim();
}"""
OUTLINE = """() => {
  const at = document.activeElement;
  return getComputedStyle(at.shadowRoot?.activeElement ?? at).outlineStyle;
}"""
PANEL = ".st-key-card_cell"


def test_a_cell_is_found_opened_and_closed_without_a_mouse(look: Look, sample_server: str) -> None:
    seen = look(f"{sample_server}/journey?region=North")
    page = seen.page
    seen.until("button[data-cell]")
    seen.settled()
    page.locator("button[data-cell][tabindex='0']").focus()
    assert page.evaluate(FOCUSED) == "advert|2025-10"
    for key in ("ArrowRight", "ArrowDown", "End", "ArrowRight", "Home", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)  # past an edge nothing moves
    assert page.evaluate(FOCUSED) == "advert|2025-10"
    assert page.evaluate(OUTLINE) == "solid"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    seen.until(PANEL)
    page.wait_for_function(f"({FOCUSED})() === 'showroom|2025-10'", timeout=20_000)
    page.locator(PANEL).get_by_text("Showroom visit · Oct 2025 · North", exact=True).wait_for()
    told = page.locator(".cx-said").first
    expect(told).to_have_text(re.compile("^Showroom visit, Oct 2025: "))
    seen.settled()
    page.get_by_role("button", name="Close").wait_for()
    page.wait_for_function(f"({FOCUSED})() === 'showroom|2025-10'", timeout=20_000)
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Close"  # the panel follows the map
    page.locator("button[data-cell][tabindex='0']").focus()
    page.keyboard.press("Escape")
    page.locator(PANEL).wait_for(state="detached", timeout=20_000)
    assert not seen.complaints()


def test_a_copied_link_opens_the_same_cell(look: Look, sample_server: str) -> None:
    choice = "region=North&touchpoint=Delivery+on+time&column=Apr+2026"
    seen = look(f"{sample_server}/journey?{choice}")
    page = seen.page
    seen.until(PANEL)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name="Copy link").click()
    shown = page.get_by_label("Link to what is shown")
    expect(shown).to_have_value(re.compile("touchpoint="))
    link = shown.input_value()
    held = parse_qs(urlsplit(link).query)
    assert held["touchpoint"] == ["Delivery on time"]
    assert held["column"] == ["Apr 2026"]
    assert held["since"] == ["Aug 2026"]  # as it is today, whenever it is opened
    other = look(link)
    other.until(PANEL)
    title = "Delivery on time · Apr 2026 · North"
    # Marks are mounted one by one: which is the first to be there is anybody's guess.
    other.page.locator(PANEL).get_by_text(title, exact=True).wait_for()


def test_the_way_to_a_cells_comments_keeps_who_looks_and_takes_the_cell_along(
    look: Look, sample_server: str
) -> None:
    choice = "region=North&touchpoint=Delivery+slot&column=Apr+2026"
    seen = look(f"{sample_server}/journey?{choice}")
    page = seen.page
    seen.until(PANEL)
    page.get_by_role("button", name="View of an executive").click()
    page.get_by_test_id("stRadio").get_by_text("a steward of the data", exact=True).click()
    page.get_by_role("button", name="View of a steward").wait_for()
    page.keyboard.press("Escape")
    # What is pressed while the page is drawn anew is lost.
    seen.settled()
    page.get_by_text("What customers said", exact=True).click()
    page.get_by_role("link", name="All of them").wait_for()
    seen.settled()
    page.get_by_role("link", name="All of them").click()
    try:
        page.wait_for_url("**/voice?**", timeout=8_000)
    except PlaywrightTimeout:  # a busy machine draws anew for longer than a look can tell
        page.get_by_role("link", name="All of them").click()
        page.wait_for_url("**/voice?**")
    page.wait_for_function("location.search.includes('region=North')")
    held = parse_qs(urlsplit(page.url).query)
    assert held["at"] == ["Delivery slot"]
    assert held["since"] == held["until"] == ["Apr 2026"]
    page.get_by_role("button", name="View of a steward").wait_for()
    page.go_back()  # however many choices the link wrote, one step leads back to the cell
    page.wait_for_url("**/journey?**")
    seen.until(PANEL)
    assert parse_qs(urlsplit(page.url).query)["column"] == ["Apr 2026"]
    assert not seen.complaints()
