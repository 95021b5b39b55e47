"""The dry run on screen: what would be taken, what not and why, and what the score would do."""

from __future__ import annotations

from datetime import date
from typing import Any

from cxdata.charts.wording import signed
from cxdata.flows.outcome import Outcome, masks
from pages.ui import cards, rows, steward

SHOWN = 200  # rejected rows on screen; the file to download holds them all


def dry_run(outcome: Outcome) -> None:
    """Everything that the count found, worst news first."""
    found = outcome.as_json()
    cards.answer(_answer(found))
    cards.figures(_tallies(found))
    known = (outcome.about or {}).get("warnings", ())
    cards.notes(steward.plainly(words) for words in found["warnings"] if words not in known)
    if found["masked"]:
        told = masks(found["masked"])
        cards.fact(f"{told[0].upper()}{told[1:]}. The record never holds them.")
    _refused(outcome)
    _unknown(outcome)


def _answer(found: dict[str, Any]) -> list[tuple[str, bool]]:
    said = [(f"{found['accepted']:,} of {found['rows']:,} rows count", False)]
    if found["nps"] is not None:
        said.append((f", with an NPS of {signed(found['nps'], 1)}", False))
    if found["first"]:
        first, last = (_day(found[end]) for end in ("first", "last"))
        said.append((f", from {first} to {last}", True))
    said.append((". ", False))
    before, after = (found[when] and found[when]["nps"] for when in ("before", "after"))
    if after is not None and before is None:
        said.append((f"It would be the first score: {signed(after, 1)}.", True))
    elif after is not None and before is not None:
        moved = f"from {signed(before, 1)} to {signed(after, 1)}"
        same = "The headline stays as it is." if before == after else ""
        said.append((same or f"The headline over all time would go {moved}.", True))
    return said


def _day(moment: str) -> str:
    on = date.fromisoformat(moment[:10])
    return f"{on.day} {on:%b %Y}"


def _tallies(found: dict[str, Any]) -> list[tuple[str, str]]:
    counts = {
        "accepted": found["accepted"],
        "without an answer": found["missing"],
        "left out": found["left_out"],
        "rejected": found["rejected"],
        "without a date": found["undated"],
        "known already": found["duplicates"],
        "replaced": found["replaced"],
        "look like other rows": found["overlap"],
    }
    always = ("accepted", "rejected")
    return [(name, f"{n:,}") for name, n in counts.items() if n or name in always]


def _refused(outcome: Outcome) -> None:
    report = outcome.report
    for reason, many in {**report.left_out, **report.rejected_reasons, **report.undated}.items():
        cards.fact(f"{many:,} × {reason}")
    if not report.rejected_rows:
        return
    found = [
        {"row": r.row, "column": r.column, "value": r.value, "reason": r.reason}
        for r in report.rejected_rows
    ]
    header = rows.told("Rejected cells", "Cells of a file that were not taken, with row and reason")
    rows.listed(found, "rejected", "rejected", header, SHOWN)


def _unknown(outcome: Outcome) -> None:
    for dimension, names in outcome.report.unknown.items():
        found = [{dimension: u.name, "rows": u.rows, "did you mean": u.suggestion} for u in names]
        title = f"Names that the organisation does not have: {dimension}"
        cards.label(title)
        header = rows.told(title, "Rows of the file that carry each, and the name that is closest")
        rows.listed(found, f"unknown_{dimension}", f"unknown-{dimension}", header)
