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

RELATIONAL = "relational"  # how is it between us: the headline
TOUCHPOINT = "touchpoint"  # about one moment: never pooled into the headline
KINDS = (RELATIONAL, TOUCHPOINT)

# What an answer can be told apart by. A relational rating's touchpoint is the stage that it rates.
DIMENSIONS = ("touchpoint", "team", "segment", "channel", "region")

NOT_GIVEN = ""  # the member of a dimension that the source did not give

MINIMUM_GROUP = 5  # smallest group whose figure is shown, unless the organisation asks for more
MINIMUM_COMMENTS = 10
