"""The company's names, calendar and the levels that everything else is drawn around."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import numpy as np

HOME = Path(__file__).parents[1]
FILE = tomllib.loads((HOME / "organisation.toml").read_text("utf-8"))

STAGES = [s["id"] for s in FILE["stage"]]
TOUCHPOINTS = [t["id"] for t in FILE["touchpoint"]]
STAGE_OF = np.array([STAGES.index(t["stage"]) for t in FILE["touchpoint"]])
STAGE_METRIC = [s["metric"] for s in FILE["stage"]]
TEAMS = [t["id"] for t in FILE["team"]]
PEERS = {
    group: [t["id"] for t in FILE["team"] if t.get("peers") == group]
    for group in ("stores", "support", "last_mile")
}
SEGMENTS = ["Families", "Starters", "Seniors", "Business"]
CHANNELS = ["Stores", "App", "Web shop", "Phone", "Partners"]
REGIONS = ["North", "East", "South", "West", "Centre", "Coast"]

FIRST, LAST = date(2023, 11, 1), date(2026, 10, 31)
MONTHS = 36
MONTH_STARTS = [date(2023 + (10 + m) // 12, (10 + m) % 12 + 1, 1) for m in range(MONTHS + 1)]
STARTS = np.array([(d - FIRST).days for d in MONTH_STARTS])
LENGTHS = np.diff(STARTS)
# December is busy, summer is not. Volume moves with it; scores do not.
SEASON = np.array([1.03, 1.12, 1.0, 0.95, 1.0, 0.99, 1.0, 0.98, 0.92, 0.93, 1.02, 1.06] * 3)

CUSTOMER_SEGMENTS = np.array([0.30, 0.25, 0.20, 0.25])
CUSTOMER_REGIONS = np.array([0.20, 0.15, 0.18, 0.22, 0.17, 0.08])
RATES = np.array([0.372, 0.372, 0.372, 0.124])  # who is asked and answers: truth (h)
COVERAGE = 0.98  # of the eligible, who is asked


def day(text: str) -> int:
    """Days from the first day of the record to an ISO date."""
    return (date.fromisoformat(text) - FIRST).days


def when(day_number: int) -> date:
    """The date that lies a number of days after the first."""
    return FIRST + timedelta(days=int(day_number))


def code(names: list[str], *wanted: str) -> np.ndarray:
    """Positions of names."""
    return np.array([names.index(name) for name in wanted])


def month_of(days: np.ndarray) -> np.ndarray:
    """Month (0 … 35) of day numbers."""
    return np.searchsorted(STARTS, days, side="right") - 1


# Level of each touchpoint's own NPS among private customers, in journey order.
LEVELS = np.array(
    [46, 47, 54, 42, 40, 36, 38, 34, 38, 35, 38, 24, 24, 27, 30, 43, 42, 41, 44, 15, 27, 24, 25, 27]
)
SEGMENT_LEVELS = np.array([0, 0, 0, -34])
CHANNEL_LEVELS = np.array([4, -2, 0, -14, 0])
