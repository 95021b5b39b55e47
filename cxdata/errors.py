"""Every error that a person may read: what happened, what is known, what to do next."""

from __future__ import annotations


class CxError(Exception):
    """An error whose message is written for the person who meets it."""


class Refused(CxError):
    """The scope does not hold what was asked for; the message names nothing outside the scope."""


class BadInput(CxError):
    """A file, an option or an entry that cannot be taken as it is; nothing was changed."""


class Undecided(BadInput):
    """More than one reading fits; a person must choose.

    candidates  what could be chosen, each with what it would yield (JSON-ready dictionaries)
    """

    def __init__(self, message: str, candidates: list[dict[str, object]]) -> None:
        super().__init__(message)
        self.candidates = candidates


class Busy(CxError):
    """Somebody else is writing; the message says who and since when."""


class NoRecord(CxError):
    """There is no feedback yet."""


class Conflict(CxError):
    """Somebody else saved the same thing first; nothing was written and nothing is lost.

    newest   what is there now
    changed  what it changed since the version that this one was begun from
    """

    def __init__(self, message: str, newest: object, changed: tuple[object, ...]) -> None:
        super().__init__(message)
        self.newest = newest
        self.changed = changed


class NoSpace(CxError):
    """The disk is full or cannot be written: nothing was saved; saving again does not double."""
