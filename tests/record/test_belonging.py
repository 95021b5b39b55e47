"""Themes counted in one scan are what each alone is, for every snapshot anew."""

import re
from pathlib import Path

import numpy as np
import pytest

from cxdata.record import Snapshot, belonging, open_snapshot, voices
from cxdata.record.folding import folded
from cxdata.record.voices import Heard
from cxdata.scope import View
from tests.record.making import ALL, STEWARD, answers, taken, without

HEADER = ("id", "date", "score", "comment")
TEXTS = (
    *("Too late, again", "translate this", "Café Straße: te laat", "late", "so kind (late)"),
    *(
        "nobody came",
        "nobody  came-late",
        "kind",
        "refund refund",
        "d’oh late's",
        "100% late_x",
        "",
    ),
)
# More than one scan tells apart; some look for the same, one for nothing, some find nothing.
THEMES = (
    *(("late", "nobody came"), ("late",), ("nobody", "KIND"), ("strasse", "100%"), ("zz", "yy")),
    *(
        ("lat", "at"),
        (),
        ("refund", "te laat"),
        ("D'OH", "so kind"),
        ("  ", "\t"),
        ("LATE", "late"),
    ),
    *(("translate", "this"), ("again", "te"), ("came late", "x"), ("nobody came", "late")),
)


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    rows = [
        [str(i), f"2026-{7 + i % 3:02}-0{1 + i % 9}", str(i % 11), text]
        for i, text in enumerate(TEXTS)
    ]
    taken(tmp_path, answers(tmp_path, rows, HEADER))
    return open_snapshot(tmp_path)


def holds(text: str, words: tuple[str, ...]) -> bool:
    """Does a comment hold one of the words as a whole? By Python, letter by letter."""
    wanted = [word for word in map(folded, words) if word]
    letter = r"[^\W_]"
    return not wanted or any(
        re.search(rf"(?<!{letter}){re.escape(word)}(?!{letter})", folded(text)) for word in wanted
    )


def test_themes_at_once_are_what_each_alone_is(snapshot: Snapshot) -> None:
    whole = voices.monthly_by_theme(snapshot, STEWARD, ALL, Heard(), THEMES)
    assert len(whole) == len(THEMES)
    said = voices.comments(snapshot, STEWARD, ALL, Heard())
    for words, cells in zip(THEMES, whole, strict=True):
        alone = voices.monthly(snapshot, STEWARD, ALL, Heard(any_words=words))
        assert np.array_equal(cells.counts, alone.counts)
        assert all(np.array_equal(cells.keys[d], alone.keys[d]) for d in alone.keys)
        kept = [one.score for one in said if holds(one.text, words)]
        assert cells.counts.sum(axis=0).tolist() == np.bincount(kept, minlength=11).tolist(), words


def test_a_theme_that_is_known_narrows_as_one_that_is_not(snapshot: Snapshot) -> None:
    """Known or new, with a word, a standing and months beside it: the same comments."""
    august = View(ALL.since.replace(2026, 8), ALL.since.replace(2026, 9))
    asked = Heard(any_words=("late", "nobody came"), words=("o",), standing="detractor")
    first = [voices.comments(snapshot, STEWARD, view, asked) for view in (ALL, august)]
    voices.monthly_by_theme(snapshot, STEWARD, ALL, Heard(), THEMES)
    later = [voices.comments(snapshot, STEWARD, view, asked) for view in (ALL, august)]
    assert first == later
    found = [{one.text for one in comments} for comments in first]
    late = {"Too late, again", "so kind (late)", "nobody came", "nobody  came-late"}
    assert found == [late, {"so kind (late)"}]


def test_the_next_snapshot_is_looked_through_anew(snapshot: Snapshot) -> None:
    late = Heard(any_words=("late", "en retard"))
    before = voices.tallied(snapshot, STEWARD, ALL, late).n
    more = [["99", "2026-09-09", "1", "late, en retard"]]
    taken(snapshot.home, answers(snapshot.home, more, HEADER, name="more.csv"))
    grown = open_snapshot(snapshot.home)
    assert voices.tallied(grown, STEWARD, ALL, late).n == before + 1
    without(snapshot.home, 1)
    left = open_snapshot(snapshot.home)
    assert [one.text for one in voices.comments(left, STEWARD, ALL, late)] == ["late, en retard"]
    assert voices.tallied(snapshot, STEWARD, ALL, late).n == before


def test_what_was_asked_for_longest_ago_is_forgotten_first(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(belonging, "KEPT", 3)
    expected = [holds_all(words) for words in THEMES]
    for _ in range(2):
        found = voices.monthly_by_theme(snapshot, STEWARD, ALL, Heard(), THEMES)
        assert [int(cells.n.sum()) for cells in found] == expected
        assert len(belonging._snapshots[snapshot].bits) == 3


def holds_all(words: tuple[str, ...]) -> int:
    return sum(holds(text, words) for text in TEXTS if text)
