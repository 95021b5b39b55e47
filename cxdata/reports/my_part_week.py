"""One thing that a team can do this week, taken from what the huddle found, with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cxdata.reports import my_part_words, wording
from cxdata.reports.line_of_sight_ways import OWNS
from cxdata.reports.monday import Monday
from cxdata.reports.monday_huddle import ESCALATION, PATTERN, PRAISE, Huddle, Item
from cxdata.reports.my_part import MyPart, Place

LEADS = {ESCALATION: "Look into this.", PATTERN: "Keep an eye on this.", PRAISE: "Pass this on."}
NOTHING = "Nothing stands out beyond chance this week."


@dataclass(frozen=True)
class Thing:
    """The thing: lead says what to do, words about what, reason why it is this one."""

    lead: str
    words: str
    reason: str
    found: bool = True


def thing(mine: MyPart, found: Monday, agenda: Huddle) -> Thing:
    """What is furthest under target first, then what is out of the ordinary, then what went well.

    found   the Monday of the same part; agenda its huddle
    """
    items = {item.kind: item for item in agenda.items if item.found}
    worst = _worst(mine, found)
    if worst is not None and ESCALATION in items:
        return _mend(worst, items[ESCALATION], found)
    for kind in (PATTERN, ESCALATION, PRAISE):
        if kind in items:
            return Thing(LEADS[kind], items[kind].words, items[kind].reason)
    return Thing("", NOTHING, _looked(mine, found), False)


def _worst(mine: MyPart, found: Monday) -> Place | None:
    """The touchpoint that the huddle takes up: under its target by more than chance explains."""
    places = {place.id: place for place in mine.places}
    under = [row for row in found.rows
             if row.far and row.target and row.target.beyond == "under"]  # fmt: skip
    if not under:
        return None
    return places.get(max(under, key=lambda row: row.size).id)


def _mend(place: Place, item: Item, found: Monday) -> Thing:
    """The touchpoint, one's own work there, how that work went, and whose it is to mend."""
    row = next(row for row in found.rows if row.id == place.id)
    aim = row.target.words if row.target else ""
    told = [f"{place.name} lies {aim}.", f"Your part in it: {my_part_words.work(place)}"]
    told += _measured(place.name, found)
    if place.part != OWNS and place.owners:
        told.append(f"It is owned by {wording.listed(place.owners)}: take it up with them.")
    lead = "Take this up at the next huddle." if place.part == OWNS else "Take this to its owner."
    return Thing(lead, " ".join(told), item.reason)


def _measured(name: str, found: Monday) -> Sequence[str]:
    """How the work itself went: its operational measure there, where one is named."""
    one = next((m for m in found.measures if m.about == name and m.usual), None)
    if one is None:
        return ()
    return (f"{one.name}: {one.value} in the week {one.label}, usually {one.usual}.",)


def _looked(mine: MyPart, found: Monday) -> str:
    places = wording.counted(len(mine.places), "touchpoint")
    measures = wording.counted(len(found.measures), "operational measure")
    return f"Looked at: {places} against their targets, their weeks, and {measures}."
