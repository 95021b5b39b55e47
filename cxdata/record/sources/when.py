"""Which column says when the answer was given, and in which order it writes day and month."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from cxdata.errors import BadInput, Undecided
from cxdata.record.classify import is_missing, trimmed
from cxdata.record.short import short
from cxdata.record.sources import headers
from cxdata.record.sources.columns import column, column_or_value
from cxdata.record.sources.dates import Evidence, Spelling, evidence, moment, staged
from cxdata.record.sources.declared import Declared
from cxdata.record.sources.layout import Layout, Row
from cxdata.record.sources.zones import zone, zone_name

_MOSTLY = 0.8
_HARDLY = 0.3


@dataclass(frozen=True)
class When:
    """When answers were given.

    column    0-based; None where one day is declared for all, or nothing is known
    value     the day declared for all
    staged    distinct cell -> its ISO spelling; a cell that is no date is absent
    timezone  that dates without an offset are in, where file or person says so
    zones     column that names the zone of each row's date
    """

    column: int | None = None
    value: str | None = None
    staged: dict[str, str] | None = None
    timezone: str | None = None
    warnings: tuple[str, ...] = ()
    zones: int | None = None

    @property
    def has_clocks(self) -> bool:
        """Whether a date carries a time of day without an offset, so that its zone matters."""
        return self.zones is None and any(map(_is_clock, (self.staged or {}).values()))

    def spelled(self, row: Row) -> str:
        """A row's date as it is staged; what is no date stays for the builder to reject."""
        assert self.column is not None
        then = (self.staged or {}).get(row[self.column], row[self.column])
        if self.zones is None or not _is_clock(then):
            return then
        place = zone(row[self.zones])
        clock = datetime.fromisoformat(then)
        return then if place is None else staged(clock.replace(tzinfo=place))


def _is_clock(then: str) -> bool:
    """Whether a staged date has a time of day and no offset."""
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", then))


def when(found: Layout, said: Declared, scores: frozenset[int]) -> When:
    """Find or take the date column, and read it.

    raises  Undecided where two columns, or two orders of day and month, fit
    """
    zones, said = _zone_column(found, said)
    if said.date and (day := _one_day(said.date)):
        return When(value=day, timezone=said.timezone)
    if said.date:
        at = column(found, said.date, "the date")
        if not evidence(found.counted(at)).dated:
            raise BadInput(
                f"'{found.columns[at].label}' holds no dates; the first cell is "
                f"{next(iter(found.counted(at)), '')!r}. Declare one day: --date 2026-10-31."
            )
    else:
        place = _searched(found, scores)
        if place is None:
            return When(timezone=said.timezone, warnings=_unread(found))
        at = place
    read = _read(found, said, at)
    if zones is None:
        return read
    return replace(read, zones=zones, warnings=(*read.warnings, *_zoneless(found, zones)))


def _zone_column(found: Layout, said: Declared) -> tuple[int | None, Declared]:
    """The column that was declared to name each row's zone, else the zone by its known name."""
    if not said.timezone:
        return None, said
    if zone(said.timezone.removeprefix("value:")) is None:
        where = column_or_value(found, said.timezone, "the time zone")
        if where.column is not None:
            return where.column, replace(said, timezone=None)
    return None, replace(said, timezone=zone_name(said.timezone.removeprefix("value:")))


def _zoneless(found: Layout, zones: int) -> list[str]:
    lost = {cell: n for cell, n in found.counted(zones).items() if zone(cell) is None}
    if not lost:
        return []
    seen = ", ".join(repr(cell[:30]) for cell in list(lost)[:3])
    return [
        f"{sum(lost.values())} rows name no known time zone in "
        f"'{short(found.columns[zones].label, 60)}' ({seen}); they are taken to be in the "
        "company's, or in UTC."
    ]


def _unread(found: Layout) -> tuple[str, ...]:
    """What to say where the tool keeps dates in a column, and none of them can be read."""
    known = found.roles.get("date")
    cells = [] if known is None else [c for c in found.counted(known) if not is_missing(c)]
    if known is None or not cells:
        return ()
    return (
        f"No date in '{short(found.columns[known].label, 60)}' can be read, for example "
        f"{cells[0][:30]!r}.",
    )


def _one_day(text: str) -> str | None:
    try:
        return date.fromisoformat(text.removeprefix("value:")).isoformat()
    except ValueError:
        return None


def _searched(found: Layout, scores: frozenset[int]) -> int | None:
    known = found.roles.get("date")
    if known is not None and evidence(found.counted(known)).dated:
        return known
    ranked: list[tuple[int, int]] = []
    for at, one in enumerate(found.columns):
        if at in scores:
            continue
        rank = headers.date_rank(" ".join(one.names))
        proof = evidence(found.counted(at))
        share = proof.dated / max(1, proof.filled)
        if rank is not None and proof.dated and share >= _HARDLY:
            ranked.append((rank, at))
        elif rank is None and proof.dated > 1 and share >= _MOSTLY and not proof.number:
            ranked.append((9, at))
    if not ranked:
        return None
    best = min(ranked)[0]
    fitting = [at for rank, at in ranked if rank == best]
    if len(fitting) > 1:
        listed = [_candidate(found, at) for at in fitting]
        raise Undecided(f"{len(fitting)} columns hold dates. Choose with --date.", listed)
    return fitting[0]


