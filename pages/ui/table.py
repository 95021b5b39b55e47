"""The page table: every page, its chapter, its address and who may open it."""

from __future__ import annotations

from dataclasses import dataclass

from cxdata.scope import ROLES, STEWARD


@dataclass(frozen=True)
class Page:
    """A page: chapter ('' stands without one), file, title, address, and the roles that see it."""

    chapter: str
    file: str
    title: str
    url: str
    roles: tuple[str, ...] = ROLES


PAGES = (
    Page("", "pages/home/scorecard.py", "Scorecard", ""),
    Page("Listen", "pages/listen/journey.py", "Journey", "journey"),
    Page("Listen", "pages/listen/trend.py", "Trend", "trend"),
    Page("Steward", "pages/steward/imports.py", "Imports", "imports", (STEWARD,)),
)
