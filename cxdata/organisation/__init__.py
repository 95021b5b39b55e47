"""The organisation file: promise, stages, touchpoints, departments, teams, lines of sight."""

from cxdata.organisation.concerns import concerns
from cxdata.organisation.entries import (
    EVIDENCE,
    PARTS,
    Company,
    Department,
    Event,
    Line,
    Measure,
    Objective,
    Organisation,
    Retention,
    Stage,
    Team,
    Touchpoint,
)
from cxdata.organisation.reading import SECTIONS, SINGLE, fits, parse

__all__ = [
    "EVIDENCE",
    "PARTS",
    "SECTIONS",
    "SINGLE",
    "Company",
    "Department",
    "Event",
    "Line",
    "Measure",
    "Objective",
    "Organisation",
    "Retention",
    "Stage",
    "Team",
    "Touchpoint",
    "concerns",
    "fits",
    "parse",
]
