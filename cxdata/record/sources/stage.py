"""The clean copy that the builder reads: UTF-8 CSV of text, with row numbers and marks."""

from __future__ import annotations

import csv
from pathlib import Path

from cxdata.record.sources.layout import Layout
from cxdata.record.sources.when import When

# Of a cell: a longer one is no answer, and the builder takes no line of megabytes.
MOST_LETTERS = 65536


def _cut(cell: str) -> str:
    return cell if len(cell) <= MOST_LETTERS else f"{cell[:MOST_LETTERS]} …"


def stage(found: Layout, dates: When, path: Path) -> tuple[str, ...]:
    """Write the staged copy; a date column is added in ISO spelling as the last one.

    return  the labels of c0, c1 …
    """
    labels = tuple(column.label for column in found.columns)
    header = ["row", "left_out", *(f"c{i}" for i in range(len(labels)))]
    if dates.column is not None:
        header.append(f"c{len(labels)}")
        labels += (found.columns[dates.column].label,)
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(header)
        for number, mark, row in found.marked():
            extra = []
            if dates.column is not None:
                extra = [dates.spelled(row)]
            lines.writerow([number, mark, *map(_cut, row), *extra])
    return labels
