"""Themes are edited by stewards, one at a time; a mistake is named and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cxdata.errors import BadInput, Refused
from cxdata.flows import sample as samples
from cxdata.flows import themes as flow
from cxdata.record import themes
from cxdata.record.themes import Theme
from cxdata.scope import EXECUTIVE, LEAD, STEWARD, Scope

STEWARDS = Scope(STEWARD)
FILE = """# Ours since 2024: ask Ada before you change it.
[[theme]]
name = "Late"   # the board looks at this one
words = ["late", "never came"]

[[theme]]
name = "Kind"
words = ["kind"]
"""


def saved(home: Path, text: str = FILE) -> themes.Themes:
    return flow.save(STEWARDS, home, text, version(home))


def version(home: Path) -> str:
    return themes.Themes(themes.text_of(home), ()).version


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[theme]\nname=", "not valid TOML"),
        ('[theme]\nname = "a"\nwords = ["b"]', "two brackets"),
        ('[[themes]]\nname = "a"', "no section 'themes'"),
        ('[[theme]]\nname = "Late"\nword = ["x"]', "'Late'.*'word'.*did you mean 'words'"),
        ('[[theme]]\nwords = ["x"]', "number 1 needs a name"),
        ('[[theme]]\nname = "A"\nwords = ["x"]\n[[theme]]\nname = 3', "number 2 needs a name"),
        ('[[theme]]\nname = "Late"', "'Late' needs words"),
        ('[[theme]]\nname = "Late"\nwords = "late"', "'Late' needs words"),
        ('[[theme]]\nname = "Late"\nwords = [3]', "'Late': 3 is no word"),
        ('[[theme]]\nname = "Late"\nwords = ["?!"]', r"'Late': '\?!' holds no letter"),
        (
            '[[theme]]\nname = "A"\nwords = ["x"]\n[[theme]]\nname = "a"\nwords = ["y"]',
            "called 'A'",
        ),
        (f'[[theme]]\nname = "Late"\nwords = ["{"x" * 61}"]', "'Late'.*longer than 60"),
    ],
)
def test_a_mistake_is_named_and_the_file_stays(tmp_path: Path, text: str, told: str) -> None:
    saved(tmp_path)
    with pytest.raises(BadInput, match=f"(?s){told}"):
        saved(tmp_path, text)
    assert themes.text_of(tmp_path) == FILE


def test_the_second_steward_is_told_and_overwrites_nothing(tmp_path: Path) -> None:
    saved(tmp_path)
    seen = version(tmp_path)
    theirs = FILE.replace('"kind"', '"kind", "friendly"')
    flow.save(STEWARDS, tmp_path, theirs, seen)
    with pytest.raises(BadInput, match="Somebody else changed the themes"):
        flow.save(STEWARDS, tmp_path, FILE.replace("never came", "gone"), seen)
    assert themes.text_of(tmp_path) == theirs
    assert (tmp_path / flow.BEFORE).read_text("utf-8") == FILE


def test_only_stewards_change_themes(tmp_path: Path) -> None:
    for scope in (Scope(EXECUTIVE), Scope(LEAD, ("shop",))):
        with pytest.raises(Refused):
            flow.save(scope, tmp_path, FILE, version(tmp_path))
        with pytest.raises(Refused):
            flow.add(scope, tmp_path, "Late", "again")
    assert not themes.path(tmp_path).exists()


def test_a_word_is_put_into_a_theme_and_all_else_stays_as_written(tmp_path: Path) -> None:
    saved(tmp_path)
    found = flow.add(STEWARDS, tmp_path, "late", "drove past")
    assert found.themes[0] == Theme("Late", ("late", "never came", "drove past"))
    assert themes.text_of(tmp_path) == FILE.replace('"never came"', '"never came", "drove past"')
    assert flow.add(STEWARDS, tmp_path, "Late", "LATE").themes == found.themes
    assert flow.add(STEWARDS, tmp_path, "New", 'a "quoted" word').themes[2] == Theme(
        "New", ('a "quoted" word',)
    )


def test_the_first_word_makes_the_file(tmp_path: Path) -> None:
    home = tmp_path / "own"
    assert themes.parse(themes.text_of(home)).themes == ()
    assert flow.add(STEWARDS, home, "Late", "late").themes == (Theme("Late", ("late",)),)


def test_words_of_many_stewards_at_once_are_all_kept(tmp_path: Path) -> None:
    saved(tmp_path)
    words = [f"word {i}" for i in range(24)]
    with ThreadPoolExecutor(8) as many:
        list(many.map(lambda word: flow.add(STEWARDS, tmp_path, "Kind", word), words))
    assert set(words) < set(themes.parse(themes.text_of(tmp_path)).themes[1].words)
    assert not list(tmp_path.glob("*.next"))


def test_the_sample_companys_themes_can_be_read() -> None:
    assert len(themes.parse((samples.FILES / "themes.toml").read_text("utf-8")).themes) >= 6
