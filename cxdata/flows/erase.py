"""Taking people's data out everywhere: a customer who asks for it, comments that are too old.

The list of erased customers (record/erased.py) is written before anything is removed: whatever goes
wrong after that, `replay` finishes it, and no import brings the customer back meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from cxdata import organisation as organisations
from cxdata import record
from cxdata.errors import BadInput
from cxdata.flows import presentations
from cxdata.organisation import Retention
from cxdata.record import erased, store
from cxdata.scope import STEWARD, Scope, month_after

STALE = timedelta(days=366)  # between the newest answer and today, after which the clock is doubted

# What beside the record keeps customers: its name, and what forgets one of them by the hash and
# says how many places it cleared. A room that keeps a customer stands here.
ELSEWHERE: dict[str, Callable[[Scope, Path, int, datetime], int]] = {
    "ways in presentations": presentations.forget,
    "sentences in drafts": presentations.unquote,
}
# And how many places it would clear, for a dry run.
HELD: dict[str, Callable[[Scope, Path, int], int]] = {
    "ways in presentations": presentations.of_customer,
    "sentences in drafts": presentations.quoting,
}


@dataclass(frozen=True)
class Erased:
    """What is removed, or would be on a dry run.

    counts     kind of row -> rows in the record that serves; none of 0
    elsewhere  name -> places cleared outside the record; none of 0 on a dry run
    snapshots  files that are dropped beside the one that serves: they hold the same rows as they
               were earlier, so that theirs are not counted again
    """

    counts: dict[str, int]
    elsewhere: dict[str, int] = field(default_factory=dict)
    snapshots: int = 0


@dataclass(frozen=True)
class Retained:
    """Comments that are removed, or would be: by month, and the first day that is kept."""

    months: dict[str, int]
    since: date


def would_erase(scope: Scope, home: Path, customer: str, now: datetime) -> Erased:
    """What erasing a customer would remove; nothing is changed.

    customer  the id as the source writes it
    raises    BadInput where it is blank or the home has no key; NoRecord
    """
    scope.must_be(STEWARD)
    one = _hash(home, customer)
    counts = record.erase(home, (one,), author=_author(scope), now=now, dry_run=True)
    held = {name: count(scope, home, one) for name, count in HELD.items()}
    elsewhere = {name: places for name, places in held.items() if places}
    return Erased(counts, elsewhere, _older(home) if counts or elsewhere else 0)


def erase(
    scope: Scope, home: Path, customer: str, now: datetime, *, unknown: bool = False
) -> Erased:
    """Remove a customer from the record and from whatever else keeps one, for good.

    unknown   note the customer even if the record holds nothing, so that no later file brings it
    raises    BadInput where it holds nothing, Busy while somebody imports
    """
    found = would_erase(scope, home, customer, now)
    if not (found.counts or found.elsewhere or unknown):
        raise BadInput(
            "The record holds nothing of this customer. Is the id written as in the source? Add "
            "--unknown to leave the customer out of later files all the same. Nothing was changed."
        )
    one = _hash(home, customer)
    erased.noted(home, (one,), now.date())
    return _removed(scope, home, (one,), now)


def replay(scope: Scope, home: Path, now: datetime) -> Erased:
    """Erase again everybody who ever was: after a backup was put back, or an erasure broke off."""
    scope.must_be(STEWARD)
    everybody = erased.listed(home)
    return _removed(scope, home, everybody, now) if everybody else Erased({})


def would_retain(scope: Scope, home: Path, now: datetime) -> Retained:
    """Which comments are older than the organisation keeps them; nothing is changed."""
    scope.must_be(STEWARD)
    months = record.retain(home, author=_author(scope), now=now, dry_run=True)
    return Retained(months, _since(home, now))


def retain(scope: Scope, home: Path, now: datetime, *, even_so: bool = False) -> Retained:
    """Remove the comments that are older than the organisation keeps them, for good.

    Their scores stay: they are counts by then.

    even_so  also where the clock is over a year past the newest answer
    raises   BadInput where it is, and nobody says so; Busy while somebody imports; NoRecord
    """
    scope.must_be(STEWARD)
    if not even_so:
        _refuse_odd_clock(record.open_snapshot(home).newest(scope), now.date())
    since = _since(home, now)
    return Retained(record.retain(home, author=_author(scope), now=now), since)


def _removed(scope: Scope, home: Path, customers: Sequence[int], now: datetime) -> Erased:
    older = _older(home)
    # Elsewhere first: the record is what a second run would find them by.
    elsewhere = _elsewhere(scope, home, customers, now)
    counts = record.erase(home, customers, author=_author(scope), now=now)
    # And again: until now the record told of them to whoever kept something elsewhere.
    again = _elsewhere(scope, home, customers, now)
    return Erased(counts, {name: n + again[name] for name, n in elsewhere.items()}, older)


def _elsewhere(scope: Scope, home: Path, customers: Sequence[int], now: datetime) -> dict[str, int]:
    return {
        name: sum(forget(scope, home, one, now) for one in customers)
        for name, forget in ELSEWHERE.items()
    }


def _hash(home: Path, customer: str) -> int:
    if not customer.strip():
        raise BadInput("Say which customer: the id as the source writes it.")
    key = store.key(home, make=False)
    if not key:
        raise BadInput(
            f"There is no key in {home}, and without it no id leads to its customer. Put the key "
            "that the record was made with in its place (a backup has it). Nothing was changed."
        )
    return erased.hashed(key, customer)


def _older(home: Path) -> int:
    return max(len(store.numbered(home)) - 1, 0)


def _since(home: Path, now: datetime) -> date:
    text = record.open_snapshot(home).organisation()
    kept = organisations.parse(text).retention if text else Retention()
    return month_after(now.date().replace(day=1), -kept.comments_months)


def _refuse_odd_clock(newest: date | None, today: date) -> None:
    """A clock that is wrong by years would take all comments away for good."""
    if newest is not None and today - newest > STALE:
        raise BadInput(
            f"By this machine's clock today is {today}, and the newest answer is from {newest}: a "
            "wrong clock would take all comments away for good. If it is right, it can be done on "
            "the server (see the file docs/privacy.md, in the folder where the app is installed). "
            "There: python -m cxdata retain --even-so. Nothing was changed."
        )


def _author(scope: Scope) -> str:
    return scope.identity or scope.role
