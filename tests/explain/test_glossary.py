"""The glossary: every page and every short word, found by what people call it."""

import tomllib
from pathlib import Path

import pytest

from cxdata import explain
from cxdata.explain import glossary

FILE = Path(explain.__file__).with_name("glossary.toml")


def test_every_page_and_every_short_word_is_a_term_of_its_own() -> None:
    terms = glossary.terms()
    assert {one.page for one in terms if one.own} == set(explain.names())
    assert len({one.id for one in terms}) == len(terms)
    assert len({one.name.casefold() for one in terms}) == len(terms)


def test_what_a_term_means_is_said_in_a_sentence_or_two() -> None:
    for one in glossary.terms():
        assert one.means.endswith("."), one.name
        assert len(one.means.split()) <= 40, one.name
        assert one.page in ("", *explain.names()), one.name


def test_other_words_are_given_for_pages_that_exist() -> None:
    table = tomllib.loads(FILE.read_text("utf-8"))
    assert set(table["also"]) <= set(explain.names())


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("confidence", "interval"),
        ("CES", "ces"),
        ("csat", "csat"),
        ("nps", "nps"),
        ("interval", "interval"),
        ("The range beside a score", "interval"),
        ("waterfall", "bridge"),
        ("Wäterfall", "bridge"),
        ("  response   RATE ", "response_rate"),
    ],
)
def test_a_search_finds_what_is_meant_first(asked: str, page: str) -> None:
    found = glossary.found(asked)[0]
    assert (found.page, found.own) == (page, True)


def test_a_short_word_is_found_before_the_pages_that_mention_it() -> None:
    assert glossary.found("passive")[0].name == "Passive"
    assert glossary.found("n")[0].name == "n"


def test_no_search_gives_the_alphabet_and_nonsense_gives_nothing() -> None:
    names = [one.name.casefold() for one in glossary.found("  ")]
    filed = [name.removeprefix("a ").removeprefix("the ") for name in names]
    assert filed == sorted(filed)
    assert names.index("earned growth") < names.index("the funnel") < names.index("handovers")
    assert glossary.found("qwertzuiop") == ()


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("promotr", "promoter"),
        ("Detracter", "detractor"),
        ("confidance  intervall", "confidence interval"),
        ("qwertzuiop", ""),
        ("promoter qwertzuiop", ""),
        (" ", ""),
    ],
)
def test_a_word_with_a_slip_is_taken_for_the_one_most_like_it(asked: str, meant: str) -> None:
    assert glossary.near(asked) == meant
