"""The SQL of the record, by name: files in sql/, with named parameters."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "sql"


@cache
def query(name: str) -> str:
    """The text of sql/NAME.sql."""
    return (FOLDER / f"{name}.sql").read_text("utf-8")
