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


def stage(found: Layout, dates: When, path: Path, *more: When) -> tuple[str, ...]:
    """Write the staged copy; date columns are added in ISO spelling as the last ones.

    more    further columns with dates, e.g. when customers left

    return  the labels of c0, c1 …
    """
    labels = tuple(column.label for column in found.columns)
    header = ["row", "left_out", *(f"c{i}" for i in range(len(labels)))]
    read = [(one, one.column) for one in (dates, *more) if one.column is not None]
    for _, at in read:
        header.append(f"c{len(labels)}")
        labels += (found.columns[at].label,)
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(header)
        for number, mark, row in found.marked():
            extra = [one.spelled(row) for one, _ in read]
            lines.writerow([number, mark, *map(_cut, row), *extra])
    return labels
