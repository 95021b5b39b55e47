"""Files as readings, in a folder of the home that goes again; the company's zone and mappings."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cxdata import organisation, record
from cxdata.errors import BadInput, NoRecord, Undecided
from cxdata.record.sources import mapping
from cxdata.record.sources.choice import Desk
from cxdata.record.sources.declared import Declared
from cxdata.record.sources.recognition import Recognition, recognise

Progress = Callable[[float, str], None]  # share done 0..1, what is being done
SHARE = 0.2  # of an import, in which files are recognised


@contextmanager
def recognised(
    home: Path, files: Sequence[Path], said: Declared, progress: Progress | None = None
) -> Iterator[tuple[Recognition, ...]]:
    """Files of feedback, recognised; their clean copies last as long as the context.

    raises  BadInput, Undecided: of a file among several, with its name
    """
    with reading_folder(home) as folder:
        desk = Desk(folder, mapping.saved(home / "mappings"), timezone(home))
        found = []
        for place, file in enumerate(files):
            if progress is not None:
                progress(SHARE * place / len(files), f"{file.name}: recognising")
            found.append(_recognised(file, said, desk, several=len(files) > 1))
        yield tuple(found)


def _recognised(file: Path, said: Declared, desk: Desk, *, several: bool) -> Recognition:
    try:
        return recognise(file, said, desk)
    except Undecided as error:
        if not several:
            raise
        raise Undecided(
            f"{file.name}: {error}", [{"source": file.name, **one} for one in error.candidates]
        ) from error
    except BadInput as error:
        if not several or file.name in str(error):
            raise
        raise BadInput(f"{file.name}: {error}") from error


@contextmanager
def reading_folder(home: Path) -> Iterator[Path]:
    """A folder in a home for copies of files; it goes when the context ends.

    What a killed import left behind goes too: it holds people's answers.
    """
    home.mkdir(parents=True, exist_ok=True)
    for left in home.glob("reading-*"):
        with _held(left) as mine:
            if mine:
                shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="reading-", dir=home) as folder, _held(Path(folder)):
        yield Path(folder)


@contextmanager
def _held(folder: Path) -> Iterator[bool]:
    """Lock a folder for as long as this process lives; False where another one holds it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        yield False
        return
    try:
        yield _locked(handle)
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def has_record(home: Path) -> bool:
    """Whether a home holds a snapshot."""
    try:
        record.open_snapshot(home)
    except NoRecord:
        return False
    return True


def timezone(home: Path) -> str | None:
    """The company's time zone; None while there is no organisation."""
    if not has_record(home):
        return None
    text = record.open_snapshot(home).organisation()
    return organisation.parse(text).company.timezone if text else None
