"""From the key to the other slide painted, against a page that turns two bare words over."""

import statistics

from playwright.sync_api import Page, sync_playwright

from benchmarks import company
from benchmarks.incentives import larkfield
from benchmarks.landing import FLAGS, ROOT, server

SIZE = {"width": 1920, "height": 1080}
SLIDE = ".cx-slide[data-on]"
# The floor: what a browser takes to hear a key and paint anything at all.
BARE = """<h1>One</h1><h1 hidden>Two</h1><script>
document.addEventListener("keydown", () => {
  for (const one of document.querySelectorAll("h1")) one.hidden = !one.hidden
})</script>"""
CLOCK = """() => {
  window.moved = [];
  document.addEventListener("keydown", (e) => requestAnimationFrame(() => setTimeout(() =>
    window.moved.push(performance.now() - e.timeStamp))), true);
}"""
KEYS = ("Home", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "End", "ArrowLeft")


def measured(rounds: int) -> None:
    """Print the median and the slowest move of both, and the ratio, the two taking turns."""
    started, address = server(ROOT / "asgi.py", larkfield())
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            bare, slides = (browser.new_page(viewport=SIZE) for _ in range(2))  # type: ignore[arg-type]
            file = company.BUILD / "bare.html"
            file.write_text(BARE, "utf-8")
            bare.goto(file.as_uri())
            slides.goto(f"{address}/all_hands?show=1")
            slides.locator(SLIDE).wait_for(timeout=60_000)
            slides.wait_for_timeout(2_000)
            for page in (bare, slides):
                page.evaluate(CLOCK)
            for _ in range(max(rounds, 5)):
                for page in (bare, slides):
                    page.bring_to_front()
                    _move(page)
            floor, ours = (page.evaluate("window.moved") for page in (bare, slides))
            browser.close()
    finally:
        started.kill()
        started.wait()
    ratio = statistics.median(ours) / statistics.median(floor)
    print(
        f"slides a move {statistics.median(ours):.0f} ms, slowest {max(ours):.0f},"
        f" bare page {statistics.median(floor):.0f} ({max(floor):.0f}), ratio {ratio:.2f}"
        f" ({len(ours)} moves)"
    )


def _move(page: Page) -> None:
    for key in KEYS:
        page.keyboard.press(key)
        page.wait_for_timeout(50)
