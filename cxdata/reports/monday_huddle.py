"""The huddle's agenda: one praise, one pattern, one escalation, each with its reason; or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cxdata.metrics import detectors, funnel
from cxdata.reports import wording
from cxdata.reports.monday import Monday
from cxdata.reports.monday_rows import TouchRow
from cxdata.reports.monday_said import Said
from cxdata.reports.teams_peers import TeamRow
from cxdata.reports.voice import Contrasted

PRAISE, PATTERN, ESCALATION = "Praise", "Pattern", "Escalate"
NOTHING = {
    PRAISE: "Nothing stands out for the better beyond chance this week.",
    PATTERN: "No pattern can be told from chance this week.",
    ESCALATION: "Nothing lies under its target, or is lost between teams, beyond chance.",
}

UNREAD = "What customers wrote could not be looked at for it."


@dataclass(frozen=True)
class Item:
    """A point of the agenda.

    kind    'Praise', 'Pattern', 'Escalate'
    words   what to say; reason why it stands here, with the answers behind it
    found   False where nothing stands out
    """

    kind: str
    words: str
    reason: str
    found: bool = True


@dataclass(frozen=True)
class Huddle:
    """The agenda, and all of it as plain text to paste."""

    items: tuple[Item, ...]
    text: str


def huddle(
    found: Monday,
    said: Said,
    terms: Contrasted | None,
    peers: Sequence[TeamRow],
    lost: str,
    needed: float = 0.0,
) -> Huddle:
    """The agenda of a Monday.

    terms   what the unhappy say more about the part in the last three months; None if not read
    peers   the part's teams within their peer groups
    lost    the handover to or from the part that loses most beyond chance, in words; '' if none
    needed  share of customers that must be invited before pay; 0 where no plan says so
    """
    items = (
        _praise(found, said, peers) or Item(PRAISE, NOTHING[PRAISE], "", False),
        _pattern(found, terms, needed) or Item(PATTERN, _no_pattern(terms), "", False),
        _escalation(found, lost) or Item(ESCALATION, NOTHING[ESCALATION], "", False),
    )
    return Huddle(items, _text(heading(found, said), found, items))


def heading(found: Monday, said: Said) -> str:
    """Whose huddle, of which week, and to when the comments are that its praise is chosen from."""
    own = f"{found.part}, {found.week.now}"
    if said.thanks is None or said.thanked == found.week.now:
        return own
    return f"{own} (praise: {said.thanked})"


def _praise(found: Monday, said: Said, peers: Sequence[TeamRow]) -> Item | None:
    best = said.thanks
    if best is not None:
        where = ", ".join(p for p in (best.touchpoint, best.team, best.through) if p)
        return Item(PRAISE, f"“{best.text}” ({where}, {wording.day(best.day)})", said.thanks_words)
    above = [row for row in peers if row.band == funnel.ABOVE]
    if above:
        team = max(above, key=lambda one: (not one.caution, one.z or 0.0))
        but = f" But {team.caution}." if team.caution else ""
        reason = (
            f"{team.figure.text} from {wording.counted(team.figure.n or 0)} over twelve months, "
            f"with its customers and chance taken into account.{but}"
        )
        return Item(PRAISE, f"{team.name} stands above its peers.", reason)
    return _risen(found.rows)


def _risen(rows: Sequence[TouchRow]) -> Item | None:
    """A touchpoint that moved up, else one that lies over its target."""
    up = [row for row in rows if row.change.verdict == "up"]
    if up:
        row = max(up, key=lambda one: one.change.value or 0.0)
        return Item(PRAISE, f"{row.name}: {row.change.words} since the months before.", _n(row))
    over = [row for row in rows if row.far and row.target and row.target.beyond == "over"]
    if over:
        row = max(over, key=lambda one: one.size)
        return Item(PRAISE, f"{row.name} lies {row.target.words if row.target else ''}.", _n(row))
    return None


def _pattern(found: Monday, terms: Contrasted | None, needed: float) -> Item | None:
    if found.chart.signal:
        n = found.chart.points[-1].figure.n or 0
        why = f"Control chart of its weeks; {wording.counted(n)} in the last one."
        return Item(PATTERN, f"{found.part}: {found.chart.words}", why)
    odd = [m for m in found.measures if m.verdict == "worse" and not m.late]
    if odd:
        m = odd[0]
        cases = f", from {wording.counted(m.n, 'case')}" if m.n else ""
        about = f" ({m.about})" if m.about else ""
        return Item(
            PATTERN,
            f"{m.name}{about} was {m.value} in the week {m.label}.",
            f"{m.words} In the weeks before usually {m.usual}, between {m.low} and "
            f"{m.high}{cases}.",
        )
    # A run of eight comes up by chance in one chart of fifty: too often, over several of them.
    weeks = [row for row in found.rows if row.weeks.signal == "outside"]
    if weeks:
        row = min(weeks, key=lambda one: not one.weeks.lower)
        n = row.weeks.points[-1].figure.n or 0
        why = f"Control chart of its weeks (NPS); {wording.counted(n)} in the last one."
        return Item(PATTERN, f"{row.name}: {row.weeks.words}", why)
    unasked = _unasked(found, needed)
    if unasked is not None:
        return unasked
    if terms is not None and terms.unhappy:
        one = terms.unhappy[0]
        return Item(
            PATTERN,
            f"Unhappy customers say “{one.words}” more than happy ones do.",
            f"In {one.unhappy:,} of {terms.detractors:,} comments of unhappy customers and "
            f"{one.happy:,} of {terms.promoters:,} of happy ones, over three months; more than "
            "chance explains, over all words.",
        )
    return None


def _unasked(found: Monday, needed: float) -> Item | None:
    """Fewer customers were invited than the check before pay needs, beyond chance."""
    invited, eligible = found.reach
    if not needed or not 0 < invited <= eligible:
        return None
    if detectors.coverage(invited, eligible, needed).level not in (detectors.NOTE, detectors.HOLD):
        return None
    share, least = wording.share(invited / eligible), wording.share(needed)
    return Item(
        PATTERN,
        f"Only {share} of our customers were asked. See that every one of them gets the question.",
        f"{invited:,} of {eligible:,} who could have been asked, {found.period}; the check before "
        f"pay needs {least}, and chance does not explain the rest.",
    )


def _no_pattern(terms: Contrasted | None) -> str:
    """Nothing found, and where it was not looked for."""
    if terms is None or terms.why:
        return f"{NOTHING[PATTERN]} {UNREAD}"
    return NOTHING[PATTERN]


def _escalation(found: Monday, lost: str) -> Item | None:
    under = [row for row in found.rows if row.far and row.target and row.target.beyond == "under"]
    if under:
        row = max(under, key=lambda one: one.size)
        words = row.target.words if row.target else ""
        hands = "Ours to mend." if row.part == "owns" else "Owned by others: take it to them."
        return Item(ESCALATION, f"{row.name} lies {words}. {hands}", _n(row))
    if lost:
        return Item(ESCALATION, lost, "The handover that loses most here, beyond chance.")
    return None


def _n(row: TouchRow) -> str:
    """'CSAT 61 %, 95 % between 57 % and 65 %, 412 answers.'"""
    figure = row.figure
    if figure.low is None or figure.high is None:
        return ""
    low, high = (wording.scored(end, figure.unit) for end in (figure.low, figure.high))
    n = wording.counted(figure.n or 0)
    return f"{row.metric} {figure.text}, 95 % between {low} and {high}, {n}."


def _text(head: str, found: Monday, items: Sequence[Item]) -> str:
    lines = [f"Huddle: {head}", ""]
    score = f"{found.figure.text} ({found.period}). " if found.figure.value is not None else ""
    lines += [f"Score: {score}{found.week.name}: {found.week.change.words}.", ""]
    for item in items:
        lines.append(f"{item.kind}: {item.words}")
        if item.reason:
            lines.append(f"  Why: {item.reason}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
