"""Editing the themes of comments: stewards do, one at a time, and nothing is lost."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tomlkit
from tomlkit.items import AoT

from cxdata.errors import BadInput
from cxdata.record import themes
from cxdata.record.themes import Themes
from cxdata.scope import STEWARD, Scope

BEFORE = "themes.before.toml"  # the text that the last change replaced


def save(scope: Scope, home: Path, text: str, version: str) -> Themes:
    """Replace the themes of a home.

    text     the whole file
    version  of the text that the change started from (`Themes.version`)
    return   as saved
    raises   Refused to all but stewards; BadInput naming the entry that is wrong, or where
             somebody else has saved since (nothing is written then)
    """
    scope.must_be(STEWARD)
    # Text areas of browsers end lines their own way.
    found = themes.parse(text.replace("\r\n", "\n"))
    with _alone(home):
        return _written(home, found, version)


def add(scope: Scope, home: Path, theme: str, word: str) -> Themes:
    """Put a word or phrase into a theme; a theme that does not exist yet begins with it.

    Everything else in the file, comments and order too, stays as it was written.
    raises   as `save`
    """
    scope.must_be(STEWARD)
    with _alone(home):
        text = themes.text_of(home)
        held = themes.parse(text)
        whole = tomlkit.parse(text)
        rows = whole.setdefault("theme", tomlkit.aot())
        if not isinstance(rows, AoT):
            raise BadInput("Write the themes as [[theme]] sections; then words can be put in.")
        names = [one.name.casefold() for one in held.themes]
        if theme.strip().casefold() in names:
            row = rows[names.index(theme.strip().casefold())]
            if word.casefold() in (one.casefold() for one in row["words"]):
                return held
            row["words"].append(word)
        else:
            new = tomlkit.table()
            new.update({"name": theme.strip(), "words": [word]})
            rows.append(new)
        return _written(home, themes.parse(tomlkit.dumps(whole)), held.version)


def _written(home: Path, found: Themes, version: str) -> Themes:
    """Write, in one step, what replaces the version that is known; the lock is held."""
    target = themes.path(home)
    there = themes.text_of(home)
    if Themes(there, ()).version != version:
        raise BadInput(
            "Somebody else changed the themes since you opened them. Nothing was saved and your "
            "text is still here: copy it, load theirs, and put your change into it."
        )
    if there:
        _replaced(target.with_name(BEFORE), there)
    _replaced(target, found.text)
    return found


def _replaced(target: Path, text: str) -> None:
    draft = target.with_name(f"{target.name}.{secrets.token_hex(4)}.next")
    try:
        with draft.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One writer at a time; the kernel lets go of the lock of a process that died."""
    folder = Path(home)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "themes.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
