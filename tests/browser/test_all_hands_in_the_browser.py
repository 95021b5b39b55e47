"""The slides on a real screen: walked by keyboard, nothing cut off, nothing around them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cxdata import record
from cxdata.flows import presentations as flow
from cxdata.reports import presentation_text, slides, slides_frozen, slides_way
from tests import halls
from tests.browser.conftest import Seen

Look = Callable[..., Seen]
FORWARD = ("ArrowRight", "Space", "PageDown")
AROUND = ("stHeader", "stSidebar", "stToolbar", "stDecoration", "stMainMenu", "stTopNav")
# Of the slide that shows: what is cut off or lies outside of it, and its smallest type.
MEASURED = """() => {
  const roots = [...document.querySelectorAll("*")].map((e) => e.shadowRoot);
  const host = roots.find((root) => root?.querySelector(".cx-slide"));
  const slide = host.querySelector(".cx-slide[data-on]"), frame = slide.getBoundingClientRect();
  const all = (names) => [...slide.querySelectorAll(names)];
  const said = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  const written = all("*").filter(said);
  const out = [];
  const holders = ".cx-picture, .cx-picture > *, .cx-foot, .cx-said, .cx-moment";
  for (const e of [slide, ...all(holders)]) {
    const wide = e.scrollWidth - e.clientWidth, tall = e.scrollHeight - e.clientHeight;
    if (wide > 1 || tall > 1) out.push(`${e.className} overflows by ${wide}, ${tall}`);
  }
  for (const e of written) {
    const box = e.getBoundingClientRect();
    const inside = box.left >= frame.left && box.right <= frame.right + 1
      && box.top >= frame.top && box.bottom <= frame.bottom + 1;
    if (!inside) out.push(`${e.textContent} lies outside`);
  }
  const foot = slide.querySelector(".cx-foot").getBoundingClientRect().top;
  for (const e of all(".cx-picture *")) {
    const low = e.getBoundingClientRect().bottom;
    if (low > foot + 1) out.push(`${e.textContent || e.className} runs into the foot`);
  }
  return {
    key: slide.dataset.key, out, words: slide.ariaLabel, frame: [frame.width, frame.height],
    smallest: Math.min(...written.map((e) => parseFloat(getComputedStyle(e).fontSize))),
    ground: getComputedStyle(slide).backgroundColor,
    unnamed: all(".cx-picture").filter((e) => !e.querySelector("table") && !e.ariaLabel).length,
  };
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., str]) -> str:
    """A server of its own with a frozen presentation that holds a customer's way; its link."""
    root: Path = halls.hall(tmp_path_factory.mktemp("halls"))
    shown, _ = halls.approved(root)
    found = slides.presentation(halls.ANN, *halls.serving(root), halls.QUARTER)
    whole = slides.with_slide(found, slides_way.placeholder(shown.id))
    body = presentation_text.written(slides_frozen.without_ways(whole))
    made = flow.freeze(halls.ANN, record.locate(root), "Our autumn", body, halls.NOW)
    return f"{serve(root)}/all_hands?deck={made.id}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768)])
def test_all_slides_fit_and_move_at_once(
    address: str, look: Look, size: tuple[int, int], scheme: str
) -> None:
    seen = look(f"{address}&show=1", size, scheme)
    seen.until(".cx-slide[data-on]")
    seen.settled()
    page = seen.page
    walked = []
    for i in range(7):
        found = page.evaluate(MEASURED)
        walked.append(found["key"])
        assert found["out"] == [], found["words"]
        assert found["frame"] == list(size)
        assert found["unnamed"] == 0
        assert found["words"].startswith(f"Slide {i + 1} of 7: ")
        assert found["smallest"] >= 24 * size[1] / 1080 - 0.01, found["words"]
        assert (found["ground"] == "rgb(251, 250, 247)") == (scheme == "light")
        page.keyboard.press(FORWARD[i % 3])
    assert walked == ["nps", "score", "moved", "journey", "way", "goal", "part"]
    assert not [one for one in AROUND if page.locator(f'[data-testid="{one}"]').is_visible()]
    page.keyboard.press("Home")
    assert page.evaluate(MEASURED)["key"] == "nps"
    page.keyboard.press("End")
    for key in ("PageUp", "ArrowLeft"):
        page.keyboard.press(key)
    assert page.evaluate(MEASURED)["key"] == "way"
    page.reload()
    seen.until(".cx-slide[data-on]")
    assert page.evaluate(MEASURED)["key"] == "way"
    assert not seen.complaints()


def test_the_lobby_goes_on_by_itself_and_esc_leads_back(address: str, look: Look) -> None:
    seen = look(f"{address}&show=1&auto=1", (1920, 1080), "light")
    seen.until(".cx-slide[data-on]")
    seen.settled()
    page = seen.page
    page.locator('.cx-slide[data-key="moved"][data-on]').wait_for(timeout=8_000)
    page.keyboard.press("p")
    held = page.evaluate(MEASURED)["key"]
    page.wait_for_timeout(1_500)
    assert page.evaluate(MEASURED)["key"] == held
    page.keyboard.press("d")
    assert page.evaluate(MEASURED)["ground"] == "rgb(18, 22, 27)"
    page.reload()
    seen.until(".cx-slide[data-on]")
    seen.settled()
    assert page.evaluate(MEASURED)["ground"] == "rgb(18, 22, 27)"
    # On a phone that is held upright a slide keeps its shape.
    page.set_viewport_size({"width": 390, "height": 844})
    upright = page.evaluate(MEASURED)
    assert upright["frame"] == [390, 351]
    assert upright["out"] == []
    page.keyboard.press("Escape")
    seen.until("text=these figures stay as they are")
    seen.until('[data-testid="stHeader"]')
    assert "show=1" not in page.url
    assert "deck=" in page.url


def test_the_big_screen_opens_at_the_slide_that_is_looked_at(address: str, look: Look) -> None:
    seen = look(address.partition("?")[0], (1440, 900), "light")
    page, on = seen.page, ".cx-slide[data-on]"

    def shown() -> str:
        seen.until(on)
        seen.settled()
        page.locator("text=Show on the big screen").click()
        seen.until(".cx-full " + on)
        key = str(page.evaluate(MEASURED)["key"])
        page.keyboard.press("End")
        page.keyboard.press("Escape")
        seen.until("text=Show on the big screen")
        return key

    assert shown() == "nps"
    assert shown() == "nps"  # not at the end, where it was left
    seen.until(on)
    page.locator('[data-does="next"]').first.click()
    assert shown() == "score"
