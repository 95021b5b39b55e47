"""What an incentive plan holds, entry by entry; docs/plans.md says what each means."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cxdata.scope import month_after

SHADOW, PAID = "shadow", "paid"
MODES = (SHADOW, PAID)
QUARTER, YEAR = "quarter", "year"
PERIODS = {QUARTER: 3, YEAR: 12}  # months
OWN, ADJUSTED, SIGHT, CSAT, CES = "own", "adjusted", "line_of_sight", "csat", "ces"
SCORES = (OWN, ADJUSTED, SIGHT, CSAT, CES)
ALL, OVER_TARGET = "all", "over_target"
SHARINGS = (ALL, OVER_TARGET)


@dataclass(frozen=True)
class About:
    """[plan]: what it is called, when it runs, what it pays.

    since, until  first and last day of the periods that it covers
    period        'quarter' or 'year': how often it is paid
    window        months that a score looks back over, to the period's end
    score         which score counts where a team says nothing else, one of SCORES
    stage         id of the stage whose csat or ces counts, where that is the score
    mode          'shadow': everything is computed and shown, nothing is paid; or 'paid'
    amount        money a head and period at target
    unit          smallest sum that is paid: 0.01, or 1 where a currency has no cents
    """

    id: str
    name: str
    since: date
    until: date
    amount: Decimal
    period: str = QUARTER
    window: int = 12
    score: str = ADJUSTED
    stage: str = ""
    mode: str = SHADOW
    unit: Decimal = Decimal("0.01")


@dataclass(frozen=True)
class Ramp:
    """Points (or % favourable) at which nothing, the target sum, and the most is paid.

    most  % of the target sum at stretch and beyond
    """

    threshold: Decimal
    target: Decimal
    stretch: Decimal
    most: Decimal = Decimal(150)


@dataclass(frozen=True)
class Shares:
    """[shares]: % of the target sum that goes by the team's score; the rest by the company's.

    full  effective answers from which the team's share is whole; under it, in proportion
    """

    team: Decimal = Decimal(60)
    company: Decimal = Decimal(40)
    full: Decimal = Decimal(60)


@dataclass(frozen=True)
class Loop:
    """[loop]: a bonus on top for customers who were told what was done.

    share             % of the target sum at most; 0: no such bonus
    told_from, told_to  % of contacted customers told: nothing at the one, all of it at the other
    days_from, days_to  days until told, slow and quick; None: time does not count
    full              contacts from which the bonus is whole
    """

    share: Decimal = Decimal(0)
    told_from: Decimal = Decimal(50)
    told_to: Decimal = Decimal(90)
    days_from: Decimal | None = None
    days_to: Decimal | None = None
    full: Decimal = Decimal(20)


@dataclass(frozen=True)
class Checks:
    """[checks]: what holds a payment for a person to look at; it never changes the sum.

    coverage    % of eligible customers that must be invited
    response    % of the response rate that is expected from the team's own customers
    note, hold  chance under which something unusual is noted, and under which it is held
    """

    coverage: Decimal = Decimal(95)
    response: Decimal = Decimal(80)
    note: Decimal = Decimal("0.01")
    hold: Decimal = Decimal("0.001")


@dataclass(frozen=True)
class Budget:
    """[budget]: the most that a period may cost, and how it is shared when more is earned.

    cap      money a period; None: no cap
    sharing  'all': every sum by the same factor; 'over_target': first what lies over target
    """

    cap: Decimal | None = None
    sharing: str = ALL


@dataclass(frozen=True)
class Group:
    """[[group]]: the ramp of a peer group, whose touchpoints have a level of their own."""

    peers: str
    threshold: Decimal
    target: Decimal
    stretch: Decimal
    most: Decimal = Decimal(150)


@dataclass(frozen=True)
class Member:
    """[[team]]: a team that takes part.

    heads   None: as in the organisation; amount None: the plan's; score '': the plan's
    stage   id of the stage whose csat or ces counts
    threshold, target, stretch  all three or none: a ramp of its own
    """

    id: str
    heads: Decimal | None = None
    amount: Decimal | None = None
    score: str = ""
    stage: str = ""
    threshold: Decimal | None = None
    target: Decimal | None = None
    stretch: Decimal | None = None
    most: Decimal | None = None


@dataclass(frozen=True)
class Period:
    """What is paid at once: id is its first month ('2026-10'); until is exclusive."""

    id: str
    since: date
    until: date


@dataclass(frozen=True)
class Plan:
    """A whole plan. `company` is the ramp of the company's relational NPS."""

    about: About
    ramp: Ramp
    company: Ramp
    shares: Shares = field(default_factory=Shares)
    loop: Loop = field(default_factory=Loop)
    checks: Checks = field(default_factory=Checks)
    budget: Budget = field(default_factory=Budget)
    groups: tuple[Group, ...] = ()
    members: tuple[Member, ...] = ()

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that are paid, in order."""
        step, end = PERIODS[self.about.period], self.about.until
        found, since = [], self.about.since
        while since <= end:
            until = month_after(since, step)
            found.append(Period(f"{since:%Y-%m}", since, until))
            since = until
        return tuple(found)

    def period_of(self, day: date) -> Period | None:
        """The period that holds a day; None outside the plan."""
        return next((one for one in self.periods if one.since <= day < one.until), None)

    def member(self, team: str) -> Member | None:
        """The team's entry; an empty one where the plan names no teams and so holds them all."""
        if not self.members:
            return Member(team)
        return next((one for one in self.members if one.id == team), None)

    def ramp_of(self, team: str, peers: str = "") -> Ramp:
        """The ramp that counts for a team: its own, its peer group's, or the plan's."""
        own = self.member(team)
        if own and own.threshold is not None and own.target is not None and own.stretch is not None:
            most = self.ramp.most if own.most is None else own.most
            return Ramp(own.threshold, own.target, own.stretch, most)
        for group in self.groups:
            if peers and group.peers == peers:
                return Ramp(group.threshold, group.target, group.stretch, group.most)
        return self.ramp

    def score_of(self, team: str, customer_facing: bool = True) -> str:
        """Which score counts for a team; who meets no customer goes by the line of sight."""
        own = self.member(team)
        if own and own.score:
            return own.score
        return self.about.score if customer_facing else SIGHT
