"""What a snapshot answers with: a page's counts, customers by standing, batches, completeness."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cxdata.record.cells import Cells
from cxdata.record.report import Report


@dataclass(frozen=True)
class Slice:
    """A page's counts.

    core    month × kind × touchpoint × team × metric
    mix     the relational NPS by month × segment × channel × region
    """

    core: Cells
    mix: Cells


@dataclass(frozen=True)
class Standing:
    """Customers whose last relational answer is of one group: promoter, passive, detractor.

    known     of them, whose yearly revenue is known; revenue is the sum, squares that of its
              squares (under 0 counts as 0 there)
    watched   answers of that group which a whole year of the record follows, one a customer and
              month; churned those after which the customer had left within that year
    watchers  customers whose last such answer is of the group: what chance goes by, since a
              customer who answers often leaves but once
    """

    group: str
    customers: int
    known: int
    revenue: float
    squares: float
    watched: int
    churned: int
    watchers: int


@dataclass(frozen=True)
class Batch:
    """An import; moments in UTC. rolled_back_* are None as long as it is in the record."""

    id: int
    name: str
    tool: str
    kind: str
    moment: datetime
    author: str
    report: Report
    rolled_back_at: datetime | None
    rolled_back_by: str | None


@dataclass(frozen=True)
class Completeness:
    """Answers of one kind and metric, and how many of them lack what."""

    kind: str
    metric: str
    answers: int
    without_customer: int
    without_touchpoint: int
    without_team: int
    without_segment: int
    without_channel: int
    without_region: int
    first: date
    last: date
