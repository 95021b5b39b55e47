"""Comments stay text: nothing in them becomes an element, an address or a script."""

from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser

import pytest

from cxdata.charts import comments, word_rows
from cxdata.reports.figures import Change, Figure
from tests.saying import HOSTILE


@dataclass(frozen=True)
class Said:
    text: str
    score: int = 3
    standing: str = "detractor"
    metric: str = "nps"
    touchpoint: str = "Till <b>"
    team: str = ""
    day: date = date(2026, 10, 3)


@dataclass(frozen=True)
class Term:
    words: str
    unhappy: int = 9
    happy: int = 1
    z: float = 3.0


class Read(HTMLParser):
    """What a browser would make of markup: its elements, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: set[str] = set()
        self.held = ""
        self.paragraph = False
        self.hits: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "p" and ("dir", "auto") in attrs:
            self.paragraph = True
        if tag == "b":
            self.hits.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self.paragraph = False
        if tag == "b":
            self.hits.append("/")

    def handle_data(self, data: str) -> None:
        if self.paragraph:
            self.held += data
            if self.hits and self.hits[-1] != "/":
                self.hits[-1] += data


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_comment_reads_as_it_was_written(text: str) -> None:
    for terms in ((), ("img", "cmd", "a", '"late"'), ('"', "<", "&", "amp;")):
        read = Read(str(comments.mark([Said(text)], terms).html))
        assert read.held == text
        assert set(read.elements) <= {"div", "span", "p", "b", "button"}
        assert not any(name.startswith("on") for name in read.attributes)
        assert not {"src", "href", "style"} & read.attributes


@pytest.mark.parametrize(
    ("text", "term", "hits"),
    [
        ("Too LATE, much too late", "late", ["LATE", "late"]),
        ("chocolate is late", '"late"', ["late"]),
        ("chocolate", "late", ["late"]),
        ("Zu spät, zu spa\u0308t", "spat", ["spät", "spa\u0308t"]),
        ("ＬＡＴＥ again", "late", ["ＬＡＴＥ"]),
        ("nobody  \n came", '"nobody came"', ["nobody  \n came"]),
        ("straße", "STRASSE", ["straße"]),
        ("a.b axb", "a.b", ["a.b"]),
        ("运输很慢", "很慢", ["很慢"]),
        ("<b>late</b>", "b>l", ["b>l"]),
    ],
)
def test_what_was_searched_for_is_marked_whatever_its_case_and_accents(
    text: str, term: str, hits: list[str]
) -> None:
    read = Read(str(comments.mark([Said(text)], (term,)).html))
    assert [hit for hit in read.hits if hit != "/"] == hits
    assert read.held == text


def test_a_score_is_said_aloud_with_its_metric() -> None:
    html = str(comments.mark([Said("ok", 2, "detractor", "csat")]).html)
    assert 'aria-label="CSAT 2 of 5, unhappy"' in html
    assert 'role="listitem"' in html
    assert "Till &lt;b&gt; · 3 Oct 2026 · CSAT (to 5)" in html


def test_a_long_comment_opens_on_request_and_a_short_one_need_not() -> None:
    long = str(comments.mark([Said("long " * 2000)]).html)
    assert "Show all 10,000 characters" in long
    assert 'aria-expanded="false"' in long
    assert "data-more" not in str(comments.mark([Said("short")]).html)


@pytest.mark.parametrize("text", HOSTILE[:8], ids=range(8))
def test_a_hostile_word_stays_a_word(text: str) -> None:
    mark = word_rows.terms([Term(text)], "unhappy", 3.0)
    assert mark is not None
    read = Read(str(mark.html))
    assert not {"img", "script", "style", "a"} & set(read.elements)
    assert not {"onerror", "onmouseover", "src", "href"} & read.attributes
    assert word_rows.picked(f"term:{text}") == ("term", text)


def test_what_was_not_offered_is_not_picked() -> None:
    for pressed in ("", "late", "other:late"):
        assert word_rows.picked(pressed) is None


@dataclass(frozen=True)
class Theme:
    name: str
    comments: int
    share: float
    figure: Figure
    change: Change


def test_a_theme_that_nobody_speaks_of_has_a_count_and_no_excuses() -> None:
    change = Change(None, None, None, None, "refused", "nothing to compare with")
    nobody = Figure(None, None, None, 0, text="–", note="nobody answered")
    silent = Theme("The bill", 0, 0.0, nobody, change)
    told = Theme("Late", 12, 0.4, Figure(-40.0, -70.0, -10.0, 12, text="−40"), change)
    mark = word_rows.themes((told, silent))
    assert mark is not None
    rows = str(mark.html).split("<tr>")
    assert "no comment" in rows[-1]
    assert "nobody answered" not in str(mark.html)
    assert "nothing to compare" not in rows[-1]
    # On a phone the change stands under the name; the interval stays.
    assert "nothing to compare with</div>" in rows[-2]
    assert "cx-reach" in rows[-2]
    assert "The bill" not in mark.words
