"""What each table of the scorecard is, for the file that leaves the screen without the page."""

from __future__ import annotations

from dataclasses import dataclass

from cxdata.reports.figures import Header
from cxdata.reports.page import Page

INTERVAL = "95 % interval: adjusted Wald"
SCORES = (
    "NPS: share of 9 and 10 less share of 0 to 6, x 100. CSAT and Ease: share of favourable "
    f"answers, in %. {INTERVAL}."
)
JOURNEY = f"Each stage of the journey, at all its touchpoints, by its own measure. {SCORES}"
DEPARTMENTS = (
    "Touchpoint NPS (share of 9 and 10 less share of 0 to 6, x 100) at the touchpoints that each "
    "department owns or supports, so that one answer can count for several departments; "
    f"{INTERVAL}. Change: against the period compared with. Against the others: beside all answers "
    "that are not the department's."
)
BRIDGE = (
    "The change of the score between the two periods, taken apart: points that each step moved it, "
    "with 95 % intervals. All steps together are the change."
)
HEARD = (
    "Response: answered of those invited, in %. Coverage: invited of those who could answer, in %."
)


@dataclass(frozen=True)
class Captions:
    """The headers of the scorecard's tables beside its score.

    journey and departments are of the whole company, whichever part the page is of.
    """

    bridge: Header
    journey: Header
    departments: Header
    heard: Header


def captions(page: Page) -> Captions:
    """The headers of a page's tables."""
    return Captions(
        page.header(f"What moved the {'touchpoint NPS' if page.part else 'NPS'}", BRIDGE),
        page.header("The journey, each stage by its own measure", JOURNEY, whole=True),
        departments(page),
        page.header("Who is heard", HEARD),
    )


def departments(page: Page) -> Header:
    """The header of a table of all departments."""
    return page.header("Departments", DEPARTMENTS, whole=True)
