"""A first visit: three steps that cover nothing, put away for good, and back when asked for."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Seen

Look = Callable[..., Seen]
PANEL, ASK = ".cx-tour", ".cx-tour-ask"


def test_three_steps_meet_a_first_visit_once_and_lead_to_the_import(
    sample_server: str, look: Look
) -> None:
    seen = look(sample_server, first=True, locale="de-DE")
    seen.until("text=3.390 answers")
    seen.settled()
    seen.until(PANEL)  # it comes last
    page = seen.page
    number = page.locator(".st-key-number strong").bounding_box()
    panel = page.locator(PANEL).bounding_box()
    assert number
    assert panel
    assert number["y"] + number["height"] < panel["y"]
    assert panel["height"] < 90
    assert foot_of_page(seen) <= panel["y"]
    page.get_by_role("button", name="Got it").click()
    assert not page.locator(PANEL).is_visible()
    assert foot_of_page(seen) == 900
    assert page.locator(".st-key-number strong").bounding_box() == number
    page.reload()
    seen.settled()
    page.locator(ASK).wait_for()
    assert not page.locator(PANEL).is_visible()
    page.locator(ASK).click()
    assert page.locator(PANEL).is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(PANEL).is_visible()
    page.keyboard.press("Enter")  # the question mark has the focus again
    page.get_by_role("button", name="Bring your own data in").click()
    seen.until("text=How does feedback come in?")
    assert not seen.complaints()


def test_the_steps_cover_nothing_of_a_phone(sample_server: str, look: Look) -> None:
    seen = look(f"{sample_server}/my_part?department=it", (390, 844), first=True)
    seen.until(PANEL)
    seen.settled()
    panel = seen.page.locator(PANEL).bounding_box()
    assert panel
    assert panel["height"] < 844 / 4
    assert foot_of_page(seen) <= panel["y"]
    assert seen.sideways() <= 0


def foot_of_page(seen: Seen) -> float:
    """Where what is read ends on the screen."""
    box = seen.page.locator('[data-testid="stMain"]').bounding_box()
    assert box
    return box["y"] + box["height"]


@pytest.mark.parametrize("part", ["it", "logistics"])  # ten touchpoints, and four
def test_my_part_fills_one_sheet_and_fits_a_phone(
    sample_server: str, look: Look, part: str
) -> None:
    seen = look(f"{sample_server}/my_part?department={part}", (390, 844), "dark")
    seen.until(".cx-qr")
    seen.settled()
    assert seen.sideways() <= 0
    # What is to be chosen stands on the screen whole: nothing says that a row could be moved.
    chosen = [one.bounding_box() for one in seen.page.locator(".stMultiSelect").all()]
    assert [box["x"] + box["width"] <= 390 for box in chosen] == [True, True]
    assert not seen.page.get_by_text("customers' words are not printed").is_visible()
    assert seen.page.title() == "My part · CX Commons"  # what its PDF is called
    sheets = seen.page.pdf(format="A4").count(b"/Type /Page\n")
    assert sheets == 1
    seen.page.emulate_media(media="print")
    seen.page.set_viewport_size({"width": 688, "height": 1016})  # A4 between its margins
    assert 800 < seen.page.locator(".st-key-my_part").bounding_box()["height"] <= 1016
    assert seen.page.locator(".cx-qr").is_visible()
    assert seen.page.get_by_text("a made-up company · customers' words").is_visible()
    assert not seen.page.get_by_text("What customers wrote lately").is_visible()
    assert not seen.complaints()


def test_sliders_run_from_left_to_right_for_every_reader(sample_server: str, look: Look) -> None:
    seen = look(f"{sample_server}/nps?lesson=Glossary", locale="ar")
    seen.until('input[aria-label="Search the glossary"]')
    seen.page.get_by_text("The score", exact=True).click()
    thumb = seen.page.locator(".stSlider input").first
    thumb.wait_for(state="attached")
    seen.page.wait_for_timeout(400)
    value, most = (int(thumb.get_attribute(name) or 0) for name in ("value", "max"))
    track = seen.page.locator('.stSlider [role="group"]').first.bounding_box()
    stands = thumb.locator("xpath=../..").bounding_box()
    assert track
    assert stands
    drawn = (stands["x"] + stands["width"] / 2 - track["x"]) / track["width"]
    assert drawn == pytest.approx(value / most, abs=0.03)
    thumb.focus()
    seen.page.keyboard.press("ArrowRight")
    assert int(thumb.get_attribute("value") or 0) == value + 1
