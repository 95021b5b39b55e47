"""Customers on their way from touchpoint to touchpoint: handovers counted, and single ways.

A handover is a touchpoint answer and the same customer's NEXT touchpoint answer, where that lies at
another touchpoint and at most 90 days later. Next rather than all pairs: every answer is at most
once a first and once a second, so that no answer is counted twice in a table. The same touchpoint
again is no handover, nor does it lend its score to a later one. Answers without a customer's id
cannot be followed; `followed` says how many those are.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxdata.catalog import KINDS
from cxdata.errors import Refused
from cxdata.record import store
from cxdata.record.snapshot import Snapshot
from cxdata.scope import EXECUTIVE, STEWARD, Scope, View, months_between

WITHIN = (7, 14, 30, 60, 90)  # days between the two answers that can be asked for
BAD, GOOD = 0, 2  # how the first answer was meant
COUNTS = ("nps_top", "nps_middle", "nps_bottom", "csat_top", "csat_other", "ces_top", "ces_other")
FILTERS = ("segment", "channel", "region")
_EPOCH = date(1970, 1, 1)
AROUND = 180  # days before the first answer and after the second that a way is told over

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Handed:
    """Counts of handovers with a good or a bad first answer; arrays of one length, a row a group.

    year      of the window, 0 the first; within: the smallest of WITHIN that holds the days between
    apart     of each filter that is set: the place of the member among those asked for, or -1
    stages    from, to: numbers of the stages asked for, -1 for a touchpoint of none
    teams     from, to: codes; names by code in `team`
    standing  BAD or GOOD
    counts    of the second answer's scores, shape (rows, 7) as in COUNTS
    """

    year: Ints
    within: Ints
    apart: dict[str, Ints]
    stages: tuple[Ints, Ints]
    teams: tuple[Ints, Ints]
    standing: Ints
    counts: Ints
    team: tuple[str, ...]


@dataclass(frozen=True)
class Followed:
    """Touchpoint answers, and those of them that carry no customer's id."""

    answers: int
    without_customer: int


@dataclass(frozen=True)
class Ends:
    """From where to where: ids; None for all."""

    from_touchpoints: tuple[str, ...] | None = None
    from_teams: tuple[str, ...] | None = None
    touchpoints: tuple[str, ...] | None = None
    teams: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Sought:
    """Which ways are looked for.

    view      months of the second answer, and the customers that its filters keep
    standing  BAD or GOOD: how the first answer was meant
    days      at most so many between the two answers
    readable  touchpoints of which a way has to touch one; None for any
    most      so many ways, the newest
    """

    view: View
    ends: Ends
    standing: int
    days: int
    readable: tuple[str, ...] | None
    most: int = 50


@dataclass(frozen=True)
class Pair:
    """A handover of one customer, who is known by nothing else.

    token   opaque: holds for this snapshot and for who asks, and says nothing of the customer
    month   first day of the month of the first answer; days until the second
    """

    token: str
    month: date
    days: int
    from_touchpoint: str
    from_team: str
    touchpoint: str
    team: str
    scores: dict[str, int]


@dataclass(frozen=True)
class Moment:
    """An answer, or a contact, on a customer's way.

    days      since the way's first moment
    kind      'relational', 'touchpoint' or 'contact'
    scores    by metric; {} for a contact
    told      of a contact: was the customer told what was done
    text      the comment, personal data masked; '' without one
    """

    days: int
    kind: str
    touchpoint: str
    team: str
    scores: dict[str, int]
    told: bool
    text: str


def handed(
    snapshot: Snapshot, scope: Scope, view: View, stage_of: dict[str, int], filters: View
) -> Handed:
    """Handovers of a run of whole years.

    view      since and until; its filters are not looked at
    stage_of  touchpoint -> number of its stage, 0, 1 …
    filters   segments, channels and regions that are told apart from all others
    """
    _asked_by(scope)
    codes = [stage_of.get(name, -1) for name in snapshot.names["touchpoint"]]
    kept = snapshot.filters(filters)
    if any(found is not None for found in kept.values()):
        params = {"since": view.since, "until": view.until}
        found = snapshot.arrays("handed_filtered", {**params, "stage_of": codes, **kept})
    else:
        found = snapshot.arrays("handed", {**_months(view), "stage_of": codes})
    rows = {name: np.asarray(column, dtype=np.int64) for name, column in found.items()}
    apart = {f: _places(rows[f], kept[f"{f}s"]) for f in FILTERS if kept[f"{f}s"] is not None}
    return Handed(
        rows["year"],
        rows["within"],
        apart,
        (rows["from_stage"], rows["stage"]),
        (rows["from_team"], rows["team"]),
        rows["standing"],
        np.stack([rows[name] for name in COUNTS], axis=1),
        snapshot.names["team"],
    )


def followed(snapshot: Snapshot, scope: Scope, view: View) -> Followed:
    """How many touchpoint answers a view holds, and how many of them nobody can follow."""
    _asked_by(scope)
    ((answers, without),) = snapshot.rows("followed", **_months(view), **snapshot.filters(view))
    return Followed(answers, without)


def pairs(snapshot: Snapshot, scope: Scope, sought: Sought) -> tuple[Pair, ...]:
    """The newest handovers between two ends, in no order that tells customers apart in a month."""
    return tuple(pair for pair, _, _ in _found(snapshot, scope, sought))


