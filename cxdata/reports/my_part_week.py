"""One thing that a team can do this week, taken from its sheet and the huddle, with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cxdata.reports import my_part_words, wording
from cxdata.reports.line_of_sight_ways import OWNS
from cxdata.reports.monday import Monday
from cxdata.reports.monday_huddle import ESCALATION, PATTERN, PRAISE, Huddle, Item
from cxdata.reports.monday_measures import MeasureWeek
from cxdata.reports.my_part import MyPart, Place

LEADS = {ESCALATION: "Look into this.", PATTERN: "Keep an eye on this.", PRAISE: "Pass this on."}
NOTHING = "Nothing stands out beyond chance this week."
ONE = "Ask one customer."
CASES = (
    "Before the next huddle, take three cases of that week, write down where each went wrong, and "
    "bring what they share."
)
ASK = (
    "Before the next huddle, ask three customers of this week what was missing for them, and bring "
    "what they share."
)
ASK_OWNERS = "ask them where your work holds customers up there, and choose one case to follow."
BRING_UP = "Nobody owns it yet: bring one case of this week to the next huddle."
WENT = {
    "worse": ", which is worse than chance explains.",
    "better": ", better than chance explains: keep what helped, and thank whoever did it.",
    "usual": ": within its usual range, so nothing new there.",
    "": ".",
}


@dataclass(frozen=True)
class Thing:
    """The thing: lead says what to do, words about what, reason why it is this one."""

    lead: str
    words: str
    reason: str
    found: bool = True


def of_sheet(mine: MyPart, found: Monday) -> Monday:
    """The Monday by the touchpoints of the sheet: what is said beside them is then said of them."""
    return replace(found, rows=tuple(one.row for one in mine.places if one.row))


def thing(mine: MyPart, found: Monday, agenda: Huddle) -> Thing:
    """What is furthest under target first, then what is out of the ordinary, then what went well.

    found   the Monday of the same part; agenda the huddle of it by the sheet's rows (`of_sheet`)
    """
    items = {item.kind: item for item in agenda.items if item.found}
    under = [one for one in mine.places if my_part_words.beyond(one, "under")]
    if under:
        return _mend(max(under, key=_size), found)
    if PATTERN in items:
        return Thing(LEADS[PATTERN], items[PATTERN].words, items[PATTERN].reason)
    fallen = _moved(mine, "down")
    if fallen:
        return _told(LEADS[PATTERN], fallen)
    if ESCALATION in items:  # none is under target: a handover
        reason = f"{items[ESCALATION].reason.removesuffix('.')}, in {found.period}."
        return Thing(LEADS[ESCALATION], items[ESCALATION].words, reason)
    return _well(mine, items) or _calm(mine, found)


def _calm(mine: MyPart, found: Monday) -> Thing:
    """Where nothing stands out: a customer to ask at what lies lowest beside its target."""
    looked = _looked(mine, found)
    lower = [(far, one) for one in mine.places if (far := _lower(one)) > 0]
    if not lower:
        return Thing("", NOTHING, looked, False)
    _, place = max(lower, key=lambda pair: pair[0])
    score = f"{place.row.metric} {place.row.figure.text}" if place.row else ""
    words = (
        f"{NOTHING} {place.name} is lowest beside its target ({score}), as chance may have it. "
        f"Your part in it: {my_part_words.work(place)} Ask one customer there what was missing."
    )
    return Thing(ONE, words, looked, False)


def _lower(place: Place) -> float:
    """How far under its target, in points; a share counts double, as on the journey's map."""
    target = place.row.target if place.row else None
    if place.row is None or target is None or target.distance is None:
        return 0.0
    return -target.distance * (2.0 if place.row.figure.unit == "%" else 1.0)


def _well(mine: MyPart, items: Mapping[str, Item]) -> Thing | None:
    """What to pass on: what rose, else what lies over target, else a team above its peers."""
    risen = _moved(mine, "up")
    if risen:
        return _told(LEADS[PRAISE], risen)
    over = [one for one in mine.places if my_part_words.beyond(one, "over")]
    if over:
        best = max(over, key=_size)
        work = my_part_words.work(best)
        words = f"{best.name} lies {_aim(best)}. Your part in it: {work}"
        return Thing(LEADS[PRAISE], words, my_part_words.why(best))
    if PRAISE in items:
        return Thing(LEADS[PRAISE], items[PRAISE].words, items[PRAISE].reason)
    return None


def _size(place: Place) -> float:
    return place.row.size if place.row else 0.0


def _aim(place: Place) -> str:
    return place.row.target.words if place.row and place.row.target else ""


def _moved(mine: MyPart, verdict: str) -> Place | None:
    """The touchpoint that moved most that way, by more than chance explains."""
    moved = [(abs(one.row.change.value or 0.0), one) for one in mine.places
             if one.row and one.row.change.verdict == verdict]  # fmt: skip
    return max(moved, key=lambda pair: pair[0])[1] if moved else None


def _told(lead: str, place: Place) -> Thing:
    """'Advert: down 44 ± 38 against Sep 2026. Your part in it: …'"""
    moved = place.row.change.words if place.row else ""
    work = my_part_words.work(place)
    words = f"{place.name}: {moved} against {place.then}. Your part in it: {work}"
    return Thing(lead, words, my_part_words.why(place))


def _mend(place: Place, found: Monday) -> Thing:
    """The touchpoint, one's own work there, how that went, and one thing to try about it.

    Of what customers wrote nothing is told: the sheet hangs where everybody reads it.
    """
    told = [f"{place.name} lies {_aim(place)}.", f"Your part in it: {my_part_words.work(place)}"]
    measure = _measured(place.name, found)
    told += [_went(measure)] if measure else []
    if place.part != OWNS:
        lead = "Take this to its owner."
        owners = wording.listed(place.owners)
        told.append(f"It is owned by {owners}: {ASK_OWNERS}" if owners else BRING_UP)
    elif measure is not None and _worse(measure):
        lead = "Look at what went wrong."
        told.append(CASES)
    else:
        lead = "Ask three customers."
        told.append(ASK)
    return Thing(lead, " ".join(told), my_part_words.why(place))


def _measured(name: str, found: Monday) -> MeasureWeek | None:
    """The work's operational measure there, one that got worse before any other."""
    held = [m for m in found.measures if m.about == name and m.usual]
    return min(held, key=lambda m: not _worse(m)) if held else None


def _worse(measure: MeasureWeek) -> bool:
    return measure.verdict == "worse" and not measure.late


def _went(one: MeasureWeek) -> str:
    """'Delivered on time: 94 % in the week …, usually 93 %: nothing unusual.'"""
    return (
        f"{one.name}: {one.value} in the week {one.label}, in the weeks before usually "
        f"{one.usual}{WENT[one.verdict]}"
    )


def _looked(mine: MyPart, found: Monday) -> str:
    """What was looked at, and could be: not what has no score, no target or no weeks."""
    rows = [one.row for one in mine.places if one.row]
    aimed = sum(row.target is not None and row.figure.value is not None for row in rows)
    weekly = sum(row.weeks.centre is not None for row in rows)
    usual = sum(bool(one.usual) for one in found.measures)
    against = "its target" if aimed == 1 else "their targets"
    told = [
        f"{wording.counted(aimed, 'touchpoint')} against {against}" if aimed else "",
        wording.counted(usual, "operational measure") if usual else "",
        f"the weeks of {wording.counted(weekly, 'touchpoint')}" if weekly else "",
    ]
    held = [one for one in told if one]
    return f"Looked at: {wording.listed(held)}." if held else "There was nothing yet to look at."
