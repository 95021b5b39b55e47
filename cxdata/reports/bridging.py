"""What moved the score between any two periods, member by member?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cxdata.errors import BadInput
from cxdata.metrics.bridge import Bridge
from cxdata.metrics.scores import Z95
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import (
    bridge_weighted,
    headline,
    periods,
    scoring,
    waterfall,
    weighting,
)
from cxdata.reports.figures import Change, Figure, Header, Sentence
from cxdata.reports.hidden import Ints
from cxdata.reports.page import Page
from cxdata.reports.places import TOUCHPOINT
from cxdata.reports.scoring import Tally
from cxdata.reports.waterfall import Members, Waterfall
from cxdata.reports.weighting import Weighing
from cxdata.reports.wide import FILTERS
from cxdata.scope import Scope, View


@dataclass(frozen=True)
class BridgeRow:
    """A member's part in the change: mix + rate of all rows = after - before, residual 0.

    share_before, share_after  of the answers, 0..1
    before, after   its score in both periods
    mix             points moved because its share changed
    rate            points moved because its score changed, with its 95 % interval
    chance          True where the rate cannot be told from zero (Benjamini-Hochberg over rows)
    """

    id: str
    name: str
    share_before: float
    share_after: float
    before: Figure
    after: Figure
    mix: float
    rate: float
    rate_low: float
    rate_high: float
    chance: bool


@dataclass(frozen=True)
class BridgeReport:
    """What moved the score between any two periods, member by member.

    dimension  what the rows are of; waterfall its totals; refused '' or why there is no bridge
    """

    dimension: str
    before_label: str
    after_label: str
    before: Figure
    after: Figure
    change: Change
    rows: tuple[BridgeRow, ...]
    waterfall: Waterfall
    verdict: Sentence
    refused: str
    header: Header


def bridge(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    a: View,
    b: View,
    by: str | None = None,
) -> BridgeReport:
    """The change from period a to period b, under b's filters.

    by      'channel', 'segment' or 'region' ('touchpoint' with a department or team chosen);
            None takes the dimension whose mix moved the score most clearly
    raises  BadInput on another dimension; NoRecord; Refused
    """
    if by and by not in (*FILTERS, TOUCHPOINT):
        raise BadInput(f"'{by}' is no dimension of a bridge; take one of: {', '.join(FILTERS)}.")
    page = Page.open(scope, snapshot, organisation, (b, a), min(a.since, b.since))
    found: list[Members] = []
    why = ""
    weighing = Weighing(page) if b.weighted else None
    if weighing is not None:
        found, why = bridge_weighted.candidates(page, weighing, by or "")
        weighing = weighing if found else None
    may = page.head.may(a)[0], page.head.may(b)[0]
    counts = _over(page, a, weighing), _over(page, b, weighing)
    n = page.head.over(a).sum(), page.head.over(b).sum()
    before, after = (_figure(*told) for told in zip(counts, may, n, strict=True))
    refused = page.refused or _overlap(a, b) or _missing(page, before, after)
    moved = scoring.moves("nps", counts[1], counts[0], np.array([all(may)]))
    change = scoring.changes(moved, refused)[0]
    labels = periods.label(a), periods.label(b)
    found = [] if refused else found or _candidates(page, by)
    total = _total(page, found, labels, refused)
    total = replace(total, words=f"{total.words}{bridge_weighted.words(why)}")
    members = next((m for m in found if m.dimension == total.dimension), None)
    return BridgeReport(
        dimension=total.dimension,
        before_label=labels[0],
        after_label=labels[1],
        before=before,
        after=after,
        change=change,
        rows=_rows(members),
        waterfall=total,
        verdict=_verdict(change, total, labels, refused),
        refused=refused,
        header=page.header("What moved the score", _DEFINITION),
    )


def _over(page: Page, view: View, weighing: Weighing | None) -> Tally:
    if weighing is None:
        return page.head.over(view)
    return weighting.stacked(weighing.rows(page.head, view))


def _figure(counts: Tally, may: bool, n: int) -> Figure:
    """The figure of a period with the answers that were given."""
    found = scoring.figure("nps", counts[0], bool(may))
    return found if found.value is None else replace(found, n=int(n))


_DEFINITION = (
    "mix = change of a member's share x (its mean score - the overall mean score); rate = its mean "
    "share x change of its score; all rows together are the change of the score."
)


def _overlap(a: View, b: View) -> str:
    if a.since < b.until and b.since < a.until:
        return "The two periods share months: choose two that don't."
    return ""


def _missing(page: Page, before: Figure, after: Figure) -> str:
    for figure, view in ((before, page.then), (after, page.view)):
        if figure.value is None:
            return f"{periods.label(view)}: {figure.note}."
    return ""


def _candidates(page: Page, by: str | None) -> list[Members]:
    if not by or page.part:
        return page.candidates()
    found = page.members(by) if by in FILTERS else None
    return [] if found is None else [found]


def _total(
    page: Page, found: Sequence[Members], labels: tuple[str, str], refused: str
) -> Waterfall:
    if refused:
        return waterfall.refused(refused, labels)
    if found:
        return waterfall.waterfall(found, labels)
    return waterfall.alone((page.head.over(page.then), page.head.over(page.view)), labels)


def _rows(members: Members | None) -> tuple[BridgeRow, ...]:
    if members is None:
        return ()
    two = members.two_factor
    p = _p(two)
    stand = scoring.standing(p) & (p < 0.05)
    error = np.nan_to_num(two.rate_se)
    ones = np.ones(len(members.names), dtype=bool)
    before, after = (
        _told(scoring.figures("nps", part, ones), None if given is None else given[i])
        for i, part in enumerate(members.counts)
        for given in [members.given]
    )
    return tuple(
        BridgeRow(
            id=name,
            name=name,
            share_before=float(two.weight0[i]),
            share_after=float(two.weight1[i]),
            before=before[i],
            after=after[i],
            mix=float(two.mix[i]),
            rate=float(two.rate[i]),
            rate_low=float(two.rate[i] - Z95 * error[i]),
            rate_high=float(two.rate[i] + Z95 * error[i]),
            chance=not bool(stand[i]),
        )
        for i, name in enumerate(members.names)
    )


def _told(figures: Sequence[Figure], given: Ints | None) -> tuple[Figure, ...]:
    """The rows' figures with the answers that were given, where weights made others of them."""
    if given is None:
        return tuple(figures)
    rows = zip(figures, given.sum(axis=1).tolist(), strict=True)
    return tuple(f if f.value is None else replace(f, n=n) for f, n in rows)


def _p(two: Bridge) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Chance of each member's rate where nothing moved; NaN where it cannot be told."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return scoring.two_sided(np.abs(two.rate) / two.rate_se)


def _verdict(change: Change, total: Waterfall, labels: tuple[str, str], refused: str) -> Sentence:
    if refused:
        return ((refused, False),)
    return (*headline.moved(change, labels[0]), *headline.causes(total))
