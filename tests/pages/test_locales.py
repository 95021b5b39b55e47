"""Numbers and days as the reader's country writes them, and nothing else."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message
from hypothesis import given
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from cxdata.charts import comments
from cxdata.charts.svg import Mark, tag
from cxdata.reports.figures import Header
from pages.ui import about, data, locales
from pages.ui.later import Later, Part
from pages.ui.locales import Written
from pages.ui.table import PAGES, Page
from tests import records
from tests.pages.conftest import Open
from tests.pages.reading import marks, words

OURS = "6,214 answers, −2.4 ± 2.7, to 31 Oct 2026"


@pytest.mark.parametrize(
    ("tag_", "theirs"),
    [
        ("en-GB", OURS),
        ("", OURS),
        ("de-DE", "6.214 answers, −2,4 ± 2,7, to 31.10.2026"),
        ("de", "6.214 answers, −2,4 ± 2,7, to 31.10.2026"),
        ("fr-FR", "6\u202f214 answers, −2,4 ± 2,7, to 31/10/2026"),
        ("de-CH", "6'214 answers, −2.4 ± 2.7, to 31.10.2026"),
        ("en-US", "6,214 answers, −2.4 ± 2.7, to Oct 31, 2026"),
        ("sv-SE", "6\u00a0214 answers, −2,4 ± 2,7, to 2026-10-31"),
        ("pt-BR", "6.214 answers, −2,4 ± 2,7, to 31/10/2026"),
        ("ar", OURS),
        ("ar-MA", "6.214 answers, −2,4 ± 2,7, to 31 Oct 2026"),
        ("hi-IN", "6,214 answers, −2.4 ± 2.7, to 31/10/2026"),
        ("el-GR", "6.214 answers, −2,4 ± 2,7, to 31/10/2026"),
        ("ja-JP", "6,214 answers, −2.4 ± 2.7, to 2026/10/31"),
        ("<b>", OURS),
        ("zz-ZZ-" + "x" * 900, OURS),
    ],
)
def test_a_country_reads_its_own_signs(tag_: str, theirs: str) -> None:
    assert locales.said(OURS, locales.of(tag_)) == theirs


@pytest.mark.parametrize(
    ("ours", "american"),
    [
        ("Oct 2026", "Oct 2026"),
        ("Aug – Oct 2026", "Aug – Oct 2026"),
        ("Dec 2025 – Feb 2026", "Dec 2025 – Feb 2026"),
        ("19–25 Oct 2026", "Oct 19 – 25, 2026"),
        ("28 Sep – 4 Oct 2026", "Sep 28 – Oct 4, 2026"),
        ("28 Dec 2026 – 3 Jan 2027", "Dec 28, 2026 – Jan 3, 2027"),
        ("New since Monday 26 Oct", "New since Monday Oct 26"),
        ("1 Mar 2026", "Mar 1, 2026"),
    ],
)
def test_a_day_stands_where_english_puts_it_there_and_months_stay_english(
    ours: str, american: str
) -> None:
    for tag_, theirs in (("en-US", american), ("en-GB", ours), ("en-ZA", ours)):
        assert locales.said(ours, locales.of(tag_)).replace("\u2009", " ") == theirs
    for tag_, whole in (("de-DE", "01.03.2026"), ("fr-FR", "01/03/2026"), ("pl-PL", "1.03.2026")):
        theirs = ours.replace("1 Mar 2026", whole)
        assert locales.said(ours, locales.of(tag_)) == theirs


def test_india_counts_in_lakh() -> None:
    assert locales.said("€ 12,345,678.5", locales.of("hi-IN")) == "€ 1,23,45,678.5"


@pytest.mark.parametrize(
    "kept",
    [
        "127.0.0.1:8501",
        "at 12:30",
        "organisation.toml",
        "1,2 or 3",
        "version v1.5",
        "He said “it took 4.5 hours and 1,000 calls on 3 May 2026”.",
        "+31",
        "39 Oct 2026",
        "30 Feb – 3 Mar 2026",
        "3 Oct – 1 Oct 2026",
        "It may be Oct or May",
        "Oct–19 Oct 2026",
    ],
)
def test_what_is_no_number_or_day_of_ours_stays(kept: str) -> None:
    assert locales.said(kept, locales.of("de-DE")) == kept
    assert locales.said(kept, locales.of("en-US")) == kept


def test_places_and_styles_of_a_picture_stay_while_its_words_turn() -> None:
    text = tag("text", "1,234 of 2.5", x="12.5%", aria_label="1,234", style="font-size: 1.5rem")
    turned = locales.markup(str(Mark(text, "").html), locales.of("de-DE"))
    assert 'x="12.5%"' in turned
    assert "1.5rem" in turned
    assert ">1.234 of 2,5<" in turned
    assert 'aria-label="1.234"' in turned


@pytest.mark.parametrize("ours", ["31 Oct 2026, 14:05", "today, 14:05", "14:05"])
def test_a_time_of_a_day_turns_where_it_can_be_nothing_else(ours: str) -> None:
    american = locales.said(ours, locales.of("en-US")).replace("\u202f", " ")
    assert american == ours.replace("31 Oct 2026", "Oct 31, 2026").replace("14:05", "2:05 PM")
    assert locales.said(ours, locales.of("fi-FI")).endswith("14.05")
    assert locales.said(ours, locales.of("en-GB")) == ours


@given(some.integers(0, 10**9), some.integers(0, 99))
def test_no_digit_is_lost_on_the_way(whole: int, decimals: int) -> None:
    ours = f"{whole:,}.{decimals:02d}"
    theirs = locales.said(ours, locales.of("de-DE"))
    assert theirs == ours.replace(",", "_").replace(".", ",").replace("_", ".")


class Context:
    """What a browser says of itself."""

    def __init__(self, locale: str) -> None:
        self.locale, self.url = locale, "http://127.0.0.1:8501"
        self.headers, self.cookies = {"Host": "127.0.0.1:8501"}, {}
        self.theme = st.context.theme


def test_one_readers_form_does_not_reach_the_next(
    visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    for locale in ("de-DE", "en-GB", "en-US", "de-DE"):
        monkeypatch.setattr(st, "context", Context(locale))
        said.append(words(visit()))
    assert "3.390 answers" in said[0]
    assert "3,390 answers" in said[1]
    assert "data to 31 Oct 2026" in said[1]
    assert "data to Oct 31, 2026" in said[2]
    assert "data to 31.10.2026" in said[0]
    assert said[3] == said[0]


def test_slides_are_written_as_the_presenters_country_does(
    visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for locale, promoters in (("nl-NL", "1.764 answers"), ("en-GB", "1,764 answers")):
        monkeypatch.setattr(st, "context", Context(locale))
        assert promoters in marks(visit("pages/present/all_hands.py"))


OWN_PAGES = [page for page in PAGES if page.url]  # the landing page is read above
ASKED = {"Monday": {"department": "Logistics"}, "My part": {"department": "IT"}}
# Our own form: 1,234 or 12.5 (where no thousands of theirs), 26 Oct.
_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
FORM = re.compile(
    rf"(?<![\w.,:/])(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}\.(?!\d{{3}}(?!\d))\d+)(?![.,:/]?\w)"
    rf"|\b\d{{1,2}}\s(?:{_MONTH})\b"
)


def read_of(app: AppTest) -> Iterator[str]:
    """Everything on a page that somebody reads, but customers' words and what an address holds."""
    for element in elements(app):
        fields = MessageToDict(element.proto)
        # What is bound to the address keeps its names, and a field what will be kept of it.
        if fields.get("queryParamKey") or element.type in ("text_area", "text_input"):
            continue
        for name in ("body", "label", "alt", "text", "options", "title", "help"):
            yield from texts(fields.get(name))
        if element.type in ("plotly_chart", "bidi_component"):
            yield from texts(json.loads(fields.get("spec") or fields.get("json") or "{}"))


