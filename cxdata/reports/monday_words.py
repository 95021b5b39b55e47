"""What a Monday page says in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from cxdata.metrics import funnel
from cxdata.reports import wording
from cxdata.reports.figures import Figure, Sentence
from cxdata.reports.headline import small_print
from cxdata.reports.monday_score import Moved, WeekChart
from cxdata.reports.page import Page
from cxdata.reports.teams import Alone, PeerGroup, TeamRow, Teams

if TYPE_CHECKING:
    from cxdata.reports.line_of_sight_chain import Chain
    from cxdata.reports.monday import Monday

DEFINITION = (
    "Touchpoint NPS of the customers whom the part met, and of the touchpoints that it supports, "
    "with 95 % intervals."
)
NAME = "Touchpoint NPS"
NO_CASES = (
    "No cases are kept yet. Once they are, this is where they stand: overdue ones first, the "
    "oldest on top, then what is new since last Monday, each with whose turn it is."
)
WEEKS = (
    "Weeks are as answered: a single week has too few answers of each group to carry weights, and "
    "its limits say by how much as many answers as were given differ by chance."
)
RELATED = {
    "above": "above the rest of the company by more than chance explains",
    "below": "below the rest of the company by more than chance explains",
    "same": "not to be told from the rest of the company",
}


def verdict(
    part: str, figure: Figure, relation: str, moved: tuple[Moved, Moved], chart: WeekChart
) -> Sentence:
    """The page's answer."""
    if figure.value is None:
        return ((f"{part} has no score to show: {figure.note}.", False),)
    stands = RELATED.get(relation)
    lead = f"{part} stands at {figure.text}"
    told = [(f"{lead}, {stands}. " if stands else f"{lead}. ", False)]
    for one in moved:
        if one.change.verdict in ("up", "down"):
            told.append((f"{one.name}: {one.change.words}", False))
            told.append((f"{_doubt(one is moved[0], chart)}. ", True))
    level = [one.name[0].lower() + one.name[1:] for one in moved if one.change.verdict == "level"]
    if level:
        told.append((f"No detectable change {' and '.join(level)}.", True))
    return tuple(told)


def _doubt(week: bool, chart: WeekChart) -> str:
    """A week that differs from the one before it, which was the unusual one of the two."""
    if not week or chart.centre is None or chart.signal:
        return ""
    return f", back within what single weeks vary around {wording.signed(chart.centre)}"


def beside(company: Figure, relation: str) -> str:
    """The relation to the company's other touchpoint answers."""
    if company.value is None or relation == "none":
        return ""
    return f"All touchpoint answers of the company: {company.text}."


def by_share(one: Chain, found: Monday) -> str:
    """Why a team's score by its lines of sight is another one than that at the top of the page.

    The top counts what a team owns, supports and serves; lines of sight go on from there.
    """
    work, own = one.score.figure, found.figure
    if work.value is None or own.value is None:
        return ""
    told = (
        f"That counts each touchpoint by its share of the team's work; the {own.text} at the top "
        "counts all answers together, so that touchpoints with many of them weigh most"
    )
    further = _further(one, found)
    if not further:
        return f"{told}."
    its = "which the work reaches" if len(further) == 1 else "all of which the work reaches"
    return (
        f"{told}, and leaves out {wording.listed(further)}, {its} only through a team that serves "
        f"another one: {wording.counted(own.n or 0)} there, {work.n or 0:,} here."
    )


def _further(one: Chain, found: Monday) -> list[str]:
    """Names of touchpoints that count for the line of sight, and not for the page's own score."""
    counted = {row.name for row in found.rows}
    left = {name for names in one.score.left_out for name in names}
    return [name for name, _ in one.touchpoints if name not in counted | left]


def facts(page: Page, figure: Figure) -> str:
    """The small print of the score."""
    return small_print(figure, NAME, "")


def asked(page: Page) -> str:
    """Response rate and coverage of the view, beside those of the months before."""
    before, now = (rows.counts.sum(axis=0).tolist() for rows in page.asked)
    eligible, invited, answered = now
    if not invited or not eligible:
        return "Who was asked is not loaded, so response rate and coverage are not known."
    if answered < page.minimum:
        return f"{invited:,} were asked; too few answered to say more."
    words = (
        f"{wording.share(answered / invited)} of the {invited:,} who were asked answered. Asked "
        f"were {wording.share(invited / eligible)} of {eligible:,} who could have been."
    )
    if before[0] and before[1] and before[2] >= page.minimum:
        rate, reach = (wording.share(a / b) for a, b in ((before[2], before[1]), before[1::-1]))
        words += f" The months before: {rate} and {reach}."
    return words


def stale(last: date | None) -> str:
    """Why the page does not tell of last week."""
    if last is None:
        return ""
    return f"The record ends on {wording.day(last)}: this page tells of the weeks up to then."


def bands(found: Teams, teams: Sequence[str]) -> tuple[str, ...]:
    """Where teams stand among their peers, or why they are not compared, a sentence each."""
    rows = [(group, row) for group in found.groups for row in group.teams if row.id in teams]
    one = len(teams) == 1
    told = [
        _band(group, row) for group, row in rows if one or row.band in (funnel.ABOVE, funnel.BELOW)
    ]
    same = sum(row.band == funnel.SAME for _, row in rows)
    if not one and same:
        of = wording.counted(same, "team")
        verb, whose = ("does", "its") if same == 1 else ("do", "their")
        told.append(f"{of} {verb} not stand out from {whose} peers.")
    if one:
        told += [_alone(a) for a in found.alone if a.id in teams]
    return tuple(told)


def _alone(one: Alone) -> str:
    why = one.why.replace("for them", "for it")
    since = f" It has differed from its usual level {one.since}." if one.since else ""
    return f"Held against its own past, not against peers: {why[:1].lower()}{why[1:]}.{since}"


def _band(group: PeerGroup, row: TeamRow) -> str:
    if row.adjusted is None:
        return f"{row.name} is not compared with its peers: {row.words}."
    return (
        f"{row.name} {row.told} ({group.name}, twelve months, n {row.figure.n or 0:,})."
        f"{f' But {row.caution}.' if row.caution else ''}"
    )
