"""The colours: one source, equal to the theme, readable in both themes."""

import tomllib
from pathlib import Path

import pytest

from cxdata.charts import palette
from cxdata.charts.palette import DARK, LIGHT, Palette

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"
# Streamlit's name for what the palette calls so.
SAME = {
    "primaryColor": "accent",
    "backgroundColor": "background",
    "secondaryBackgroundColor": "shade",
    "textColor": "ink",
    "linkColor": "accent",
    "borderColor": "line",
    "grayColor": "muted",
    "grayTextColor": "muted",
}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda c: c.name)
def test_streamlits_theme_repeats_the_palette(colours: Palette) -> None:
    theme = tomllib.loads(CONFIG.read_text("utf-8"))["theme"][colours.name]
    assert theme == {name: getattr(colours, ours) for name, ours in SAME.items()}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda c: c.name)
@pytest.mark.parametrize("surface", ["background", "card", "shade"])
def test_text_can_be_read_on_every_surface(colours: Palette, surface: str) -> None:
    below = getattr(colours, surface)
    assert contrast(colours.ink, below) >= 7
    assert contrast(colours.muted, below) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda c: c.name)
def test_the_ends_of_the_diverging_scale_stand_out_and_its_middle_does_not(
    colours: Palette,
) -> None:
    for end in (colours.diverging[0], colours.diverging[-1]):
        assert contrast(end, colours.card) >= 3
    assert contrast(colours.diverging[3], colours.card) < 2


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda c: c.name)
@pytest.mark.parametrize("tint", range(-3, 4))
def test_a_figure_can_be_read_on_every_step(colours: Palette, tint: int) -> None:
    """As the cells of the maps write it: see .cx-tm3 … .cx-tp3 in journey.css."""
    on_dark = abs(tint) == 3 or (abs(tint) == 2 and colours is DARK)
    ink = colours.background if on_dark else colours.ink
    assert contrast(ink, colours.tint(tint)) >= 4.5


def test_steps_have_one_name_each_and_clamp() -> None:
    assert [palette.step(i) for i in range(-3, 4)] == ["m3", "m2", "m1", "0", "p1", "p2", "p3"]
    assert palette.step(9) == "p3"
    assert LIGHT.tint(-9) == LIGHT.diverging[0]


def test_every_token_is_a_css_variable_for_both_schemes() -> None:
    css = palette.variables()
    assert f"--cx-ink:light-dark({LIGHT.ink},{DARK.ink});" in css
    assert f"--cx-m3:light-dark({LIGHT.diverging[0]},{DARK.diverging[0]});" in css


def contrast(a: str, b: str) -> float:
    """WCAG 2.2 contrast ratio."""
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
