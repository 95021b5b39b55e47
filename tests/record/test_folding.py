"""SQL and Python fold a text for search to the same spelling."""

import re
import unicodedata

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdata.record.folding import ALIKE, folded

CODES = [
    code
    for first, last in re.findall(r"\\x\{(\w+)\}(?:-\\x\{(\w+)\})?", ALIKE)
    for code in range(int(first, 16), int(last or first, 16) + 1)
]


def by_sql(texts: list[str]) -> list[str]:
    with duckdb.connect() as con:
        query = "select strip_accents(lower(t)) from (select unnest($texts) as t)"
        return [text for (text,) in con.execute(query, {"texts": texts}).fetchall()]


def test_every_character_that_sql_folds_is_folded_alike() -> None:
    assert len(CODES) > 1000
    texts = [f"x{chr(code)}y" for code in CODES if chr(code) != " "]
    assert by_sql(texts) == [folded(text) for text in texts]


def test_texts_that_sql_folds_are_folded_alike() -> None:
    alphabet = [chr(code) for code in CODES]

    @given(st.lists(st.text(alphabet=st.sampled_from(alphabet)), min_size=1, max_size=20))
    def alike(texts: list[str]) -> None:
        plain = [" ".join(text.split()) for text in texts]
        assert by_sql(plain) == [folded(text) for text in plain]

    alike()


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("Café CRÈME", "cafe creme"),
        ("Straße", "STRASSE"),
        ("ＦＵＬＬ　ｗｉｄｔｈ", "full width"),
        ("don’t", "don't"),
        ("ça\u0301va", "cava"),
        ("soft\u00adhyphen", "softhyphen"),
        ("ΟΔΟΣ", "οδος"),
        ("two\n  lines", "two lines"),
        ("ﬁne", "fine"),
    ],
)
def test_spellings_that_mean_the_same_are_one(written: str, searched: str) -> None:
    assert folded(written) == folded(searched)


def test_marks_that_are_letters_to_their_readers_stay() -> None:
    assert folded("が") != folded("か")
    assert folded("कि") != folded("क")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = folded(unicodedata.normalize("NFC", text))
    assert folded(once) == once
