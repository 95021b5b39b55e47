"""Who is not heard? Response and coverage of every group, and what their silence could do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cxdata.catalog import NOT_GIVEN, RELATIONAL, TOUCHPOINT
from cxdata.metrics import compare, disclosure, scores, weights
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import heard_words, hidden, periods, places, scoring
from cxdata.reports.figures import Header, Measured, Sentence
from cxdata.reports.hidden import Ints, Mask
from cxdata.reports.invitations import Invitations
from cxdata.reports.page import Page
from cxdata.reports.raking import Weighed
from cxdata.reports.weighting import Weighing
from cxdata.reports.wide import FILTERS
from cxdata.scope import Scope, View

QUESTION = "Who is not heard?"
Tested = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]  # value, half, p


@dataclass(frozen=True)
class Row:
    """A group of customers: who could answer, was asked, and did.

    eligible, invited, answered  customers; None where hidden
    response, low, high  answered of invited in %, with Wilson's interval; None where not known
    coverage  invited of eligible in %; None where not known
    quiet, loud   answers less (more) often than the others of its table beyond chance
    unasked   is asked less often than the others beyond chance
    """

    name: str
    eligible: int | None
    invited: int | None
    answered: int | None
    response: float | None
    low: float | None
    high: float | None
    coverage: float | None
    quiet: bool
    loud: bool
    unasked: bool

    @property
    def stands(self) -> bool:
        """Is it told from the others?"""
        return self.quiet or self.loud or self.unasked


@dataclass(frozen=True)
class Group:
    """A table of groups, e.g. all segments.

    id      'segment', 'channel', 'region', 'touchpoint', 'team'; title what it is called
    rows    in order; shown are those of the picture: all, or those that stand out
    response, coverage  of all of them together, in %
    bias    points by which the score could at most be off because they answer unevenly
    words   what the picture says, bias included
    """

    id: str
    title: str
    rows: tuple[Row, ...]
    shown: tuple[Measured, ...]
    response: float | None
    coverage: float | None
    bias: float | None
    words: str


@dataclass(frozen=True)
class NotHeard:
    """The page: scoped, suppressed, and in words. weighted is what silence does to the headline."""

    question: str
    verdict: Sentence
    groups: tuple[Group, ...]
    weighted: str
    notes: tuple[str, ...]
    header: Header


@dataclass(frozen=True)
class _Table:
    """Counts of a group's members (rows, 3: eligible, invited, answered), and which may show."""

    id: str
    names: tuple[str, ...]
    counts: Ints
    may: Mask
    spread: float | None


def report(scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View) -> NotHeard:
    """Everybody who could answer in a period, by who they are and where they met us.

    raises  NoRecord; Refused where nobody asks
    """
    view = replace(view, weighted=False)
    page = Page.open(scope, snapshot, organisation, (view, periods.before(view)), view.since)
    tables = [_customers(page, d) for d in FILTERS] if not page.part else []
    tables += [_places(page, kind) for kind in (places.TOUCHPOINT, places.TEAM)]
    found = _groups([table for table in tables if _compares(table)])
    weighed = None if page.part else Weighing(page).head(view)
    may = bool(page.head.may(view)[0])
    return NotHeard(
        question=QUESTION,
        verdict=heard_words.verdict(found, weighed if may else None),
        groups=found,
        weighted=_weighted(page, weighed, may),
        notes=heard_words.notes(found, page.part),
        header=page.header("Who is heard", heard_words.DEFINITION),
    )


def _compares(table: _Table) -> bool:
    """Was anybody asked, and is there somebody to hold a filtered segment against?"""
    return bool(table.counts[:, 1].any()) and (len(table.names) > 1 or table.id not in FILTERS)


def _weighted(page: Page, weighed: Weighed | None, may: bool) -> str:
    if weighed is None:
        return "What their silence does to the score is told for the whole company."
    return weighed.words if may else "Too few answers to say what that does to the score."


def _customers(page: Page, dimension: str) -> _Table:
    """Relational invitations by segment, channel or region."""
    asked = _asked(page, RELATIONAL)
    names = [name for name in asked.used(dimension) if name != NOT_GIVEN]
    rows, _ = page.rows_of(dimension)
    shown = dict(zip([id_ for _, id_ in rows.keys], rows.may(page.view).tolist(), strict=True))
    may = np.array([shown.get(name, True) for name in names], dtype=bool)
    spread = _spread(page.head.over(page.view)[0])
    return _table(page, dimension, asked, names, may, spread, lambda name: name)


def _places(page: Page, kind: str) -> _Table:
    """Touchpoint invitations by touchpoint or team, of the part of the company looked at."""
    asked = _asked(page, TOUCHPOINT)
    pairs = list(zip(*(_named(asked, d) for d in ("touchpoint", "team")), strict=True))
    if page.part:
        held = places.answered_for(page.organisation, set(pairs), page.teams)
        asked = asked.only(np.array([pair in held for pair in pairs], dtype=bool))
    company = page.organisation
    entries = company.touchpoints if kind == places.TOUCHPOINT else company.teams
    used = set(asked.used(kind))
    names = [entry.id for entry in entries if entry.id in used]
    spread = _spread(page.boards["nps"].of(places.WHOLE, "").over(page.view)[0])
    may = np.ones(len(names), dtype=bool)
    return _table(page, kind, asked, names, may, spread, lambda id_: page.name(kind, id_))


