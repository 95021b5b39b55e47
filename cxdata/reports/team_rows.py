"""A peer group as the page of teams shows it: its teams, its funnel, its sentences."""

from __future__ import annotations

from dataclasses import dataclass, field

from cxdata.metrics import funnel
from cxdata.metrics.scores import Z95
from cxdata.reports.figures import Figure, Sentence


@dataclass(frozen=True)
class TeamRow:
    """A team within its peer group; scores in points, None where not known or not shown.

    chosen      within what the filters keep; the others stand beside it for comparison
    figure      the plain score with its 95 % interval and answers, as answered
    weighted    the same weighted to the customers who could be asked; None where nobody asked for
                that, or it cannot be
    response, coverage  shares 0..1 of answered/invited and invited/eligible
    expected    what the peers' scores give with this team's customers
    adjusted    the group's score plus (the team's minus expected); low, high its 95 % interval
    shrunk, se  the adjusted score drawn to the group's, and its standard error; margin half the
                width of its 95 % interval
    least, most  where 95 in 100 such teams lie by chance and by what sets their peers apart anyway:
                what its band goes by
    place_low, place_high  90 % range of the place among the peers
    weight      answers that its adjusted score is worth (case mix taken in): the funnel's axis
    z, p        distance from expected in standard errors (overdispersion taken in), and its chance
    outside     0, 95 or 99.8: which limits of the funnel it lies beyond
    band        'above', 'same', 'below' or 'unknown'; words says it
    caution     that it is heard less than its peers, in words to follow 'but'; '' where it is not
    """

    id: str
    name: str
    department: str
    chosen: bool
    figure: Figure
    response: float | None = None
    coverage: float | None = None
    expected: float | None = None
    adjusted: float | None = None
    low: float | None = None
    high: float | None = None
    shrunk: float | None = None
    se: float | None = None
    place_low: int | None = None
    place_high: int | None = None
    weight: float | None = None
    z: float | None = None
    p: float | None = None
    outside: float = 0.0
    band: str = funnel.UNKNOWN
    words: str = ""
    caution: str = ""
    more: int | None = None  # answers of its own that would settle it, if its gap is real
    weighted: Figure | None = None
    least: float | None = None
    most: float | None = None
    told: str = ""  # the band in a sentence without its subject, with what it goes by

    @property
    def margin(self) -> float | None:
        """Of the score drawn in."""
        return None if self.se is None else Z95 * self.se


@dataclass(frozen=True)
class Limit:
    """The funnel at so many answers, points."""

    n: float
    low95: float
    high95: float
    low998: float
    high998: float


@dataclass(frozen=True)
class PeerGroup:
    """Teams that serve the same touchpoints.

    teams     by name; compared how many of them have an adjusted score
    centre    where the usual team lies, points; n the group's answers
    spread    how far its teams differ beyond chance, points (0 where chance explains it)
    sure      that the spread of those that do not stand out is itself more than chance
    middle    what scores are drawn to, points: there a small team counts for more than in `centre`
    added     how many average answers drawing to the centre adds to every team
    limits    the funnel, few answers first
    verdict   the answer for this group; drawn what drawing to the centre means here
    """

    id: str
    name: str
    teams: tuple[TeamRow, ...]
    compared: int
    centre: float
    n: int
    spread: float
    added: int | None
    limits: tuple[Limit, ...]
    verdict: Sentence = field(default=())
    drawn: str = ""
    sure: bool = False
    middle: float | None = None
