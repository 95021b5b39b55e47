"""What the matrix of handovers says, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cxdata.record.ways import Followed
from cxdata.reports import wording
from cxdata.reports.figures import Change, Sentence
from cxdata.reports.handovers_cells import Cell
from cxdata.reports.handovers_counts import Table
from cxdata.scope import View

CAUSE = " A low next score goes with it; that it is the cause is not proven."


class End(Protocol):
    """reports.handovers.End."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def owners(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def measure(self) -> str: ...  # noqa: D102


Cells = tuple[tuple[Cell, ...], ...]


def ranked(cells: Cells) -> tuple[Cell, ...]:
    """The handovers where something is lost beyond chance, most first."""
    found = [cell for row in cells for cell in row if cell.stands and cell.loss > 0 and cell.kept]
    return tuple(sorted(found, key=lambda cell: (-cell.loss, cell.from_id, cell.to_id)))


def verdict(
    ends: Sequence[End], lost: Sequence[Cell], cells: Cells, by: str, days: int
) -> Sentence:
    """The answer: the worst handover, and what it does not prove."""
    if not lost:
        return _none(cells, days)
    worst = lost[0]
    one, two = named(ends, worst)
    much = wording.plain(worst.change.value or 0)
    unit = "points" if worst.after_bad.unit == "points" else "percentage points"
    lead = (
        f"Most between {_owned(one)} and {_owned(two)}: who comes from a bad {_kind(by, one.name)} "
        f"scores {two.name} {much} {unit} lower."
    )
    more = ""
    if len(lost) > 1:
        others = wording.listed([_pair(ends, cell) for cell in lost[1:3]])
        more = f" Also {others}."
    return ((lead + more, False), (CAUSE, True))


def nobody(found: Followed, ends: Sequence[End]) -> Sentence:
    """Nobody can be followed, and why."""
    if not found.answers:
        return (("Nobody answered about a touchpoint in these years: nothing to follow.", False),)
    if found.without_customer == found.answers:
        told = "No touchpoint answer carries a customer's id, so no customer can be followed from "
        return ((told + "one to the next.", False),)
    few = "only one" if ends else "none"
    told = f"A handover needs two that customers can go between, and there is {few} here."
    return ((told, False),)


def _none(cells: Cells, days: int) -> Sentence:
    """Nothing stands: of how many handovers that can be said at all."""
    every = [cell for row in cells for cell in row if cell.from_id != cell.to_id]
    part = " that the chosen teams have a part in" * any(not cell.kept for cell in every)
    tried = sum(_tried(cell) for cell in every if cell.kept)
    if not tried:
        where = f"within {days} days{' and by these filters' if part else ''}"
        return ((f"Too few customers answered at two touchpoints {where} to tell.", False),)
    known = "one has" if tried == 1 else f"{tried} have"
    return (
        (f"No handover{part} loses customers beyond chance: ", False),
        (f"{known} answers enough to be tested, and a small loss would not show.", True),
    )


def _tried(cell: Cell) -> bool:
    """Was it tested? Its chance is a number then."""
    return cell.change.p is not None and cell.change.p == cell.change.p


def lost(ends: Sequence[End], cell: Cell) -> str:
    """What one handover costs, and whether the other way round looks the same."""
    size = round(cell.loss)
    fewer = f"{wording.counted(size, 'good answer') if size else 'hardly one good answer'} fewer"
    if cell.after_bad.unit == "points":
        many = "customer who recommends us", "customers who recommend us"
        gone = wording.counted(size, *many) if size else f"hardly one {many[0]}"
        fewer = f"as bad as losing {gone}"
    one, two = named(ends, cell)
    return (
        f"{two.name} scores {cell.after_bad.text} after a bad {one.name} and "
        f"{cell.after_good.text} after a good one: {cell.change.words}. Over "
        f"{wording.counted(cell.after_bad.n or 0)} after a bad one that is {fewer}. "
        f"{_other(cell.other_way, cell.beyond)}"
    )


def apart(cell: Cell) -> str:
    """'difference ± 9', or its ends where few answers make it lopsided."""
    moved = cell.change
    value, low, high = moved.value or 0.0, moved.low or 0.0, moved.high or 0.0
    return wording.ranged("difference", value, low, high)


def stance(cell: Cell) -> str:
    """'beyond chance', 'may be chance' or 'not tested'."""
    if cell.few:
        return "not tested"
    return "beyond chance" if cell.stands else "may be chance"


def calm(cell: Cell) -> str:
    """What is to be said of a handover that loses nothing beyond chance."""
    if cell.few:
        return "Under 10 answers on one side: too few to test."
    if cell.stands:
        return "Beyond chance, and no loss: the next score is higher after a bad one."
    return "A difference as small as this may be chance with so many answers."


def _other(other: Change | None, beyond: Change | None) -> str:
    """Whether customers who are hard to please everywhere may be all there is to it."""
    if other is None or beyond is None or other.value is None:
        return "Too few customers went the other way round to hold it against."
    value, ends = wording.signed(other.value), (other.low or 0.0, other.high or 0.0)
    size = wording.ranged(value, other.value, *ends)
    told = f"The other way round the difference is {size}"
    if beyond.verdict == "down":
        return f"{told}: customers who are hard to please do not explain it."
    if other.high is not None and other.high < 0:
        return f"{told}: customers who are hard to please may explain it."
    return f"{told}: too few answers to rule out that some customers are hard to please."


def named(ends: Sequence[End], cell: Cell) -> tuple[End, End]:
    """Both ends of a cell."""
    by_id = {end.id: end for end in ends}
    return by_id[cell.from_id], by_id[cell.to_id]


def owners(ends: Sequence[End], cell: Cell) -> str:
    """'Logistics → Support': who must speak with one another."""
    one, two = named(ends, cell)
    return " → ".join(wording.listed(end.owners) or "nobody" for end in (one, two))


def legend(cells: Cells, by: str) -> str:
    """What figure, colour, hatching and outline mean."""
    tried = sum(_tried(cell) for row in cells for cell in row)
    cells_ = wording.counted(tried, "tested cell")
    outlined = f"Coloured and outlined: beyond chance after correction for {cells_}"
    if not tried:
        outlined = "No cell has answers enough to be tested"
    return (
        f"Rows: the {by} that customers come from; columns: where they answered next. Figure: the "
        "next score after a bad first answer minus that after a good one; small: answers after a "
        f"bad one. {outlined} · grey: may be chance · hatched: under 10 "
        "answers on one side, not tested · ×: too few to show."
    )


def facts(period: str, days: int, table: Table, view: View, looked: View) -> str:
    """What was counted, in one small line."""
    why = ""
    if (looked.since, looked.until) != (view.since, view.until):
        why = ": handovers are few, so whole years are read"
    return f"Next answers within {days} days · {period}{why}"


def unfollowed(found: Followed) -> str:
    """How many answers nobody can follow."""
    without, n = found.without_customer, found.answers
    if not n:
        return ""
    if not without:
        return f"All {n:,} touchpoint answers carry a customer's id, so that they can be followed."
    return (
        f"{without:,} of {n:,} touchpoint answers ({wording.share(without / n)}) carry no "
        "customer's id: those customers are not followed."
    )


def _pair(ends: Sequence[End], cell: Cell) -> str:
    one, two = named(ends, cell)
    return f"{one.name} to {two.name} ({wording.signed(cell.change.value or 0)})"


def _owned(end: End) -> str:
    """'Receive (Logistics)'."""
    return f"{end.name} ({wording.listed(end.owners)})" if end.owners else end.name


def _kind(by: str, name: str) -> str:
    return name if by == "stage" else f"answer at {name}"
