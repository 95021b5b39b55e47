"""What the comparison of teams says: bands, verdicts, why the plain table misleads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cxdata.metrics import funnel
from cxdata.reports import wording
from cxdata.reports.figures import Sentence

if TYPE_CHECKING:
    from cxdata.reports.teams_alone import Alone
    from cxdata.reports.teams_peers import PeerGroup, TeamRow

BANDS = {
    funnel.ABOVE: "above its peers",
    funnel.SAME: "does not stand out",
    funnel.BELOW: "below its peers",
    funnel.UNKNOWN: "not compared",
}
# Beyond chance, but no more than its peers differ anyway.
WITHIN = f"{BANDS[funnel.SAME]}: its peers differ as much"
# Beyond the limits, as one of several teams may lie by chance.
ONE_OF = f"{BANDS[funnel.SAME]}: one of so many may by chance"
SAYS = {
    BANDS[funnel.ABOVE]: "stands above its peers",
    BANDS[funnel.BELOW]: "stands below its peers",
    BANDS[funnel.SAME]: "does not stand out from its peers",
    WITHIN: "does not stand out from its peers, who differ as much among themselves",
    ONE_OF: "does not stand out from its peers, of whom one may lie so far by chance",
}
DEFINITION = (
    "Touchpoint NPS of each team's own customers; expected from its peers' scores at the same "
    "touchpoints, channels and segments; adjusted = the group's score plus observed minus "
    "expected. Response and coverage in %."
)
WHY = (
    "A plain score mixes three things: how good a team is, which customers it meets, and luck. "
    "Here each team is held against what its peers get with customers like its own, and a team "
    "stands out only where its answers say more than luck."
)
WEIGHTED = (
    "Plain scores, departments and each team's own past are weighted to the customers who could be "
    "asked there. Expected, adjusted, best guess and the funnel stay as answered on purpose: they "
    "hold each team against its peers at the same touchpoint, channel and segment, so how often "
    "each of these groups answers is out of them already, and weights would only cost answers."
)
ALL_ALIKE = (
    "Here every answer counts alike at the touchpoints that such a team owns, supports or serves. "
    "Pay goes by answers under its own name, and Line of sight (as pay where a team meets no "
    "customer) by the share of its work at each touchpoint: both may be another figure."
)
NO_PEERS = "The organisation file names no peers for them"
NO_TARGET = "no target in NPS for what it does"
FEWEST = 5  # teams that make a group to compare within
WITHIN_REACH = 5  # times the answers that a usual team has: more is no advice
FELT = 0.5  # points of spread that are worth a word
NAMED = 3  # teams that a sentence names
MANY = 10  # teams that tell well enough what such teams differ by


def group_name(peers: str) -> str:
    """'Last mile', of the id 'last_mile'."""
    words = peers.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def too_few(peers: str, teams: int, answering: int) -> str:
    """Why a group is not compared."""
    name = group_name(peers)
    if teams < FEWEST:
        return f"“{name}” has {teams} teams, and a fair comparison needs five"
    some = f"Only {answering}" if answering else "None"
    have = "has" if answering == 1 else "have"
    return f"{some} of the {teams} teams of “{name}” {have} answers enough; a comparison needs five"


def unlike(peers: str, teams: int, alike: int) -> str:
    """Why a group is not compared whose teams do not serve the same touchpoints."""
    some = "No two" if alike < 2 else f"Only {alike}"
    name = group_name(peers)
    return (
        f"{some} of the {teams} teams of “{name}” share a touchpoint, channel and segment with "
        "answers; a comparison needs five"
    )


def reasons(alone: Sequence[Alone]) -> tuple[str, ...]:
    """Why teams are not compared, a sentence a reason."""
    found: dict[str, list[str]] = {}
    for one in alone:
        found.setdefault(one.why, []).append(one.name)
    told = [
        f"{why}, so each is held against its own past: {wording.listed(names)}."
        for why, names in found.items()
    ]
    return (*told, ALL_ALIKE) if told else ()


def counted(groups: Sequence[PeerGroup], single: Sequence[Alone]) -> str:
    """What of the page is weighted, what needs no weights, and which teams cannot be."""
    rows = [row for group in groups for row in group.teams if row.figure.value is not None]
    left = [row.name for row in rows if row.weighted is None]
    left += [one.name for one in single if one.refused and one.figure.value is not None]
    told = WEIGHTED
    if left:
        verb = "is" if len(left) == 1 else "are"
        told += (
            f" {wording.listed(left)} {verb} as answered: too few answers from some group of "
            "customers there, or who could be asked is not known."
        )
    return told


def unknown(row: TeamRow) -> TeamRow:
    """A team that cannot be compared, with the reason."""
    words = row.figure.note or "nothing like it among its peers"
    return replace(row, words=words)


def said(group: PeerGroup) -> PeerGroup:
    """The group with its sentences, and those of its teams."""
    teams = tuple(replace(row, told=_told(row, group.centre)) for row in group.teams)
    return replace(group, teams=teams, verdict=_of_group(group), drawn=_drawn(group))


def _told(row: TeamRow, centre: float) -> str:
    """'does not stand out from its peers: +5 with customers like theirs, the usual team +14; …'"""
    if row.adjusted is None or row.least is None or row.most is None:
        return ""
    return (
        f"{SAYS[row.words]}: {wording.signed(row.adjusted)} with customers like theirs, the usual "
        f"team {wording.signed(centre)}; 95 in 100 such teams lie between "
        f"{wording.signed(row.least)} and {wording.signed(row.most)}"
    )


def verdict(groups: Sequence[PeerGroup], alone: Sequence[Alone]) -> Sentence:
    """The page's answer."""
    rows = [row for group in groups for row in group.teams if row.adjusted is not None]
    if not rows:
        return _nobody(alone)
    told = [
        f"{wording.listed([r.name for r in found[:NAMED]])}{_more(found)} "
        f"{'stands' if len(found) == 1 else 'stand'} {band} {'its' if len(found) == 1 else 'their'}"
        " peers"
        for band in (funnel.ABOVE, funnel.BELOW)
        if (found := [r for r in rows if r.band == band])
    ]
    same = sum(r.band == funnel.SAME for r in rows)
    if not told:
        return (
            (f"None of {len(rows)} teams stands out from its peers: ", False),
            ("what sets them apart in a plain table may be chance or their customers.", True),
        )
    rest = f" The other {same} do not stand out." if same else ""
    out = [r for r in rows if r.band in (funnel.ABOVE, funnel.BELOW)]
    return ((f"{'; '.join(told)}.", False), *careful(out), (rest, True))


