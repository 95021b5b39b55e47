"""Markup: every text escaped, nothing in it that loads or runs."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdata.charts.svg import ELEMENTS, Markup, drawing, join, number, tag


class Seen(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_comes_out_as_the_text_it_was(words: str) -> None:
    seen = Seen(tag("div", tag("b", words), words, title=words))
    assert seen.tags == ["div", "b"]
    assert seen.attributes == [("title", words)]
    assert seen.text == words * 2


def test_markup_is_kept_and_none_left_out() -> None:
    assert join(Markup("<b>x</b>"), None, "<") == "<b>x</b>&lt;"


@pytest.mark.parametrize("name", ["script", "iframe", "a", "image", "foreignObject", "style"])
def test_elements_that_load_or_run_are_refused(name: str) -> None:
    assert name not in ELEMENTS
    with pytest.raises(ValueError, match="no element"):
        tag(name)


@pytest.mark.parametrize("name", ["onclick", "href", "src", "xlink_href", "a b"])
def test_attributes_that_load_or_run_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no attribute"):
        tag("div", **{name: "x"})


def test_a_drawing_says_what_it_shows() -> None:
    markup = drawing("NPS <+32>", height=20.0)
    assert markup.startswith("<svg")
    assert 'role="img"' in markup
    assert "<title>NPS &lt;+32&gt;</title>" in markup
    assert 'aria-label="NPS &lt;+32&gt;"' in markup


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (0.126, "0.13"), (-0.001, "0"), (10.0, "10")]
)
def test_coordinates_are_short(value: float, text: str) -> None:
    assert number(value) == text
