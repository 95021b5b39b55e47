"""A page on paper: the sheet's head instead of the app's, light, whole, with nothing to press."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.browser.conftest import Seen

PRESSED = ".stButton, .stDownloadButton, .stPopover, .stSelectbox, .stMultiSelect, .stTextInput"


def test_a_dark_page_prints_light_and_whole_with_its_filters_in_words(
    sample_server: str, look: Callable[..., Seen]
) -> None:
    seen = look(f"{sample_server}/trend?region=North", (1440, 900), "dark")
    seen.until(".js-plotly-plot .main-svg")
    seen.settled()
    page = seen.page
    assert not page.locator(".cx-printed").is_visible()
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    head = page.locator(".cx-printed")
    assert head.is_visible()
    assert "Region: North" in head.inner_text()
    assert "a made-up company" in head.inner_text()
    for part in ('[data-testid="stHeader"]', ".st-key-header", ".st-key-filters"):
        assert not page.locator(part).first.is_visible(), part
    assert not [b for b in page.locator(PRESSED).all() if b.is_visible()]
    colour = "getComputedStyle(document.querySelector('{}')).{}"
    assert page.evaluate(colour.format(".stApp", "backgroundColor")) == "rgb(255, 255, 255)"
    assert page.evaluate(colour.format(".cx-answer", "color")) == "rgb(29, 39, 51)"
    # On paper's width the picture is as wide as its place, and nothing of it is cut.
    page.set_viewport_size({"width": 960, "height": 700})
    drawn, place = (
        page.locator(part).first.bounding_box()
        for part in (".js-plotly-plot .main-svg", ".stPlotlyChart")
    )
    assert drawn["width"] <= place["width"] + 1 <= 961
    assert page.locator(".js-plotly-plot .main-svg").first.get_attribute("viewBox")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not page.locator(".js-plotly-plot .main-svg").first.get_attribute("viewBox")
    assert not seen.complaints()


def test_all_slides_are_printed_one_a_sheet_from_the_page_and_from_the_big_screen(
    sample_server: str, look: Callable[..., Seen]
) -> None:
    for query, paper in (("", "A4"), ("?show=1&auto=20", "Letter")):
        seen = look(f"{sample_server}/all_hands{query}", (1440, 900), "dark")
        seen.until(".cx-slide[data-on]")
        seen.settled()
        title = "How our customers see us, Aug – Oct 2026 · CX Commons"
        assert seen.page.title() == title  # what its PDF is called
        printed = seen.page.pdf(format=paper, prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 6
        # Across: wider than high.
        boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)
        assert all(float(wide) > float(high) for wide, high in boxes)
        seen.page.emulate_media(media="print")
        cut = """() => [...document.querySelectorAll(".st-key-stage *")].map((e) => e.shadowRoot)
            .flatMap((root) => [...(root?.querySelectorAll(".cx-slide") ?? [])])
            .filter((e) => e.scrollHeight > e.clientHeight + 1 || !e.clientHeight)
            .map((e) => e.ariaLabel)"""
        assert seen.page.evaluate(cut) == []
        assert not [b for b in seen.page.locator("button").all() if b.is_visible()]
        assert not seen.complaints()
