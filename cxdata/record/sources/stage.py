"""The clean copy that the builder reads: UTF-8 CSV of text, with row numbers and marks."""

from __future__ import annotations

import csv
from pathlib import Path

from cxdata.record.sources.layout import Layout
from cxdata.record.sources.when import When


def stage(found: Layout, dates: When, path: Path) -> tuple[str, ...]:
    """Write the staged copy; a date column is added in ISO spelling as the last one.

    return  the labels of c0, c1 …
    """
    labels = tuple(column.label for column in found.columns)
    read = dates.staged
    header = ["row", "left_out", *(f"c{i}" for i in range(len(labels)))]
    if dates.column is not None:
        header.append(f"c{len(labels)}")
        labels += (found.columns[dates.column].label,)
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(header)
        for number, mark, row in found.marked():
            extra = []
            if dates.column is not None and read is not None:
                # What is no date stays as it is written, for the builder to reject by value.
                extra = [read.get(row[dates.column], row[dates.column])]
            lines.writerow([number, mark, *row, *extra])
    return labels
