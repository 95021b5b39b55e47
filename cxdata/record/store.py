"""Where a record lies on disk: numbered snapshots, the pointer, the key, and who imports now."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import secrets
import shutil
import socket
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from cxdata.errors import Busy, CxError, NoRecord

DRAFT = "current.next"  # the pointer while it is written
KEPT = 3  # snapshots that stay; older ones and orphans are swept by the next import
_NAME = re.compile(r"[0-9]{6,}\.duckdb")
_FICLONE = 0x40049409  # ioctl of Linux: share the blocks of another file (XFS, btrfs)


def locate(root: Path) -> Path:
    """The home that serves under a data root: own/ as soon as it has a snapshot, else demo/."""
    own = Path(root) / "own"
    return own if pointed(own) else Path(root) / "demo"


def folder(home: Path) -> Path:
    """Where a home's snapshots lie."""
    return Path(home) / "record"


def pointed(home: Path) -> str | None:
    """The file name that the pointer of a home holds; None where there is no record.

    raises  CxError where a record lies there that the pointer no longer names: who took it for
            an empty one would write over it
    """
    name = _written(home)
    # The first import of all may be publishing right now: its draft goes only when the pointer is.
    if name is None and numbered(home) and not (folder(home) / DRAFT).exists():
        name = _written(home) or ""
    if name is not None and not _NAME.fullmatch(name):
        raise CxError(
            f"The file 'current' in {folder(home)} does not name a snapshot any more. {_mend(home)}"
        )
    return name


def _written(home: Path) -> str | None:
    pointer = folder(home) / "current"
    try:
        return pointer.read_text("utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CxError(
            f"The record in {home} cannot be read: {error.strerror} ({pointer}). Is the data root "
            "(CX_DATA) a folder, and may this user read it?"
        ) from error


def _mend(home: Path) -> str:
    names = ", ".join(p.name for p in reversed(numbered(home))) or "none"
    return (
        f"Snapshots that lie there, newest first: {names}. Write the name of the newest into "
        f"{folder(home) / 'current'}, then run: python -m cxdata verify. Nothing was changed."
    )


def current(home: Path) -> Path:
    """The snapshot that serves. Raises NoRecord with what to do."""
    name = pointed(home)
    if name is None:
        raise NoRecord(
            "There is no feedback yet. Bring some in with: python -m cxdata import FILE, "
            "or see the sample company with: python -m cxdata sample"
        )
    return folder(home) / name


def held(home: Path) -> Path:
    """The snapshot that serves, and is there. Raises NoRecord; CxError where it is gone."""
    path = current(home)
    if not path.is_file():
        raise CxError(f"'current' names {path.name}, which is not there. {_mend(home)}")
    return path


def number(path: Path) -> int:
    """The number of a snapshot's file."""
    return int(path.name.removesuffix(".duckdb"))


def numbered(home: Path) -> list[Path]:
    """All snapshots that lie in a home, oldest first."""
    return sorted((p for p in folder(home).glob("*.duckdb") if _NAME.fullmatch(p.name)), key=number)


def next_path(home: Path) -> Path:
    """The file of the next snapshot: a number that no file ever had (open handles would lie)."""
    taken = [number(p) for p in numbered(home)]
    name = pointed(home)
    last = max([*taken, number(Path(name)) if name else 0])
    return folder(home) / f"{last + 1:06d}.duckdb"


def half_written(path: Path) -> Path:
    """The name under which a snapshot is built before it gets its own."""
    return path.with_name(f"building-{path.name}")


def copied(source: Path, target: Path) -> None:
    """Copy a file, sharing its blocks where the file system can."""
    with source.open("rb") as old, target.open("wb") as new:
        try:
            fcntl.ioctl(new.fileno(), _FICLONE, old.fileno())
        except OSError:
            shutil.copyfileobj(old, new, 16 << 20)


def publish(built: Path, path: Path, home: Path) -> None:
    """Give a built snapshot its name and move the pointer to it; durable when it returns."""
    _sync(built)
    pointer = folder(home) / "current"
    draft = pointer.with_name(DRAFT)
    with draft.open("w", encoding="utf-8") as file:
        file.write(path.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    # A snapshot without a pointer has the draft beside it, so that it is known for an orphan.
    built.replace(path)
    draft.replace(pointer)
    _sync(folder(home))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(home: Path) -> None:
    """Drop what nothing points to: half-written files, orphans, all but the last snapshots.

    Only for the holder of the lock. An orphan is newer than the pointer: it was never opened.
    """
    serving = pointed(home)
    now = number(Path(serving)) if serving else 0
    for path in folder(home).iterdir():
        if path.name.startswith("building-"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    standing = [p for p in numbered(home) if number(p) <= now]
    doomed = [p for p in numbered(home) if number(p) > now] + standing[:-KEPT]
    for path in doomed:
        path.unlink(missing_ok=True)
        path.with_name(path.name + ".wal").unlink(missing_ok=True)
    (folder(home) / DRAFT).unlink(missing_ok=True)


def alone(home: Path) -> None:
    """Drop every snapshot but the one that serves: they hold what was to be forgotten."""
    serving = pointed(home)
    for path in numbered(home):
        if path.name != serving:
            path.unlink(missing_ok=True)
            path.with_name(path.name + ".wal").unlink(missing_ok=True)
    _sync(folder(home))


def key(home: Path, make: bool) -> str:
    """The home's secret for hashes of customers and origins, 64 hex digits.

    make    write a new one where there is none; else '' (for a dry run, which writes nothing)

    It lies outside the record, so that a copied record alone cannot be turned back into customers.
    """
    path = Path(home) / "key"
    if not path.exists():
        if not make:
            return ""
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
    return path.read_text("ascii").strip()


@contextlib.contextmanager
def locked(home: Path, author: str, since: datetime) -> Iterator[None]:
    """Hold the right to write; raises Busy that says who holds it.

    The kernel's lock on the file is the truth and ends with its process, so a file left by one that
    was killed is stale by itself; what stands in the file is only for the message.
    """
    path = folder(home) / "lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Busy(_owner(path)) from None
        owner = {"pid": os.getpid(), "host": socket.gethostname(), "author": author}
        file.truncate(0)
        file.write(json.dumps({**owner, "since": since.isoformat(timespec="seconds")}))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def _owner(path: Path) -> str:
    try:
        owner = json.loads(path.read_text("utf-8"))
        who = owner["author"] or "somebody"
        where = f"process {owner['pid']} on {owner['host']}"
        told = f"{who} has been importing since {owner['since']} ({where})."
    except (OSError, ValueError, KeyError):
        told = "Somebody else is importing."
    return f"{told} One import at a time: try again when it is done. Nothing was changed."
