"""The desk's layout over time: numbered files in schema/, each in a transaction of its own."""

from __future__ import annotations

import filecmp
import os
import re
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine

from cxdata.errors import CxError, NoSpace

FOLDER = Path(__file__).parent / "schema"
_NAME = re.compile(r"(\d{4})_\w+\.sql")


def known() -> tuple[tuple[int, Path], ...]:
    """Number and file of every layout, oldest first."""
    found = sorted((int(m[1]), p) for p in FOLDER.iterdir() if (m := _NAME.fullmatch(p.name)))
    if [number for number, _ in found] != list(range(1, len(found) + 1)):
        raise CxError(f"The layouts in {FOLDER} are not numbered 0001, 0002, … without a gap.")
    return tuple(found)


def brought(engine: Engine, path: Path) -> None:
    """Bring a desk to the newest layout; where it holds something, a backup lies beside it first.

    raises  CxError where a newer program wrote it: an older one could not keep what it added
    """
    layouts = known()
    there = fits(engine, path)
    for layout, file in layouts[there:]:
        with engine.connect() as held:
            con = held.execution_options(writing=True)
            with con.begin():
                now = number(con)
                # Nobody else writes from here on: what is read now is what the backup holds.
                if now == there and there:
                    _backup(path, path.with_name(f"{path.stem}.before-{layout:04d}{path.suffix}"))
                # Another process may have brought it here while this one waited.
                if now < layout:
                    _apply(con, layout, file)


def fits(engine: Engine, path: Path) -> int:
    """The layout of a desk, which this program knows or can bring to one that it knows.

    raises  CxError where a newer program wrote it
    """
    with engine.connect() as con, con.begin():
        there = number(con)
    newest = len(known())
    if there > newest:
        raise CxError(
            f"The desk {path} has layout {there}, this program knows up to {newest}: a newer "
            "version wrote it. Nothing was changed: start the newer version."
        )
    return there


def statements(script: str) -> Iterator[str]:
    """The statements of a script, a trigger's body undivided."""
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held.strip()
            held = ""
    if held.strip():
        raise CxError(f"A statement has no end: {held.strip()[:80]}")


def number(con: Connection) -> int:
    """The layout of a desk; 0 of an empty file."""
    found = con.exec_driver_sql("pragma user_version").scalar_one()
    return int(found)


def _apply(con: Connection, layout: int, file: Path) -> None:
    for statement in statements(file.read_text("utf-8")):
        con.exec_driver_sql(statement)
    # Part of the transaction: it lies in the file's first page. A pragma takes no parameters.
    con.exec_driver_sql(f"pragma user_version = {layout:d}")


def owned(path: Path) -> None:
    """Make the file where there is none, readable by its owner alone: it holds money."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        return  # to open and close it here would end the locks that this process holds on it
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise NoSpace(f"The desk {path} cannot be written: {error.strerror}.") from error


def _backup(source: Path, target: Path) -> None:
    """A whole copy of a desk under another name, over no other copy; durable when it returns."""
    draft = target.with_name(f"{target.name}.{os.getpid()}-{secrets.token_hex(4)}.next")
    try:
        os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        old, new = sqlite3.connect(source), sqlite3.connect(draft)
        try:
            old.backup(new)
        finally:
            new.close()
            old.close()
        handle = os.open(draft, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
        _kept(draft, target)
    except (OSError, sqlite3.Error) as error:
        raise NoSpace(
            f"No backup of {source} could be made ({error}), so its layout was left as it is. "
            "Make room, then start again."
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _kept(draft: Path, target: Path) -> None:
    """Give a copy the first name that is free, unless the very same copy lies there already."""
    name, turn = target, 1
    while name.exists():
        if filecmp.cmp(draft, name, shallow=False):
            return
        turn += 1
        name = target.with_stem(f"{target.stem}-{turn}")
    draft.replace(name)
