"""Small files made in the test, read by the real readers."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cxdata.record.sources.choice import Desk
from cxdata.record.sources.declared import declared
from cxdata.record.sources.recognition import Recognition, recognise

Read = Callable[..., Recognition]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """read(content, name=…, zone=…, **declared) -> Recognition."""

    def read(
        content: str | bytes, name: str = "export.csv", zone: str | None = None, **said: Any
    ) -> Recognition:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        folder = tmp_path / "copies"
        folder.mkdir(exist_ok=True)
        return recognise(path, declared(said), Desk(folder, timezone=zone))

    return read


@pytest.fixture
def staged() -> Callable[[Recognition], list[dict[str, str]]]:
    """The rows of the clean copy, by the labels of their columns; 'when' is the staged date."""

    def rows(found: Recognition) -> list[dict[str, str]]:
        made = found.reading
        with made.staged.open(encoding="utf-8", newline="") as file:
            whole = list(csv.reader(file))[1:]
        date = made.fields.get("date")
        return [
            {
                "row": row[0],
                "left_out": row[1],
                "when": row[2 + date.column] if date and date.column is not None else "",
                **dict(zip(made.labels, row[2:], strict=True)),
            }
            for row in whole
        ]

    return rows


@pytest.fixture
def whens(staged: Callable[[Recognition], list[dict[str, str]]]) -> Callable[..., list[str]]:
    """The staged dates, row by row."""
    return lambda found: [row["when"] for row in staged(found)]


@pytest.fixture
def marks(staged: Callable[[Recognition], list[dict[str, str]]]) -> Callable[..., list[str]]:
    """Why each row is left out."""
    return lambda found: [row["left_out"] for row in staged(found)]


@pytest.fixture
def first() -> Callable[[Recognition], dict[str, Any]]:
    """What the first question of a recognition would yield."""
    return lambda found: found.summary["candidates"][0]
