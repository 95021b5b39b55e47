"""What a survey tool's file looks like once its header rows are folded: columns, rows, marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from cxdata.record.classify import trimmed

Row = list[str]


@dataclass(frozen=True)
class Column:
    """A column of the file.

    header   the first header row's cell, as written: what the file calls it
    label    what a person reads: the question, with the sub-column where there is one
    also     other names that it goes by (a Qualtrics id, the text below it)
    """

    header: str
    label: str
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it may be asked for by."""
        return (self.header, self.label, *self.also)


def unmarked(row: Row) -> str:
    """A row that no tool's mark excludes."""
    return ""


@dataclass(frozen=True)
class Layout:
    """One table, its header rows folded.

    columns      in file order
    rows         data rows, as wide as `columns`, with their numbers from 1; blank ones dropped
    left_out     row -> why the tool's own marks exclude it, '' where they don't
    roles        role -> 0-based column that the tool itself is known to keep it in
    apart        columns that are metadata: never a score
    timezone     that the file itself names
    """

    tool: str
    header_rows: int
    columns: tuple[Column, ...]
    rows: list[tuple[int, Row]]
    left_out: Callable[[Row], str] = unmarked
    roles: dict[str, int] = field(default_factory=dict)
    apart: frozenset[int] = frozenset()
    timezone: str | None = None
    blank_rows: int = 0
    warnings: tuple[str, ...] = ()
    known: dict[int, Counter[str]] = field(default_factory=dict, init=False, compare=False)

    def counted(self, column: int) -> Counter[str]:
        """Distinct cells of a column with how often they occur, in rows that are not left out."""
        if column not in self.known:
            kept = (row[column] for _, row in self.rows if not self.left_out(row))
            self.known[column] = Counter(kept)
        return self.known[column]

    def marked(self) -> Iterator[tuple[int, str, Row]]:
        """Number, why left out, cells of every row."""
        for number, row in self.rows:
            yield number, self.left_out(row), row


def folded(tool: str, header: list[Column], body: list[Row], header_rows: int = 1) -> Layout:
    """A layout of columns and raw data rows: ragged rows made even, blank ones dropped."""
    width = max([len(header), *(_filled(row) for row in body)], default=0)
    extra = [Column("", f"column {i + 1}") for i in range(len(header), width)]
    rows = [
        (number, (row + [""] * (width - len(row)))[:width])
        for number, row in enumerate(body, start=1)
        if any(trimmed(cell) for cell in row)
    ]
    ragged = sum(1 for row in body if _filled(row) > len(header))
    warning = (
        (f"{ragged} rows have more cells than the header; a comma in a comment without quotes?",)
        if ragged
        else ()
    )
    return Layout(
        tool,
        header_rows,
        (*header, *extra),
        rows,
        blank_rows=len(body) - len(rows),
        warnings=warning,
    )


def _filled(row: Row) -> int:
    """Cells up to the last one that holds anything."""
    width = len(row)
    while width and not row[width - 1].strip():
        width -= 1
    return width


def simple(rows: list[Row], at: int) -> list[Column]:
    """Columns of one header row; a blank header is named by its place."""
    return [Column(cell, trimmed(cell) or f"column {i + 1}") for i, cell in enumerate(rows[at])]


def where(header: Row, *names: str) -> int | None:
    """0-based place of the first header that equals one of the names, in their order."""
    said = [trimmed(cell).casefold() for cell in header]
    return next((said.index(name.casefold()) for name in names if name.casefold() in said), None)