def elements(app: AppTest) -> Iterator[Any]:
    blocks = [app._tree]
    while blocks:
        for child in getattr(blocks.pop(), "children", {}).values():
            blocks.append(child)
            if isinstance(getattr(child, "proto", None), Message):
                yield child


def texts(part: Any) -> Iterator[str]:
    """The strings of a message or figure without its markup, quotations and style sheets."""
    if isinstance(part, dict | list):
        for held in part.values() if isinstance(part, dict) else part:
            yield from texts(held)
    elif isinstance(part, str):
        bare = re.sub(r"<style>.*?</style>", "", part, flags=re.DOTALL)
        aloud = re.findall(r'(?:aria-label|title)="([^"]*)"', bare)
        comments = re.sub(r"<p [^>]*cx-said-text.*?</p>", "", bare, flags=re.DOTALL)
        seen = re.sub(r"<[^>]*>", "|", comments.replace("<br>", " "))
        yield re.sub("“[^”]*”", "", "|".join([seen, *aloud]))


@pytest.mark.parametrize("page", OWN_PAGES, ids=lambda page: page.title)
def test_a_reader_of_other_numbers_and_days_meets_no_form_of_ours(
    page: Page, visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No country writes both otherwise than we do: one that would shows whatever is not turned.
    other = Written("en_US", "en_US", ",", ".", 3)
    monkeypatch.setattr(locales, "reader", lambda: other)
    for work in (Later, Part):  # what is worked out beside a page is waited for
        monkeypatch.setattr(work.found, "__defaults__", (20.0,))
    app = visit(page.file, role=page.roles[-1], **ASKED.get(page.title, {}))
    found = [text[max(0, hit.start() - 40) : hit.end() + 10]
             for text in read_of(app) for hit in FORM.finditer(text)]  # fmt: skip
    assert found == []


def test_a_figure_is_made_anew_for_its_reader() -> None:
    ours = {
        "data": [{"y": [1.5], "text": ["<b>Oct 2026</b><br>1,234 answers"], "customdata": ["2.5"]}],
        "layout": {"xaxis": {"ticktext": ["Mar<br>2026"], "range": ["2026-03-01", "2026-04-01"]},
                   "annotations": [{"text": "4.5", "x": 4.5, "font": {"color": "rgba(0,0,0,.5)"}}]},
    }  # fmt: skip
    kept = json.dumps(ours)
    german = locales.figure(ours, locales.of("de-DE"))
    assert german["layout"]["separators"] == ",."
    assert german["layout"]["xaxis"]["ticktext"] == ["Mar<br>2026"]
    assert german["layout"]["xaxis"]["range"] == ["2026-03-01", "2026-04-01"]
    assert german["layout"]["annotations"][0]["text"] == "4,5"
    assert german["layout"]["annotations"][0]["font"] == {"color": "rgba(0,0,0,.5)"}
    assert german["data"][0]["text"] == ["<b>Oct 2026</b><br>1.234 answers"]
    assert german["data"][0]["customdata"] == ["2,5"]
    assert german["data"][0]["y"] == [1.5]
    assert json.dumps(ours) == kept
    assert locales.figure(ours, locales.OURS)["data"] == ours["data"]


def test_customers_words_and_their_own_numbers_stay() -> None:
    one = SimpleNamespace(day=date(2026, 10, 31), score=3, metric="nps", standing="detractor",
                          touchpoint="Delivery", team="", text="1,200 on 3 May 2026")  # fmt: skip
    turned = comments.mark([one], written=lambda words: locales.said(words, locales.of("en-US")))
    assert "1,200 on 3 May 2026" in turned.html
    assert "Delivery · Oct 31, 2026" in turned.html


def test_a_table_on_screen_is_the_readers_and_its_file_everybodys(
    visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "context", Context("de-DE"))
    app = visit()
    app.session_state["about_score"] = True
    app.run()
    shown = app.dataframe[0].value
    assert list(shown["period"]) == ["Aug – Oct 2026", "May – Jul 2026"]
    assert shown["answers"].tolist() == [3390, 3216]
    frame = pd.DataFrame({"period": ["Aug – Oct 2026"], "comment": ["1,200 on 3 May 2026"]})
    kept = about.Table("score", frame, Header("NPS", "Everybody"))
    assert "Aug – Oct 2026" in about.csv_text(kept)


def test_customers_words_in_a_table_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "context", Context("en-US"))
    said = "1,200 on 3 May 2026"
    frame = pd.DataFrame({"date": ["3 May 2026"], "comment": [said], "text": [said]})
    assert about.on_screen(frame).to_dict("records") == [
        {"date": "May 3, 2026", "comment": said, "text": said}
    ]


def test_no_picture_passes_by_the_place_that_turns_it() -> None:
    pages = records.ROOT / "pages"
    assert [p.name for p in pages.rglob("*.py") if "plotly_chart(" in p.read_text("utf-8")] == [
        "figures.py"
    ]


def test_today_is_the_organisations_day(
    visit: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = records.own_root(tmp_path, records.balanced(60))
    monkeypatch.setenv("CX_DATA", str(root))
    late = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return late.astimezone(tz)

    monkeypatch.setattr(data, "datetime", Clock)
    assert data.today().isoformat() == "2026-10-31"
    text = records.ORGANISATION.replace('"UTC"', '"Asia/Tokyo"')
    monkeypatch.setattr(data, "_organisation", lambda held: data.organisations.parse(text))
    assert data.today().isoformat() == "2026-11-01"
