"""Files that hold no answers: invitations, measures, customers, contacts."""

from __future__ import annotations

from cxdata.errors import BadInput
from cxdata.record.reading import Field
from cxdata.record.sources.columns import column_or_value
from cxdata.record.sources.dates import evidence
from cxdata.record.sources.declared import Declared
from cxdata.record.sources.headers import plain
from cxdata.record.sources.interchange import COLUMNS
from cxdata.record.sources.layout import Layout
from cxdata.record.sources.when import When, when

# kind -> the column that says when
DAYS = {"invitations": "month", "measures": "day", "customers": "since", "contacts": "day"}
LEFT = "churned_on"  # the second date of a customer
_SURE = {
    "invitations": ("month", "answered"),
    "measures": ("day", "measure", "value"),
    "customers": ("customer", "since"),
    "contacts": ("customer", "day", "told"),
}
_NEEDED = {
    "invitations": ("month",),
    "measures": ("day", "measure", "value"),
    "customers": ("customer",),
    "contacts": ("customer", "day", "told"),
}


def kind(found: Layout) -> str | None:
    """The kind that the headers spell out; None where the file may hold answers."""
    names = {plain(one.header) for one in found.columns}
    return next((one for one, sure in _SURE.items() if set(sure) <= names), None)


def fields(found: Layout, said: Declared, one: str) -> tuple[dict[str, Field], When]:
    """Columns of docs/format.md -> where the file keeps them, and its dates.

    raises  BadInput for a needed column that is neither there nor declared
    """
    names = {plain(c.header): i for i, c in enumerate(found.columns)}
    made = {name: Field(column=names[name]) for name in COLUMNS[one] if name in names}
    for role, text in said.fields.items():
        made[role] = column_or_value(found, text, role)
    lacking = [name for name in _NEEDED[one] if name not in made]
    if lacking:
        raise BadInput(
            f"A file of {one} needs the column(s) {', '.join(lacking)}; see the file "
            "docs/format.md, in the folder where the app is installed. "
            f"It has: {', '.join(c.label[:40] for c in found.columns[:30])}."
        )
    at = made.get(DAYS[one])
    if at is None or at.column is None or not evidence(found.counted(at.column)).dated:
        return made, When(timezone=said.timezone)
    header = f"#{at.column + 1}"
    return made, when(
        found,
        Declared(date=header, date_order=said.date_order, timezone=said.timezone),
        frozenset(),
    )


def left(found: Layout, said: Declared, made: dict[str, Field]) -> When:
    """How a file of customers writes the day on which they left; nothing where it has none."""
    at = made.get(LEFT)
    if at is None or at.column is None or not evidence(found.counted(at.column)).dated:
        return When()
    header = f"#{at.column + 1}"
    declared = Declared(date=header, date_order=said.date_order, timezone=said.timezone)
    return when(found, declared, frozenset())
