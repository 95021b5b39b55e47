"""The score explained with the company's own figures: what it is, and why an 8 is not enough."""

from __future__ import annotations

from dataclasses import dataclass

from cxdata.metrics import compare, scores
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import periods, risk, scoring, wording
from cxdata.reports.figures import Change, Figure, Header, Measured, Sentence
from cxdata.reports.hundred import adds_up, hundred, subtracted
from cxdata.reports.page import Page
from cxdata.scope import Scope, View

EXAMPLE = (50, 30, 20)  # where a company has too few answers to show its own
GROUPS = ("promoter", "passive", "detractor")
NAMES = {"promoter": "9 or 10", "passive": "7 or 8", "detractor": "0 to 6"}
LEFT = "Left within a year of answering"
UNKNOWN = (
    "Which customers left is not known here: bring a customer list with the day on which somebody "
    "left, and this shows how many of each group did. Its columns are written in the file "
    "docs/format.md, in the folder where the app is installed."
)


@dataclass(frozen=True)
class Learning:
    """What the lesson is told with.

    period    the months that the figures are of
    figure    the relational NPS; previous, change of and against the months before
    counts    (promoters, passives, detractors), the example's where `own` is False
    own       are the counts the company's?
    answer    the score as a subtraction that adds up
    left      of each group of customers: the share that left within a year; () where not known
    leaving   the same in a sentence: what an 8 is worth, or why that is not known
    """

    company: str
    period: str
    previous_period: str
    figure: Figure
    previous: Figure
    change: Change
    counts: tuple[int, int, int]
    own: bool
    answer: Sentence
    left: tuple[Measured, ...]
    leaving: str
    header: Header


def learning(scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View) -> Learning:
    """The lesson's figures over a view of the whole company.

    raises  NoRecord, Refused
    """
    then = periods.before(view)
    page = Page.open(scope, snapshot, organisation, (view, then), then.since)
    now, before = page.head.over(view), page.head.over(then)
    may, might = page.head.may(view), page.head.may(then)
    figure = scoring.figures("nps", now, may)[0]
    own = figure.value is not None
    counts = _counts(now[0]) if own else EXAMPLE
    left = _left(page)
    change = scoring.changes(scoring.moves("nps", now, before, may & might), page.refused)[0]
    return Learning(
        company=organisation.company.name,
        period=periods.label(view),
        previous_period=periods.label(then),
        figure=figure,
        previous=scoring.figures("nps", before, might)[0],
        change=change,
        counts=counts,
        own=own,
        answer=_answer(counts, own, figure, periods.label(view)),
        left=left,
        leaving=_leaving(left),
        header=page.header("What NPS is", "Relational NPS, and customers who left by group."),
    )


def alike(counts: tuple[int, int, int], n: int) -> tuple[int, int, int]:
    """So many answers spread as some counts are, with their score as near as n answers come to it.

    Each answer is worth 100 / n points: from n = 100 on the score is the same in whole points.
    """
    good, _, bad = counts
    p, apart = (round(n * part / sum(counts)) for part in (good, good - bad))
    over = max(0, 2 * p - apart - n)  # by rounding, of both ends: taken off both, for the score
    p -= over
    d = p - apart
    return p, n - p - d, d


def _counts(histogram: scoring.Tally) -> tuple[int, int, int]:
    promoters, passives, detractors = (int(part) for part in scoring.split("nps", histogram))
    return promoters, passives, detractors


def _answer(counts: tuple[int, int, int], own: bool, figure: Figure, period: str) -> Sentence:
    shares = hundred(counts)
    if adds_up(shares):
        p, s, d, _ = shares
        of = "every hundred customers"
    else:
        p, s, d = (f"{part:,}" for part in counts)
        of = f"the {wording.counted(sum(counts), 'customer')}"
    told = (
        f"Of {of} who answered, {p} would tell a friend to come to us, {d} are unhappy, and {s} "
        f"are in between. {subtracted(counts)}."
    )
    if own:
        return ((told, False), (f" {period}, {wording.counted(figure.n or 0)}.", True))
    return ((told, False), (f" An example: of our own, {figure.note} in {period}.", True))


def _left(page: Page) -> tuple[Measured, ...]:
    """The share of each group that left; () unless it is known of enough of every group."""
    held = page.snapshot.customers_at_risk(page.scope, page.view)
    groups = {one.group: one for one in held}
    known = [groups[name] for name in GROUPS if name in groups]
    if len(known) < len(GROUPS) or min(one.watchers for one in known) < page.minimum:
        return ()
    if not any(one.churned for one in known):
        return ()
    loyal = known[0]
    found = []
    for one in known:
        share = scores.favourable(*risk.history(one))
        apart = compare.share_difference(risk.history(one), risk.history(loyal))
        more = one is not loyal and compare.verdict(apart) == "up"
        found.append(Measured(
            f"Gave {NAMES[one.group]}", share.value, share.low, share.high,
            wording.scored(share.value, "%"), f"after {wording.counted(one.watched, 'answer')}",
            "" if one is loyal else "more often" if more
            else "may be chance", "below" if more else "same",
        ))  # fmt: skip
    return tuple(found)


def _leaving(left: tuple[Measured, ...]) -> str:
    if not left:
        return UNKNOWN
    loyal, passive, _ = left
    if passive.tone != "below":
        return "Here those who gave a 7 or 8 cannot be told from those who gave 9 or 10."
    return (
        f"Of our customers who gave a 7 or 8, {passive.text} had left within a year; of those who "
        f"gave 9 or 10, {loyal.text}."
    )