def _named(asked: Invitations, dimension: str) -> list[str]:
    return [asked.names[dimension][code] for code in asked.codes[dimension].tolist()]


def _asked(page: Page, kind: str) -> Invitations:
    """Invitations of all months of the page's window, after its filters."""
    window, view = page.wide.window, page.view
    months = View(window.since, window.until)
    found = Invitations.of(page.snapshot.invitations(page.scope, months, kind))
    return found.within(replace(view, since=window.since, until=window.until))


def _table(
    page: Page,
    id_: str,
    asked: Invitations,
    names: Sequence[str],
    may: Mask,
    spread: float | None,
    called: Callable[[str], str],
) -> _Table:
    counts = asked.within(page.view).by(id_, names)
    may = may & _blocks(page, id_, asked, names)
    for column in range(counts.shape[1]):
        may &= ~disclosure.suppress(counts[:, column], page.minimum)
        may = hidden.covered(counts[:, column], may, page.minimum)
    return _Table(id_, tuple(called(name) for name in names), counts, may, spread)


def _blocks(page: Page, id_: str, asked: Invitations, names: Sequence[str]) -> Mask:
    """Whose months hold enough answers: of two periods no month of a few is worked out."""
    window = page.wide.window
    place = {name: row for row, name in enumerate(names)}
    at = np.array([place.get(name, -1) for name in asked.names[id_]], dtype=np.int64)
    row, month = at[asked.codes[id_]], asked.month - window.first
    kept = (row >= 0) & (month >= 0) & (month < window.months)
    flat = row[kept] * window.months + month[kept]
    size = len(names) * window.months
    n = np.bincount(flat, asked.counts[kept, 2], size).astype(np.int64)
    level = hidden.levels(n.reshape(len(names), window.months), page.minimum)
    since, until = window.place(page.view)
    return hidden.shown(level, max(since, 0), until)


def _spread(counts: Ints) -> float | None:
    n = int(counts.sum())
    return float(scores.variance(*scoring.split("nps", counts))) if n else None


def _groups(tables: Sequence[_Table]) -> tuple[Group, ...]:
    """All tables judged side by side: one Benjamini-Hochberg over every comparison of the page."""
    tested = [(_against(t, 2, 1), _against(t, 1, 0)) for t in tables]
    p = [one[2] for pair in tested for one in pair]
    stand = scoring.standing(np.concatenate(p)) if p else np.zeros(0, dtype=bool)
    found, start = [], 0
    for table, (response, coverage) in zip(tables, tested, strict=True):
        size = len(table.names)
        both = stand[start : start + size], stand[start + size : start + 2 * size]
        start += 2 * size
        found.append(_group(table, response, coverage, both))
    return tuple(found)


def _against(table: _Table, above: int, below: int) -> Tested:
    """Each member's share held against that of all others of the table: value, half, p."""
    did, could = table.counts[:, above], table.counts[:, below]
    did = np.minimum(did, could)
    rest = did.sum() - did, could.sum() - could
    moved = compare.share_difference((did, could), rest)
    gone = ~table.may | (rest[1] == 0)
    value, p = (np.where(gone, np.nan, part) for part in (moved.value, moved.p))
    return value, np.asarray(moved.high - moved.low) / 2, p


def _group(table: _Table, response: Tested, coverage: Tested, stand: tuple[Mask, Mask]) -> Group:
    rows = tuple(
        _row(
            name,
            table.counts[i],
            bool(table.may[i]),
            bool(stand[0][i] and response[0][i] < 0),
            bool(stand[0][i] and response[0][i] > 0),
            bool(stand[1][i] and coverage[0][i] < 0),
        )
        for i, name in enumerate(table.names)
    )
    eligible, invited, answered = (int(n) for n in table.counts.sum(axis=0))
    bias = None
    known = table.counts[table.counts[:, 0] > 0]
    if table.spread is not None and len(known) > 1 and answered:
        bias = float(
            weights.largest_bias(np.minimum(known[:, 2], known[:, 0]), known[:, 0], table.spread)
        )
    share = 100 * answered / invited if invited >= answered > 0 else None
    asked = 100 * invited / eligible if eligible >= invited > 0 else None
    picture = rows if table.id in FILTERS else tuple(row for row in rows if row.stands)
    whole = Group(table.id, heard_words.TITLES[table.id], rows, (), share, asked, bias, "")
    return replace(
        whole,
        shown=tuple(heard_words.measured(row) for row in picture),
        words=heard_words.group(whole, len(picture)),
    )


def _row(name: str, counts: Ints, may: bool, quiet: bool, loud: bool, unasked: bool) -> Row:
    eligible, invited, answered = (int(n) for n in counts)
    if not may or not invited:
        return Row(name, None, None, None, None, None, None, None, False, False, False)
    coverage = 100 * invited / eligible if eligible >= invited else None
    if answered > invited:
        return Row(name, eligible, invited, answered, None, None, None, coverage,
                   False, False, unasked)  # fmt: skip
    share = scores.favourable(answered, invited)
    return Row(name, eligible, invited, answered, share.value, share.low, share.high, coverage,
               quiet, loud, unasked)  # fmt: skip
