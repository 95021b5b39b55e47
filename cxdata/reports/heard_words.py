"""Who is not heard, in words and as rows of a picture and of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cxdata.reports import wording
from cxdata.reports.figures import Measured, Sentence
from cxdata.reports.raking import Weighed
from cxdata.reports.wide import FILTERS

if TYPE_CHECKING:
    from cxdata.reports.heard import Group, Row

DEFINITION = (
    "Response: answered of invited, in %. Coverage: invited of those who could answer (eligible), "
    "in %. 95 % interval of the response: Wilson. Each group is held against all others of its "
    "table."
)
TITLES = {
    "segment": "Segments · how is it between us",
    "channel": "Channels · how is it between us",
    "region": "Regions · how is it between us",
    "touchpoint": "Touchpoints · after one moment",
    "team": "Teams · after one moment",
}
MANY = {"segment": "segments", "channel": "channels", "region": "regions",
        "touchpoint": "touchpoints", "team": "teams"}  # fmt: skip
NONE = "Who was asked is not known: there are no invitations for what is chosen here."


def measured(row: Row) -> Measured:
    """A row of the picture."""
    if row.response is None:
        note = "too few to show" if row.invited is None else "more answers than invitations"
        return Measured(row.name, None, None, None, "–", "", note)
    words = "" if row.coverage is None else f"{row.coverage:.0f} % of them asked"
    if row.unasked:
        words = f"asked less often: {row.coverage:.0f} %"
    tone = "below" if row.quiet else "above" if row.loud else "same"
    small = f"of {row.invited:,} asked"
    text = wording.share(row.response / 100)
    return Measured(row.name, row.response, row.low, row.high, text, small, words, tone)


def group(found: Group, shown: int) -> str:
    """What a table's picture says: who stands out, who is not shown, what it could do at most."""
    told = []
    rest = len(found.rows) - shown
    if found.id not in FILTERS:
        many = MANY[found.id]
        if not shown:
            told.append(f"None of {len(found.rows)} {many} can be told from the others.")
        elif rest:
            told.append(f"{rest} more {many} cannot be told from the others: see the table.")
    gone = sum(row.invited is None for row in found.rows)
    if gone:
        told.append(f"{gone} of {len(found.rows)} not shown: too few.")
    if found.bias is not None:
        size = wording.counted(max(1, round(found.bias)), "point")
        told.append(
            f"Because {MANY[found.id]} answer unevenly the score could be off by {size} at the "
            "very most; that would take silent customers as unlike the others as can be."
        )
    return " ".join(told)


def verdict(groups: Sequence[Group], weighed: Weighed | None) -> Sentence:
    """Who is heard least, and what that does to the score."""
    if not groups:
        return ((NONE, False),)
    quiet = [
        (row, one) for one in groups for row in one.rows if row.quiet and row.response is not None
    ]
    first = [(row, one) for row, one in quiet if one.id in FILTERS] or quiet
    told: list[tuple[str, bool]] = []
    if first:
        row, one = min(first, key=lambda pair: pair[0].response or 0.0)
        least, others = row.response or 0.0, _others(row, one)
        word = "is hardly heard" if least < others / 2 else "is heard less"
        told.append(
            (f"{row.name} {word}: {wording.share(least / 100)} of those asked answer, ", False)
        )
        told.append((f"{wording.share(others / 100)} of the others.", False))
    else:
        told.append(("Every group answers as often as the others, as far as can be told.", False))
    unasked = [row.name for one in groups if one.id == "team" for row in one.rows if row.unasked]
    if unasked:
        verb = "asks fewer of its" if len(unasked) == 1 else "ask fewer of their"
        told.append((f" {wording.listed(unasked[:3])} {verb} customers.", False))
    if weighed is not None and not weighed.refused and weighed.moved is not None:
        told.append((f" {_would(weighed)}", bool(weighed.moved.low <= 0 <= weighed.moved.high)))
    return tuple(told)


def _would(weighed: Weighed) -> str:
    moved = weighed.moved
    assert moved is not None
    if moved.low <= 0 <= moved.high:
        return "Hearing all alike would not move the score by more than chance could."
    side = "higher" if moved.value > 0 else "lower"
    size = f"{wording.plain(moved.value, 1)} ± {wording.plain((moved.high - moved.low) / 2, 1)}"
    return f"Were all heard alike, our NPS would be {size} {side}."


def _others(row: Row, one: Group) -> float:
    """Response of all other rows that are shown, in %."""
    rest = [r for r in one.rows if r is not row and r.invited]
    invited = sum(r.invited or 0 for r in rest)
    return 100 * sum(r.answered or 0 for r in rest) / invited if invited else 0.0


def notes(groups: Sequence[Group], part: str) -> tuple[str, ...]:
    """What a reader should know beside the pictures."""
    told = []
    if groups:
        told.append(
            "Orange and teal answer less and more often than the others of their table by more "
            "than chance: of all that are coloured on this page at most one in ten is expected to "
            "be chance."
        )
    if part:
        told.append(f"Only the touchpoints and teams of {part}; segments are told for the company.")
    return tuple(told)
