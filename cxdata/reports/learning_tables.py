"""What the lesson's picture of certainty shows as a tidy table."""

from __future__ import annotations

import pandas as pd

from cxdata.reports.figures import Header
from cxdata.reports.learning import Learning
from cxdata.reports.learning_trials import Telling

TITLE = "How many must answer until we can tell?"
DEFINITION = (
    "The smallest true move of the score, in points, that so many answers before and as many "
    "after find four times in five (test at 5 %); answers spread as {spread}."
)


def sizes(told: Telling) -> pd.DataFrame:
    """A row a number of answers, the fewest first; points as found, not rounded up."""
    said = {True: "yes", False: "no"}  # a table on screen would draw boxes to tick
    rows = [(row.n, row.points, said[row.own], said[row.enough]) for row in told.rows]
    columns = ["answers before and after", "smallest move", "ours", "finds the move asked about"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def header(found: Learning, told: Telling) -> Header:
    """What stands above it."""
    spread = "the company's are" if found.own else "in the lesson's example"
    asked = ("Move asked about", f"{told.move} points"), ("Answers needed", f"{told.needed:,}")
    filters = (("Period", found.period), *asked) if found.own else asked
    as_of = found.header.as_of if found.own else ""
    return Header(TITLE, DEFINITION.format(spread=spread), filters, as_of)