def way(
    snapshot: Snapshot, scope: Scope, sought: Sought, token: str
) -> tuple[Pair, tuple[Moment, ...]] | None:
    """One customer's way around a handover that `pairs` lists for the same question; else None.

    A token is looked up among those that whoever asks may see: another's opens nothing.
    Comments of touchpoints outside `readable` (and of the relational survey) stay out.
    """
    for pair, customer, day in _found(snapshot, scope, sought):
        if hmac.compare_digest(pair.token.encode(), token.encode()):
            between = (day - timedelta(pair.days + AROUND), day + timedelta(AROUND))
            return _dated(pair, day, _moments(snapshot, customer, between, sought.readable))
    return None


def customer(snapshot: Snapshot, scope: Scope, sought: Sought, token: str) -> int:
    """The keyed hash of the customer whose way a token opens; 0 where it opens none.

    For what is kept of a way outside the record, so that it can go when the customer asks for it.
    Refused to all but executives and stewards, who may read every way.
    """
    scope.must_be(EXECUTIVE, STEWARD)
    for pair, who, _ in _found(snapshot, scope, sought):
        if hmac.compare_digest(pair.token.encode(), token.encode()):
            return who
    return 0


def _found(snapshot: Snapshot, scope: Scope, sought: Sought) -> list[tuple[Pair, int, date]]:
    """The pairs, each with its customer and the day of its second answer: these stay here."""
    _asked_by(scope)
    secret, found = _secret(snapshot, scope), []
    for row in snapshot.rows("ways", **_params(snapshot, sought)):
        day, gap, from_touchpoint, _, touchpoint, *_, customer = row
        said = f"{customer} {day} {gap} {from_touchpoint} {touchpoint}"
        token = hmac.new(secret, said.encode(), hashlib.sha256).hexdigest()[:24]
        found.append((_pair(snapshot, token, row), customer, day))
    return sorted(found, key=lambda one: (-one[0].month.toordinal(), one[0].token))


def _params(snapshot: Snapshot, sought: Sought) -> dict[str, object]:
    view, ends = sought.view, sought.ends
    return {
        "since": view.since,
        "until": view.until,
        "days": sought.days,
        "standing": sought.standing,
        "from_touchpoints": _codes(snapshot, "touchpoint", ends.from_touchpoints),
        "from_teams": _codes(snapshot, "team", ends.from_teams),
        "touchpoints": _codes(snapshot, "touchpoint", ends.touchpoints),
        "teams": _codes(snapshot, "team", ends.teams),
        "readable": _codes(snapshot, "touchpoint", sought.readable),
        "most": sought.most,
        **snapshot.filters(view),
    }


def _pair(snapshot: Snapshot, token: str, row: tuple[Any, ...]) -> Pair:
    day, gap, from_touchpoint, from_team, touchpoint, team, nps, csat, ces, _ = row
    place, teams = snapshot.names["touchpoint"], snapshot.names["team"]
    return Pair(
        token,
        (day - timedelta(gap)).replace(day=1),
        gap,
        place[from_touchpoint],
        teams[from_team],
        place[touchpoint],
        teams[team],
        _scores(nps, csat, ces),
    )


def _moments(
    snapshot: Snapshot,
    customer: int,
    between: tuple[date, date],
    readable: tuple[str, ...] | None,
) -> list[tuple[date, Moment]]:
    asked = {"customer": customer, "since": between[0], "until": between[1]}
    place, team = snapshot.names["touchpoint"], snapshot.names["team"]
    found = []
    for day, kind, tp, tm, nps, csat, ces, text in snapshot.rows("way_answers", **asked):
        open_ = readable is None or (bool(tp) and place[tp] in readable)
        said = text if open_ and text else ""
        name = snapshot.names["kind"][kind]
        found.append(
            (day, Moment(0, name, place[tp], team[tm], _scores(nps, csat, ces), False, said))
        )
    for day, tp, tm, told in snapshot.rows("way_contacts", **asked):
        found.append((day, Moment(0, "contact", place[tp], team[tm], {}, bool(told), "")))
    order = (*KINDS, "contact")
    return sorted(found, key=lambda one: (one[0], order.index(one[1].kind)))


def _dated(
    pair: Pair, day: date, moments: list[tuple[date, Moment]]
) -> tuple[Pair, tuple[Moment, ...]]:
    """Days are counted from the way's first moment; the pair's month becomes that moment's."""
    first = min((on for on, _ in moments), default=day)
    told = tuple(replace(moment, days=(on - first).days) for on, moment in moments)
    return replace(pair, month=first.replace(day=1)), told


def _secret(snapshot: Snapshot, scope: Scope) -> bytes:
    """A key of this snapshot and of who asks; without the home's own key nobody could make it."""
    who = (scope.role, *sorted(scope.departments), scope.identity, snapshot.path.name)
    key = bytes.fromhex(store.key(snapshot.home, make=False)) or _PROCESS
    return hmac.new(key, "\x1f".join(who).encode(), hashlib.sha256).digest()


def _scores(nps: int | None, csat: int | None, ces: int | None) -> dict[str, int]:
    given = {"nps": nps, "csat": csat, "ces": ces}
    return {metric: score for metric, score in given.items() if score is not None}


def _codes(snapshot: Snapshot, dimension: str, names: tuple[str, ...] | None) -> list[int] | None:
    return None if names is None else snapshot.codes(dimension, names)


def _places(codes: Ints, asked: Any) -> Ints:
    """Each code's place among those asked for; -1 for all others."""
    found = np.full(len(codes), -1, dtype=np.int64)
    for place, code in enumerate(asked):
        found[codes == code] = place
    return found


def _months(view: View) -> dict[str, int]:
    ends = (("since", view.since), ("until", view.until))
    return {name: months_between(_EPOCH, end) for name, end in ends}


def _asked_by(scope: Scope) -> None:
    if not isinstance(scope, Scope):
        raise Refused("Nothing is shown without knowing who asks.")


_PROCESS = secrets.token_bytes(32)  # where a home has no key of its own
