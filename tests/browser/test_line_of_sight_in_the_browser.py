"""The line of sight in a real browser: a pressed team, and a large head that stays in sight."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Seen

Look = Callable[..., Seen]


def test_a_team_pressed_in_the_matrix_is_shown_alone_and_stands_in_the_url(
    sample_server: str, look: Look
) -> None:
    seen = look(f"{sample_server}/line_of_sight")
    seen.until("button[data-team=platform]")
    seen.settled()
    seen.page.locator("button[data-team=platform]").focus()
    seen.page.keyboard.press("Enter")
    # Platform's card stands there before, too: what tells is that the others go.
    seen.page.wait_for_url("**team=Platform*")
    seen.page.locator("button[data-team=harbour]").wait_for(state="detached")
    seen.until("text=Platform reaches the customer at 10 touchpoints")
    assert not seen.complaints()


@pytest.mark.parametrize(("size", "scheme"), [((1920, 1080), "light"), ((390, 844), "dark")])
def test_the_page_is_no_wider_than_the_screen(
    sample_server: str, look: Look, size: tuple[int, int], scheme: str
) -> None:
    seen = look(f"{sample_server}/line_of_sight", size, scheme)
    seen.until("button[data-team=platform]")
    seen.settled()
    assert seen.sideways() <= 0
    assert not seen.complaints()
