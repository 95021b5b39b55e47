"""The names that all rooms share: metrics with their scales, kinds of survey, dimensions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Metric:
    """A question's metric: its scale and which scores count as favourable.

    low, high   the whole-number scale of the answer
    top         lowest score that is favourable (promoter, satisfied, easy)
    bottom      highest score that is unfavourable
    unit        of the value shown: 'points' (-100..+100) or '%' (share of favourable answers)
    """

    id: str
    name: str
    low: int
    high: int
    top: int
    bottom: int
    unit: str


METRICS = {
    metric.id: metric
    for metric in (
        Metric("nps", "NPS", 0, 10, 9, 6, "points"),
        Metric("csat", "CSAT", 1, 5, 4, 2, "%"),
        Metric("ces", "Ease", 1, 7, 5, 3, "%"),
        # A stage's rating on the relational survey: read by the drivers, never by the headline.
        Metric("rating", "Stage rating", 0, 10, 9, 6, "points"),
    )
}

# Why an NPS asked on 1-10 is no NPS on 0-10: with the usual cuts 1 to 6 are unhappy, not 0 to 6.
ONE_TO_TEN = (
    "6 of its 10 numbers count as unhappy, of 0–10 it is 7 of 11, so that the same customers come "
    "out a little higher."
)

RELATIONAL = "relational"  # how is it between us: the headline
TOUCHPOINT = "touchpoint"  # about one moment: never pooled into the headline
KINDS = (RELATIONAL, TOUCHPOINT)

# What an answer can be told apart by. A relational rating's touchpoint is the stage that it rates.
DIMENSIONS = ("touchpoint", "team", "segment", "channel", "region")

NOT_GIVEN = ""  # the member of a dimension that the source did not give

MINIMUM_GROUP = 5  # smallest group whose figure is shown, unless the organisation asks for more
MINIMUM_COMMENTS = 10
