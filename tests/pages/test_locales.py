"""Numbers and days as the reader's country writes them, and nothing else."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as some

from cxdata.charts.svg import Mark, tag
from pages.ui import data, locales
from tests import records
from tests.pages.conftest import Open
from tests.pages.reading import marks, words

OURS = "6,214 answers, −2.4 ± 2.7, to 31 Oct 2026"


@pytest.mark.parametrize(
    ("tag_", "theirs"),
    [
        ("en-GB", OURS),
        ("", OURS),
        ("de-DE", "6.214 answers, −2,4 ± 2,7, to 31 Oct 2026"),
        ("de", "6.214 answers, −2,4 ± 2,7, to 31 Oct 2026"),
        ("en-US", "6,214 answers, −2.4 ± 2.7, to Oct 31, 2026"),
        ("sv-SE", "6\u00a0214 answers, −2,4 ± 2,7, to 31 Oct 2026"),
        ("pt-BR", "6.214 answers, −2,4 ± 2,7, to 31 Oct 2026"),
        ("<b>", OURS),
        ("zz-ZZ-" + "x" * 900, OURS),
    ],
)
def test_a_country_reads_its_own_signs(tag_: str, theirs: str) -> None:
    assert locales.said(OURS, locales.of(tag_)) == theirs


@pytest.mark.parametrize(
    "kept",
    [
        "127.0.0.1:8501",
        "at 12:30",
        "organisation.toml",
        "1,2 or 3",
        "19–25 Oct 2026",
        "27 Apr – 3 May 2026",
        "version v1.5",
        "He said “it took 4.5 hours and 1,000 calls on 3 May 2026”.",
        "+31",
        "39 Oct 2026",
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
    assert said[3] == said[0]


def test_slides_are_written_as_the_presenters_country_does(
    visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for locale, promoters in (("nl-NL", "1.764 answers"), ("en-GB", "1,764 answers")):
        monkeypatch.setattr(st, "context", Context(locale))
        assert promoters in marks(visit("pages/present/all_hands.py"))


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
