"""What the pages of the reward chapter show: plain, frozen pieces, already scoped."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from cxdata.reports.figures import Header, Sentence

MET, SHORT, UNKNOWN = "met", "short", "unknown"  # how a check stands
NOTE, HOLD = "note", "hold"  # how loud a detector is
OPEN, PAID, WITHHELD = "open", "pay", "withhold"  # how a hold stands: the desk's verdicts


@dataclass(frozen=True)
class Stair:
    """A step from the plain score of a quarter to the score that counts.

    label   'This quarter, plain', 'Twelve months', 'Like for like', 'The score that counts'
    value   points or %, after this step; None where there is none
    why     why the step is taken, with its numbers, in words that need no statistics
    """

    label: str
    value: float | None
    text: str
    why: str


@dataclass(frozen=True)
class OnRamp:
    """A score on a straight ramp.

    threshold, target, stretch  in the score's unit; best the percentage paid from stretch on
    value, low, high            the score with its 95 % interval; None without a score
    percent, percent_low, percent_high   what the ramp pays there, % of the target amount
    """

    threshold: float
    target: float
    stretch: float
    best: float
    value: float | None
    low: float | None
    high: float | None
    percent: float | None
    percent_low: float | None
    percent_high: float | None
    unit: str = "points"


@dataclass(frozen=True)
class Component:
    """A part of the money, or (under 0) what a budget cuts from all of them.

    name, share  'Our customers' and '60 %'; full what it is worth at 100 %, 0 of a cut
    amount       on course for, as it is earned; text the same in words
    why          how it comes about
    """

    name: str
    share: str
    full: Decimal
    amount: Decimal
    text: str
    why: str


@dataclass(frozen=True)
class Check:
    """A check before anything is paid: state MET, SHORT or UNKNOWN; words its numbers."""

    name: str
    state: str
    words: str


@dataclass(frozen=True)
class Sign:
    """What a detector saw: a NOTE or a HOLD.

    id        of the detector; the key of a decision together with team and period
    title     neutral: 'More tens than elsewhere'
    words     the figure beside its limit
    alarm     how often chance alone does this, in words
    innocent  what an innocent explanation would be
    after     what happens next
    state     OPEN, PAID or WITHHELD (of a hold); decided who, when and why, '' while open
    number    of the decision that stands, 0 while open: what whoever decides has seen
    """

    id: str
    level: str
    title: str
    words: str
    alarm: str
    innocent: str
    after: str
    state: str = OPEN
    decided: str = ""
    number: int = 0


@dataclass(frozen=True)
class Quarter:
    """A past quarter under this plan: what it would have paid. amount None without a score.

    before, before_percent  what was earned before the budget cut it; None where it did not
    """

    label: str
    score: float | None
    percent: float | None
    amount: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    text: str = "–"
    note: str = ""
    before: Decimal | None = None
    before_percent: float | None = None


@dataclass(frozen=True)
class TeamPay:
    """A team's part of a plan, all that its members may see.

    amount, low, high  what it is on course for, and the range as far as chance can be told
    percent    of the team's target amount; heads by the plan, target (for the whole team)
    point      what one more point of the team's own score is worth now
    stairs     from the plain score to the one that counts; way the same in a sentence, ''
    n, n_eff   answers behind the score, and how many of one touchpoint they are worth
    own_share  share of the target amount that the team's own score decides, 0..1
    signs      notes and holds; held whether a hold is open, or the money withheld
    chain      is it paid by the line of sight of its work?
    text, range_text  the amount and its range in words; expected what is expected to be paid: the
               amount, or nothing where a person has decided to withhold it
    standing   'held', 'withheld', 'paid by decision', 'noted' or ''
    """

    id: str
    name: str
    department: str
    heads: Decimal
    target: Decimal
    amount: Decimal
    low: Decimal
    high: Decimal
    percent: float
    point: Decimal
    ramp: OnRamp
    stairs: tuple[Stair, ...]
    n: int
    n_eff: float
    own_share: float
    components: tuple[Component, ...]
    checks: tuple[Check, ...]
    signs: tuple[Sign, ...]
    held: bool
    chain: bool
    answer: Sentence = ()
    text: str = "–"
    expected: str = "–"
    way: str = ""
    range_text: str = ""
    standing: str = ""
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class CompanyPart:
    """The company's score on its ramp: open to everyone, it is in everybody's pay."""

    ramp: OnRamp
    words: str


@dataclass(frozen=True)
class Budget:
    """All teams together, for those who may see it.

    forecast, low, high  what the plan will pay, and its range; cap the budget; scale the factor
    by which payouts are cut where they exceed it (1 where they do not)
    withheld  what is earned and not in the forecast: a person has decided to withhold it
    over   chance that the forecast exceeds the cap, 0..1
    ticks  (name, amount, amount in words) of what stands along the bar
    """

    forecast: Decimal
    low: Decimal
    high: Decimal
    at_target: Decimal
    most: Decimal
    cap: Decimal | None
    scale: float
    over: float
    ticks: tuple[tuple[str, Decimal, str], ...]
    words: str
    small_print: str
    withheld: Decimal = Decimal(0)


@dataclass(frozen=True)
class Incentives:
    """The page: the teams that may be seen, the company, and for some the budget.

    text        the page's one large number: the forecast, or of all teams that may be seen
    shadow      nothing is paid yet: everything is computed and shown
    ended       all months of the period are over and known: what it came to, no forecast
    may_decide  may this person decide on holds?
    hole        what the checks cannot see
    """

    plan: str
    plan_id: str
    version: int
    shadow: bool
    period: str
    period_id: str
    as_of: str
    question: str
    answer: Sentence
    text: str
    company: CompanyPart
    teams: tuple[TeamPay, ...]
    budget: Budget | None
    may_decide: bool
    hole: str
    notes: tuple[str, ...]
    header: Header
    ended: bool = False
