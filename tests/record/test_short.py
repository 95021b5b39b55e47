"""Titles are shortened at a word, and within their room whatever they are written in."""

import pytest

from cxdata.record.short import short


@pytest.mark.parametrize(
    ("words", "most", "told"),
    [
        ("Would you  recommend us?", 24, "Would you recommend us?"),
        ("Would you recommend CNCF to others, and why", 38, "Would you recommend CNCF to others…"),
        ("Would you recommend us", 16, "Would you…"),
        ("Wärmepumpenanschlussgebühr pro Jahr", 20, "Wärmepumpenanschlus…"),
        ("あなたはこの会社を友人に薦めますか", 10, "あなたはこの会社を…"),
        ("one two", 4, "one…"),
    ],
)
def test_a_title_ends_at_a_word_where_there_is_one(words: str, most: int, told: str) -> None:
    assert short(words, most) == told
    assert len(told) <= most
