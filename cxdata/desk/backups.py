"""Copies of a desk from before its layout changed, beside it: a customer leaves them too."""

from __future__ import annotations

import glob
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.exc import DatabaseError

from cxdata.desk import quoted, tables
from cxdata.desk.store import Desk, engine
from cxdata.errors import CxError

_EMPTIED = (
    "update approved_way set customer = null, body = null, reason = null, gone = ?, gone_at = ? "
    "where customer = ?"
)
_THERE = "select 1 from sqlite_master where type = 'table' and name = 'approved_way'"


def beside(desk: Desk) -> tuple[Path, ...]:
    """The backups that migrations made of a desk."""
    return _copies(desk.path, "")


def _copies(path: Path, end: str) -> tuple[Path, ...]:
    stem, suffix = glob.escape(path.stem), glob.escape(path.suffix)
    return tuple(sorted(path.parent.glob(f"{stem}.before-*{suffix}{end}")))


def forget(desk: Desk, customer: int, gone: str, at: str) -> None:
    """Empty a customer's ways in every backup that holds any.

    raises  CxError naming the backup that could not be changed
    """
    # While nobody else writes, a draft is one that was left when its process was killed.
    with desk.writing():
        for draft in _copies(desk.path, ".*.next*"):
            draft.unlink(missing_ok=True)
    for path in beside(desk):
        try:
            with closing(sqlite3.connect(path)) as con:
                con.execute("pragma secure_delete = on")
                if con.execute(_THERE).fetchone():
                    con.execute(_EMPTIED, (gone, at, str(customer)))
                    con.commit()
        except sqlite3.Error as error:
            raise _left(path, error) from error


def unquote(desk: Desk, said: Sequence[str]) -> None:
    """Take the sentences that repeat a customer's words out of the drafts in every backup.

    raises  CxError naming the backup that could not be changed
    """
    for path in beside(desk):
        try:
            with engine(path).connect() as held:
                con = held.execution_options(writing=True)
                with con.begin():
                    if inspect(con).has_table(tables.draft.name):
                        quoted.without(con, said)
        except DatabaseError as error:
            raise _left(path, error) from error


def _left(path: Path, error: Exception) -> CxError:
    return CxError(
        f"The desk itself holds nothing of this customer any more, but its backup {path} "
        f"could not be changed ({error}). Delete that backup."
    )
