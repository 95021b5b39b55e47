"""What only a real browser can tell: deep links, themes, sizes, two visitors, the console."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cxdata.charts.palette import DARK, LIGHT
from tests import records
from tests.browser.conftest import Seen

Look = Callable[..., Seen]
SCREENS = {
    "desk": ((1440, 900), "light"),
    "wall": ((1920, 1080), "light"),
    "phone": ((390, 844), "dark"),
}
SPOKEN = """() => {
  const roots = [...document.querySelectorAll('*')].map(e => e.shadowRoot).filter(Boolean);
  const pictures = roots.flatMap(r => [...r.querySelectorAll('svg')]);
  return [pictures.length, pictures.filter(p => p.querySelector('title')?.textContent
    && p.getAttribute('role') === 'img' && p.getBoundingClientRect().width > 20).length];
}"""


def test_a_cold_deep_link_to_the_trend_passes_the_gate_and_asks_no_other_host(
    serve: Callable[..., str], look: Look
) -> None:
    seen = look(f"{serve(records.sample_root())}/trend")
    seen.until(".js-plotly-plot")
    seen.settled()
    assert "more than noise?" in seen.page.inner_text("h1.cx-question")
    assert "data to 31 Oct 2026" in seen.page.locator(".cx-where").inner_text()
    assert not seen.page.get_by_text("Page not found").count()
    assert not seen.complaints()
    hosts = {url.split("/")[2].split(":")[0] for url in seen.asked if "://" in url}
    assert hosts == {"127.0.0.1"}


def test_a_cold_deep_link_to_the_imports_shows_nothing_of_them(
    serve: Callable[..., str], look: Look
) -> None:
    seen = look(f"{serve(records.sample_root())}/imports")
    seen.until("text=Open to stewards")
    seen.settled()
    assert not seen.page.locator('[data-testid="stFileUploader"]').count()
    assert not seen.page.get_by_text("In the record").count()
    assert not seen.page.get_by_text("Page not found").count()


@pytest.mark.parametrize(("size", "scheme"), SCREENS.values(), ids=SCREENS)
def test_the_scorecard_fits_the_screen_and_follows_its_theme(
    sample_server: str, look: Look, size: tuple[int, int], scheme: str
) -> None:
    seen = look(sample_server, size, scheme)
    seen.until(".st-key-number strong")
    seen.settled()
    colours = DARK if scheme == "dark" else LIGHT
    ink = seen.page.evaluate(
        "getComputedStyle(document.querySelector('.st-key-number strong')).color"
    )
    below = seen.page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert (ink, below) == (rgb(colours.ink), rgb(colours.background))
    assert seen.sideways() <= 0
    pictures, spoken = seen.page.evaluate(SPOKEN)
    assert pictures == spoken >= 9
    assert not seen.complaints()
    assert not seen.page.locator(".js-plotly-plot").count()
    number = seen.page.locator(".st-key-number strong").bounding_box()
    assert number
    assert number["y"] + number["height"] < size[1] / 2


def test_two_visitors_with_different_roles_keep_their_own_pages(
    sample_server: str, look: Look
) -> None:
    steward, other = look(f"{sample_server}/imports"), look(f"{sample_server}/imports")
    steward.until("text=Open to stewards")
    steward.page.get_by_role("button", name="View as a steward").click()
    steward.until('[data-testid="stFileUploader"]')
    other.page.reload()
    other.until("text=Open to stewards")
    other.settled()
    assert not other.page.locator('[data-testid="stFileUploader"]').count()
    assert steward.page.get_by_text("View of a steward").count()
    assert other.page.get_by_text("View of an executive").count()


def test_filters_are_reached_by_keyboard_live_in_the_url_and_survive_a_change_of_page(
    sample_server: str, look: Look
) -> None:
    seen = look(sample_server)
    seen.until(".st-key-number strong")
    seen.settled()
    region = seen.page.get_by_role("combobox", name="Region")
    region.focus()
    seen.page.keyboard.type("North")
    seen.page.keyboard.press("Enter")
    seen.until("text=1 filter on · clear")
    assert "region=North" in seen.page.url
    seen.page.goto(f"{sample_server}/trend?{seen.page.url.partition('?')[2]}")
    seen.until("text=1 filter on · clear")
    seen.page.get_by_role("button", name="1 filter on · clear").click()
    seen.page.wait_for_url(lambda url: "region" not in url)


def test_a_file_is_recognised_counted_brought_in_and_taken_out_again(
    serve: Callable[..., str], look: Look, tmp_path: Path
) -> None:
    file = tmp_path / "till survey.csv"
    lines = [f"2026-10-{i % 28 + 1:02d},{(10, 9, 7, 3)[i % 4]}" for i in range(40)]
    file.write_text(
        "\n".join(["Date,How likely are you to recommend us?", *lines, "2026-10-01,11"])
    )
    seen = look(f"{serve(records.own_root(tmp_path, records.balanced(60)))}/imports")
    seen.page.get_by_role("button", name="View as a steward").click()
    seen.until('[data-testid="stFileUploader"]')
    seen.page.set_input_files("input[type=file]", file)
    seen.page.get_by_role("button", name="Count it").click()
    seen.until("text=40 of 41 rows count")
    assert seen.page.get_by_text("with an NPS of +25.0").count()
    seen.page.get_by_role("button", name="Bring it in").click()
    seen.until("text=till survey.csv is in the record")
    seen.page.get_by_role("button", name="Roll back").first.click()
    seen.page.get_by_role("dialog").get_by_role("button", name="Roll back").click()
    seen.until("text=till survey.csv is out of the record")
    assert not seen.complaints()


def rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"
