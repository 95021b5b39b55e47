"""A template is opened in a child process: the same deck, within limits, refused in words."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cxdata.errors import BadInput
from cxdata.export import apart, pptx
from cxdata.export.slides import template
from tests.export import decks
from tests.export.test_deck_template import house, opened, saved


def test_the_child_makes_the_very_deck() -> None:
    file = saved(house())
    told = decks.sample()
    one, other = opened(apart.deck(told, file)), opened(pptx.deck(told, file))
    for mine, theirs in zip(one.slides, other.slides, strict=True):
        assert [s.name for s in mine.shapes] == [s.name for s in theirs.shapes]
        assert mine.notes_slide.notes_text_frame.text == theirs.notes_slide.notes_text_frame.text


def test_what_is_refused_says_so_in_the_same_words() -> None:
    for file in (b"", b"PK\x03\x04 nonsense", b"x" * (template.MOST_PACKED + 1)):
        with pytest.raises(BadInput) as here:
            pptx.check(file)
        with pytest.raises(BadInput) as there:
            apart.check(file)
        assert str(here.value) == str(there.value)


def test_a_template_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    with pytest.raises(BadInput, match="took longer than"):
        apart.check(saved(house()))


def test_the_child_cannot_take_more_memory_than_it_is_given() -> None:
    takes = (
        "from cxdata.export import apart; apart.MEGABYTES = 64; apart._bounded(); "
        "bytearray({} * 2**20)"
    )
    ends = [
        subprocess.run([sys.executable, "-c", takes.format(n)], capture_output=True).returncode
        for n in (8, 300)
    ]
    assert ends == [0, 1]