def careful(rows: Sequence[TeamRow]) -> Sentence:
    """What to bear in mind of teams that stand apart: they are heard less than their peers."""
    return tuple((f" But at {row.name} {row.caution}.", True) for row in rows if row.caution)


def _nobody(alone: Sequence[Alone]) -> Sentence:
    """No team is compared: what is said of those that are looked at."""
    needs = "A fair comparison needs five teams that serve the same touchpoints and have answers."
    if not alone:
        return ((f"No team can be compared. {needs}", False),)
    if len(alone) == 1:
        one = alone[0]
        past = f": {one.change.words}" if one.change.verdict != "refused" else ""
        lead = f"{one.name} is compared with no other team, but held against its own past{past}."
    elif len(alone) <= NAMED:
        names = wording.listed([one.name for one in alone])
        lead = f"{names} are compared with no other team: each is held against its own past."
    else:
        lead = "No team can be compared: each is held against its own past."
    return ((lead, False), (f" {needs}", True))


def _of_group(group: PeerGroup) -> Sentence:
    rows = [row for row in group.teams if row.adjusted is not None]
    out = [row for row in rows if row.band in (funnel.ABOVE, funnel.BELOW)]
    same = len(rows) - len(out)
    told: list[tuple[str, bool]] = []
    for row in out:
        first = " " if told else ""
        told += [(f"{first}{row.name} stands {row.band} its peers.", False), *careful([row])]
    lead = " " if told else ""
    if not same:
        return tuple(told)
    if group.spread >= FELT and not group.sure:
        of = f"None of the {same}" if same == len(rows) else f"None of the other {same}"
        words = (
            f"{of} stands out with {wording.counted(group.n)}; more would show whether they differ "
            "at all beyond chance and customers."
        )
        return (*told, (f"{lead}{words}", True))
    if group.spread >= FELT and any(row.words == WITHIN for row in rows):
        count = f"None of the {same}" if same == len(rows) else f"None of the other {same}"
        words = (
            f"{count} stands out: they differ by about {wording.plain(group.spread)} points among "
            f"themselves beyond chance and customers{_how_far(group)}. {_unmoved(group)}"
        )
        return (*told, (f"{lead}{words}", True))
    lot = f"None of the {same} teams stands" if same == len(rows) else _do_not(same, len(rows))
    words = f"{lot} out with this many answers; {_next(group)}"
    return (*told, (f"{lead}{words}", True))


