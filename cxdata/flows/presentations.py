"""Presentations: drafted, frozen, renamed, withdrawn; a customer's way approved, taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from cxdata import desk, organisation, record
from cxdata.desk import drafts, presentations, shown_ways
from cxdata.desk.drafts import Draft, Edit
from cxdata.desk.presentations import Frozen
from cxdata.desk.shown_ways import Shown
from cxdata.errors import BadInput, NoRecord
from cxdata.flows import naming
from cxdata.record import Snapshot, erased, masking, ways, words
from cxdata.record.ways import Sought
from cxdata.scope import STEWARD, Scope

WRITERS = presentations.WRITERS


def draft(scope: Scope, home: Path, period: str, edit: Edit, now: datetime) -> tuple[Draft, Draft]:
    """Put a change into one's own draft (see `desk.drafts.change`)."""
    return drafts.change(scope, desk.open_desk(home), period, edit, now)


def freeze(scope: Scope, home: Path, title: str, body: str, now: datetime) -> Frozen:
    """Freeze a presentation as it is (see `desk.presentations.freeze`)."""
    scope.must_be(*WRITERS)
    return presentations.freeze(scope, desk.open_desk(home), title, body, now)


def rename(scope: Scope, home: Path, id_: str, title: str, now: datetime) -> None:
    """Call a frozen presentation otherwise."""
    scope.must_be(*WRITERS)
    presentations.rename(scope, desk.open_desk(home), id_, title, now)


def withdraw(scope: Scope, home: Path, id_: str, now: datetime) -> None:
    """Close a presentation's link."""
    scope.must_be(*WRITERS)
    presentations.withdraw(scope, desk.open_desk(home), id_, now)


def approve_way(
    scope: Scope,
    snapshot: Snapshot,
    sought: Sought,
    token: str,
    body: str,
    reason: str,
    now: datetime,
) -> Shown:
    """Approve one customer's way to be shown to everyone, of those that whoever asks may read.

    sought, token  which way it is: the customer's hash is looked up here and shown to nobody
    body           the way's slide as JSON
    raises         Refused to all but executives and stewards; BadInput where the way is not there
                   (any more), without a reason, or where its words name a team, a month or a date
    """
    scope.must_be(*shown_ways.APPROVERS)
    customer = ways.customer(snapshot, scope, sought, token)
    if not customer:
        raise BadInput("This way is not there any more; the record has changed. Choose it anew.")
    slide = json.loads(body)
    kinds = masking.masked(str(slide.get("sentence", "")))[1]
    if kinds:
        raise BadInput(
            f"The sentence holds what looks personal ({', '.join(dict.fromkeys(kinds))}). Everyone "
            "will read it: take it out, and look for names and days as well. Nothing was approved."
        )
    text = snapshot.organisation()
    named = naming.told(_written(slide), organisation.parse(text)) if text else ()
    if named:
        raise BadInput(
            f"What everyone will read names {', '.join(f'“{one}”' for one in named)}. It is shown "
            "without a name, a team or a date: take it out. Nothing was approved."
        )
    held = desk.open_desk(snapshot.home)
    gone = partial(erased.listed, snapshot.home)
    return shown_ways.approve(scope, held, customer, body, reason, now, erased=gone)


def _written(slide: Mapping[str, Any]) -> str:
    """What people wrote on a way's slide: its sentence, and the customer's words."""
    steps = (step for picture in slide.get("pictures", ()) for step in picture.get("steps", ()))
    return "\n".join([str(slide.get("sentence", "")), *(str(s.get("words", "")) for s in steps)])


def take_back_way(scope: Scope, home: Path, id_: str, now: datetime) -> None:
    """Withdraw the approval of a way; every presentation says so in its place."""
    scope.must_be(*shown_ways.APPROVERS)
    shown_ways.take_back(scope, desk.open_desk(home), id_, now)


def forget(scope: Scope, home: Path, customer: int, now: datetime) -> int:
    """Remove a customer's ways from every presentation, frozen ones too; how many went."""
    scope.must_be(STEWARD)
    return shown_ways.forget(scope, desk.open_desk(home), customer, now)


def of_customer(scope: Scope, home: Path, customer: int) -> int:
    """How many approved ways are a customer's: what `forget` would remove."""
    scope.must_be(STEWARD)
    return shown_ways.of_customer(scope, desk.open_desk(home), customer)


def unquote(scope: Scope, home: Path, customer: int, now: datetime) -> int:
    """Take sentences that repeat a customer's words out of everybody's drafts; how many went.

    It is asked while the record still holds the words: they are what the sentences are found by.
    """
    scope.must_be(STEWARD)
    return drafts.forget(scope, desk.open_desk(home), _said(scope, home, customer), now)


def quoting(scope: Scope, home: Path, customer: int) -> int:
    """How many sentences in drafts repeat a customer's words: what `unquote` would take out."""
    scope.must_be(STEWARD)
    return drafts.quoting(scope, desk.open_desk(home), _said(scope, home, customer))


def _said(scope: Scope, home: Path, customer: int) -> tuple[str, ...]:
    try:
        return tuple(words.of(scope, record.open_snapshot(home), customer))
    except NoRecord:
        return ()