def _candidate(found: Layout, at: int, order: str = "DMY") -> dict[str, object]:
    proof = evidence(found.counted(at))
    read = [
        staged(at_)
        for cell in found.counted(at)
        if (at_ := moment(cell, Spelling(order, proof.number))) is not None
    ]
    return {
        "column": found.columns[at].header,
        "number": at + 1,
        "label": found.columns[at].label,
        "dates": len(read),
        "first": min(read, default=""),
        "last": max(read, default=""),
    }


def _read(found: Layout, said: Declared, at: int) -> When:
    cells = found.counted(at)
    proof = evidence(cells)
    order, warnings = _order(found, said, at, proof)
    spelling = Spelling(order, proof.number)
    read = {
        cell: then for cell in _every(found, at) if (then := moment(cell, spelling)) is not None
    }
    zone = said.timezone or _named_zone(found, at)
    if proof.months:
        warnings.append("Dates name months alone; each answer counts on the first of its month.")
    lost = [cell for cell in cells if cell not in read and not is_missing(cell)]
    if lost:
        often = sum(cells[cell] for cell in lost)
        warnings.append(f"{often} dates could not be read, for example {lost[0][:30]!r}.")
    return _zoned(When(at, None, None, zone, tuple(warnings)), read)


def _every(found: Layout, at: int) -> set[str]:
    return {row[at] for _, row in found.rows}


def _named_zone(found: Layout, at: int) -> str | None:
    said = " ".join(found.columns[at].names)
    named = found.timezone or ("UTC" if headers.UTC.search(said) else None)
    if named is None:
        return None
    return named if zone(named) is not None else None


def _zoned(whole: When, read: dict[str, date | datetime]) -> When:
    """Stage the dates; one whole-hour offset throughout becomes the zone, clocks stay local."""
    offsets = {then.utcoffset() for then in read.values() if isinstance(then, datetime)}
    if len(offsets) == 1 and whole.timezone is None:
        (offset,) = offsets
        hours = offset.total_seconds() / 3600 if offset is not None else 0.5
        if offset is not None and hours == int(hours) and -12 <= hours <= 14:
            zone = "UTC" if not hours else f"Etc/GMT{-int(hours):+d}"
            read = {
                c: t.replace(tzinfo=None) if isinstance(t, datetime) else t for c, t in read.items()
            }
            whole = replace(whole, timezone=zone)
    elif len(offsets) > 1 and None not in offsets and whole.timezone is None:
        # Summer and winter time: instants are exact, the local clock is shown in UTC.
        whole = replace(whole, timezone="UTC")
    return replace(whole, staged={cell: staged(then) for cell, then in read.items()})


def _order(found: Layout, said: Declared, at: int, proof: Evidence) -> tuple[str, list[str]]:
    """Order of day and month: declared, proven by a day over 12, told by the tool, or asked."""
    if said.date_order:
        return said.date_order, []
    if proof.first > 31 or proof.second > 31 or not proof.open:
        return ("MDY" if proof.second > 12 >= proof.first else "DMY"), []
    first, second = proof.first, proof.second
    if first > 12 and second > 12:
        _ask_order(
            found, at, "some dates have a day over 12 in the first place, some in the second"
        )
    if first > 12 or second > 12:
        return ("DMY" if first > 12 else "MDY"), []
    return _from_elsewhere(found, at, proof)


def _from_elsewhere(found: Layout, at: int, proof: Evidence) -> tuple[str, list[str]]:
    """Order that the column leaves open: another date column proves it, or the tool's own way."""
    for other, one in enumerate(found.columns):
        if other == at or headers.date_rank(" ".join(one.names)) is None:
            continue
        near = evidence(found.counted(other))
        if (near.first > 12) != (near.second > 12):
            return ("DMY" if near.first > 12 else "MDY"), [
                f"No day over 12 occurs; the order of day and month is taken from '{one.label}'."
            ]
    if proof.dotted == proof.open:
        return "DMY", []
    clock = any(re.search(r"[AaPp][Mm]", trimmed(cell)) for cell in found.counted(at))
    if found.tool == "SurveyMonkey" and clock:
        return "MDY", ["No day over 12 occurs; SurveyMonkey writes the month first."]
    _ask_order(found, at, "no date has a day over 12, so day/month and month/day both fit")
    raise AssertionError("asked")  # pragma: no cover


def _ask_order(found: Layout, at: int, why: str) -> None:
    listed = [{**_candidate(found, at, order), "date_order": order} for order in ("DMY", "MDY")]
    raise Undecided(f"In '{found.columns[at].label}' {why}. Choose with --date-order.", listed)