def _do_not(same: int, of: int) -> str:
    return f"{same} of {of} teams {'does' if same == 1 else 'do'} not stand"


def _how_far(group: PeerGroup) -> str:
    """What few teams cannot tell: how far such teams usually lie apart."""
    rows = [r for r in group.teams if r.words == WITHIN and r.least is not None]
    if group.compared >= MANY or not rows:
        return ""
    least = wording.signed(min(row.least or 0.0 for row in rows))
    most = wording.signed(max(row.most or 0.0 for row in rows))
    return (
        f", and {group.compared} teams are too few to know how far such teams usually lie apart: "
        f"95 in 100 may lie anywhere from {least} to {most}"
    )


def _unmoved(group: PeerGroup) -> str:
    """'So Delivery North (+5), against the usual +14, is nothing unusual, …'"""
    rows = [row for row in group.teams if row.words == WITHIN]
    rows.sort(key=lambda row: -abs((row.adjusted or 0.0) - group.centre))
    names = [f"{row.name} ({wording.signed(row.adjusted or 0.0)})" for row in rows[:NAMED]]
    verb = "is" if len(rows) == 1 else "are"
    return (
        f"So {wording.listed(names)}{_more(rows)}, against the usual "
        f"{wording.signed(group.centre)}, {verb} nothing unusual, and more answers would not "
        "change that."
    )


def _next(group: PeerGroup) -> str:
    """Which team's answers would settle most, and how many of them."""
    sizes = sorted(row.figure.n for row in group.teams if row.figure.n)
    usual = sizes[len(sizes) // 2] if sizes else 0
    near = [
        row
        for row in group.teams
        if row.more and row.more <= WITHIN_REACH * max(usual, row.figure.n or 0)
    ]
    if near:
        row = min(near, key=lambda r: r.more or 0)
        gap = (row.adjusted or 0.0) - group.centre
        real = f"{'lead' if gap > 0 else 'lag'} of {wording.plain(gap)}"
        told = f"{row.more:,} more from {row.name} would settle where it stands"
        return f"{told}, if its {real} is real."
    if group.spread >= FELT:
        return "what sets them apart beyond chance will not go away with more answers."
    return "they lie too close for more answers to change that soon."


def _drawn(group: PeerGroup) -> str:
    words = ""
    if group.added is not None:
        words = (
            f"The best guess adds roughly {group.added:,} average answers to every team: the fewer "
            "answers of its own a team has, the nearer it lies to the group."
        )
    if group.middle is not None and wording.signed(group.middle) != wording.signed(group.centre):
        words += (
            f" It goes towards the middle of these teams ({wording.signed(group.middle)}), "
            "where a small team, or one far off, counts for more than in the usual team "
            f"({wording.signed(group.centre)})."
        )
    if group.spread >= FELT and not group.sure:
        words += (
            f" These teams seem to differ by about {wording.plain(group.spread)} points beyond "
            "chance and customers; with so few answers that may be chance as well."
        )
    elif group.spread >= FELT:
        words += (
            f" These teams differ by about {wording.plain(group.spread)} points for reasons that "
            "neither chance nor customers explain; only what goes beyond that stands out."
        )
    return words


def _more(found: Sequence[TeamRow]) -> str:
    return f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
