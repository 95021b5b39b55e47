"""The page table: every page, its chapter, its address, who opens it and who brings files there."""

from __future__ import annotations

from dataclasses import dataclass

from cxdata.scope import EXECUTIVE, PAYROLL, ROLES, STEWARD


@dataclass(frozen=True)
class Page:
    """A page: chapter ('' stands without one), file, title, address.

    roles  that see it
    files  the roles that may bring a file in on it; nobody else's upload is taken (server/visits)
    """

    chapter: str
    file: str
    title: str
    url: str
    roles: tuple[str, ...] = ROLES
    files: tuple[str, ...] = ()


ALL_HANDS, IMPORTS = "pages/present/all_hands.py", "pages/steward/imports.py"
PAGES = (
    Page("", "pages/home/scorecard.py", "Scorecard", ""),
    Page("Listen", "pages/listen/journey.py", "Journey", "journey"),
    Page("Listen", "pages/listen/trend.py", "Trend", "trend"),
    Page("Listen", "pages/listen/handovers.py", "Handovers", "handovers"),
    Page("Listen", "pages/listen/voice.py", "Voice", "voice"),
    Page("Listen", "pages/listen/drivers.py", "Drivers", "drivers"),
    Page("Compare", "pages/compare/line_of_sight.py", "Line of sight", "line_of_sight"),
    Page("Compare", "pages/compare/teams.py", "Teams", "teams"),
    Page("Compare", "pages/compare/heard.py", "Who is not heard", "heard"),
    Page("Compare", "pages/compare/value.py", "Worth", "value"),
    Page("Compare", "pages/compare/objectives.py", "Objectives", "objectives"),
    Page("Act", "pages/act/monday.py", "Monday", "monday"),
    Page("Reward", "pages/reward/incentives.py", "Incentives", "incentives"),
    Page("Reward", "pages/reward/what_if.py", "What if", "what_if", (EXECUTIVE, PAYROLL)),
    Page("Learn", "pages/learn/my_part.py", "My part", "my_part"),
    Page("Learn", "pages/learn/nps.py", "What NPS is", "nps"),
    # A template of one's own for a deck.
    Page("Present", ALL_HANDS, "All hands", "all_hands", files=(EXECUTIVE, STEWARD)),
    # Feedback, and the company as a file.
    Page("Steward", IMPORTS, "Imports", "imports", (STEWARD,), files=(STEWARD,)),
    Page("Steward", "pages/steward/organisation.py", "Organisation", "organisation", (STEWARD,)),
    Page("Steward", "pages/steward/people.py", "People", "people", (STEWARD,)),
)


def at(file: str) -> Page:
    """The page of a file; KeyError where the table has none."""
    found = {page.file: page for page in PAGES}
    return found[file]


def bringers() -> frozenset[str]:
    """The roles that may bring a file in on any page."""
    return frozenset(role for page in PAGES for role in page.files)
