"""Themes: what an organisation listens for in comments, as a small file beside its record's key.

    [[theme]]
    name = "Late delivery"
    words = ["late", "never came", "waited all day"]

A comment belongs to a theme if it holds one of its words or phrases, as whole words, whatever
their case and accents. It may belong to several, or to none.
"""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxdata.errors import BadInput

NAME = "themes.toml"
MOST_THEMES, MOST_WORDS, LONGEST = 60, 200, 60
KEYS = ("name", "words")


@dataclass(frozen=True)
class Theme:
    """A name and the words and phrases that make a comment belong to it."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Themes:
    """The file as it was read.

    text     as it stands in the file; '' where there is none
    version  tells this text from any other
    """

    text: str
    themes: tuple[Theme, ...]

    @property
    def version(self) -> str:
        """A mark of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def path(home: Path) -> Path:
    """Where a home's themes lie."""
    return Path(home) / NAME


def text_of(home: Path) -> str:
    """The file's text; '' where there is none.

    raises  BadInput where the file cannot be read
    """
    try:
        return path(home).read_text("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"The themes in {path(home)} cannot be read: {error}.") from error


def parse(text: str) -> Themes:
    """Read a themes file.

    raises  BadInput naming the entry, and what to write instead
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"The themes are not valid TOML: {error}.") from error
    for section in table:
        if section != "theme":
            raise BadInput(f"There is no section '{section}'; themes are written as [[theme]].")
    rows = table.get("theme", [])
    if not isinstance(rows, list):
        raise BadInput("Write [[theme]] with two brackets: there may be several.")
    if len(rows) > MOST_THEMES:
        raise BadInput(f"There are {len(rows)} themes; at most {MOST_THEMES} can be told apart.")
    themes = tuple(_theme(row, i) for i, row in enumerate(rows, start=1))
    names = [theme.name.casefold() for theme in themes]
    for theme in themes:
        if names.count(theme.name.casefold()) > 1:
            raise BadInput(f"Two themes are called '{theme.name}'.")
    return Themes(text, themes)


def _theme(row: Any, number: int) -> Theme:
    name = row.get("name") if isinstance(row, dict) else None
    label = name.strip() if isinstance(name, str) else ""
    said = f"Theme '{label}'" if label else f"Theme number {number}"
    if not isinstance(row, dict) or not label:
        raise BadInput(f'{said} needs a name: name = "…".')
    for key in row:
        if key not in KEYS:
            close = difflib.get_close_matches(key, KEYS, n=1)
            hint = f"; did you mean '{close[0]}'?" if close else "."
            raise BadInput(f"{said} has an entry '{key}' that nothing reads{hint}")
    words = row.get("words")
    if not isinstance(words, list) or not words:
        raise BadInput(f'{said} needs words: words = ["late", "never came"].')
    if len(words) > MOST_WORDS:
        raise BadInput(f"{said} has {len(words)} words; at most {MOST_WORDS} are looked for.")
    return Theme(_short(label, said), tuple(dict.fromkeys(_word(word, said) for word in words)))


def _word(word: Any, said: str) -> str:
    if not isinstance(word, str):
        raise BadInput(f'{said}: {word!r} is no word; write it in quotes: "{word}".')
    plain = " ".join(word.split())
    if not any(character.isalnum() for character in plain):
        raise BadInput(f"{said}: '{word}' holds no letter or digit to look for.")
    return _short(plain, said)


def _short(words: str, said: str) -> str:
    if len(words) > LONGEST:
        raise BadInput(f"{said}: '{words[:20]}…' is longer than {LONGEST} characters.")
    return words
