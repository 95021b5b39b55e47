"""Hostile comments in a real browser: nothing is loaded, run or broken; words can be pressed."""

from collections.abc import Callable
from pathlib import Path

from tests import saying
from tests.browser.conftest import Seen
from tests.saying import HOSTILE, answer

Look = Callable[..., Seen]
SIZES = """() => [...document.querySelectorAll('*')].map(e => e.shadowRoot).filter(Boolean)
  .flatMap(r => [...r.querySelectorAll('.cx-said-one')])
  .map(e => [e.scrollWidth - e.clientWidth, e.getBoundingClientRect().height])"""


def test_hostile_comments_load_nothing_and_break_no_layout(
    serve: Callable[..., str], look: Look, tmp_path: Path
) -> None:
    rows = [answer(i, 3, text) for i, text in enumerate(HOSTILE)]
    rows += [answer(100 + i, (2, 10)[i % 2], ("too late", "so kind")[i % 2]) for i in range(70)]
    root = saying.root(tmp_path, rows)
    (root / "own" / "themes.toml").write_text(
        '[[theme]]\nname = "Late <b>"\nwords = ["late"]\n', "utf-8"
    )
    server = serve(root)
    for size in ((390, 844), (1440, 900)):
        seen = look(f"{server}/voice?said_by=Unhappy", size)
        seen.until('[role="listitem"]')
        seen.settled()
        assert seen.sideways() <= 0
        shown = seen.page.evaluate(SIZES)
        assert len(shown) == 50
        assert all(over <= 0 and height < 420 for over, height in shown)
        hosts = {url.split("/")[2].split(":")[0] for url in seen.asked if "://" in url}
        assert hosts == {"127.0.0.1"}
        assert "taken" not in seen.page.title()
        assert not seen.complaints()
    long = seen.page.locator("button[data-more]").first
    before = long.evaluate("e => e.parentElement.getBoundingClientRect().height")
    long.focus()
    seen.page.keyboard.press("Enter")
    assert long.get_attribute("aria-expanded") == "true"
    assert long.evaluate("e => e.parentElement.getBoundingClientRect().height") > 2 * before
    seen.page.goto(f"{server}/voice")
    theme = seen.page.locator('button[data-pick="theme:Late <b>"]')
    theme.wait_for()
    theme.focus()
    seen.page.keyboard.press("Enter")
    seen.until("text=comments found")
    seen.settled()
    seen.page.wait_for_url("**theme=Late*")
    assert seen.page.locator("b.cx-hit").first.inner_text() == "late"
    chosen = seen.page.locator('button[aria-pressed="true"]')
    assert chosen.inner_text() == "Late <b>"
    assert chosen.evaluate("e => e.getRootNode().activeElement === e")  # the focus stays on it
