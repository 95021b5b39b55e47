"""The desk's file: opened, brought to the newest layout, read, and written one at a time."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from cxdata.desk import migrations
from cxdata.errors import Busy, CxError, NoSpace

FILE = "desk.sqlite"
MARK = "desk.people"  # lies in a home whose desk keeps people
_MARKED = (
    "People have logged in here; the desk keeps what each may see, and whose access was taken "
    "back.\nAs long as this file is here, a desk that is missing is not made anew.\n"
)
WAIT = 10.0  # seconds for somebody else's write to end
SETTINGS = (
    "pragma journal_mode = delete",
    "pragma synchronous = extra",
    "pragma foreign_keys = on",
    "pragma secure_delete = on",
)
_ONLY_THERE = {"uri": "true", "mode": "rw"}  # a file that is gone is not made by whoever reads it
_FULL = ("disk is full", "disk i/o error", "readonly database", "unable to open database file")


class Desk:
    """What the company does about what customers said. Thread-safe: nothing is kept open."""

    def __init__(self, path: Path, home: Path | None = None) -> None:
        self.path, self._home = path, home or path.parent
        _refuse_lost(path, self._home)
        self._engine = engine(path)
        self._layout = len(migrations.known())
        with _told(path):
            migrations.owned(path)
            migrations.brought(self._engine, path)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the desk."""
        with _told(self.path), self._newest(writing=False) as con:
            yield con

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone may write; all of its changes stand on return, or none does.

        raises  Busy where somebody writes for over 10 seconds; NoSpace where the disk is full
        """
        with _told(self.path), self._newest(writing=True) as con:
            yield con

    def keeps_people(self) -> None:
        """Leave a mark that people are kept here: from now on a missing desk is not made anew."""
        mark = self._home / MARK
        if mark.exists():
            return
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            mark.touch(0o600)
            mark.write_text(_MARKED, "utf-8")
        except OSError as error:
            raise NoSpace(f"{mark} cannot be written ({error.strerror}): make room.") from error

    @contextmanager
    def _newest(self, writing: bool) -> Iterator[Connection]:
        """A transaction on the newest layout.

        A backup that was put in the file's place may be of an older one, and nothing but the file's
        own number tells: `cp` keeps the inode, and a file system gives one again.
        """
        for last in (False, True):
            with self._engine.connect() as held:
                con = held.execution_options(writing=writing)
                with con.begin():
                    if last or migrations.number(con) == self._layout:
                        yield con
                        return
            migrations.brought(self._engine, self.path)


def open_desk(home: Path, url: str | None = None) -> Desk:
    """The desk of a home; made on first use, and brought to the newest layout after a backup.

    url     where it lies instead (default: CX_DESK_URL); only SQLite as yet
    raises  CxError where a newer program wrote it, the file is none, or it is gone and people had
            logged in already; NoSpace, Busy
    """
    home = Path(home)
    path = _place(home, os.environ.get("CX_DESK_URL", "") if url is None else url)
    with _lock:
        held = _open.get((home, path))
        if held is None or not path.exists():
            held = _open[home, path] = Desk(path, home)
        return held


def fitting(home: Path, url: str | None = None) -> None:
    """Raise what `open_desk` would, of the file as it lies there now; makes and changes none."""
    path = _place(Path(home), os.environ.get("CX_DESK_URL", "") if url is None else url)
    _refuse_lost(path, Path(home))
    if path.exists():
        with _told(path):
            migrations.fits(engine(path), path)


def _refuse_lost(path: Path, home: Path) -> None:
    """An empty desk knows of nobody whose access was taken back."""
    if not path.exists() and (home / MARK).exists():
        raise CxError(
            f"The desk {path} is gone, and with it whose access was taken back. Put the last "
            f"backup in its place. To begin with an empty one, delete {home / MARK} first."
        )


def _place(home: Path, url: str) -> Path:
    if not url:
        return home / FILE
    scheme, _, rest = url.partition("://")
    if scheme != "sqlite" or not rest.startswith("/"):
        raise CxError(
            f"CX_DESK_URL names '{scheme}'; the desk lies in SQLite as yet, like "
            "sqlite:////var/lib/cx/desk.sqlite. Unset it to keep the desk beside the record."
        )
    return Path(rest[1:])


def engine(path: Path) -> Engine:
    """How a desk's file, or a backup of one, is opened."""
    # A connection each: the file can be replaced by a restored one at any time.
    made = create_engine(
        URL.create("sqlite", database=f"file:{quote(str(path))}", query=_ONLY_THERE),
        poolclass=NullPool,
        connect_args={"timeout": WAIT, "isolation_level": None},
    )
    event.listen(made, "connect", _connected)
    event.listen(made, "begin", _begun)
    return made


def _connected(con: Any, _record: object) -> None:
    for setting in SETTINGS:
        con.execute(setting)


def _begun(con: Connection) -> None:
    # Who reads first and writes then would find that somebody else wrote in between.
    writes = con.get_execution_options().get("writing", False)
    con.exec_driver_sql("begin immediate" if writes else "begin")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What SQLite says, in words that help."""
    try:
        yield
    except OperationalError as error:
        if not path.exists():
            raise CxError(
                f"The desk {path} is gone. Put the last backup in its place. Nothing was saved."
            ) from error
        said = str(error.orig).lower()
        if "locked" in said or "busy" in said:
            raise Busy(
                "Somebody else is writing to the desk, for ten seconds now. Nothing was saved; "
                "try again in a moment."
            ) from error
        if any(words in said for words in _FULL):
            raise NoSpace(
                f"The disk is full, or {path.parent} cannot be written ({said}). Nothing was "
                "saved and nothing is half done: make room, then save again."
            ) from error
        raise
    except DatabaseError as error:
        if "malformed" in str(error.orig) or "not a database" in str(error.orig):
            raise CxError(
                f"{path} is damaged or no desk ({error.orig}). Nothing was changed: put the last "
                "backup in its place."
            ) from error
        raise


_open: dict[tuple[Path, Path], Desk] = {}
_lock = threading.Lock()
