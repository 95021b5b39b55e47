"""What the page of key drivers says: sentences, and what it does not know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cxdata.metrics import drivers as metric
from cxdata.organisation import Organisation
from cxdata.record.ratings import Ratings
from cxdata.reports import periods, wording
from cxdata.reports.figures import Header, Sentence
from cxdata.reports.page import Page
from cxdata.scope import month_after

QUESTION = "What does the score hang on?"
CANNOT = "That cannot be told from these answers."
CAUTION = (
    "Shares say what goes with the score, not what it would gain: a correlation is not the effect "
    "of fixing a stage. Happy customers rate everything higher."
)
COLUMNS = (
    "On the right: NPS points that go with one more point of the rating, the other ratings alike, "
    "and their 95 % interval."
)
PARTS = (
    "Departments and teams do not filter what the score hangs on: a relational answer is about the "
    "whole company. They do choose whose daily work stands below."
)


class Weighed(Protocol):
    """A driver with its quadrant: reports.drivers.Driver."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def share(self) -> float: ...  # noqa: D102
    @property
    def place(self) -> str: ...  # noqa: D102
    @property
    def quadrant(self) -> str: ...  # noqa: D102


def named(page: Page, id_: str) -> tuple[str, tuple[str, ...]]:
    """A driver's name and the departments that own it; its id where the map does not know it."""
    company = page.organisation
    names = {one.id: one.name for one in company.touchpoints}
    names |= {one.id: one.name for one in company.stages}
    if id_ in names:
        return names[id_], owners(company, id_)
    return id_.replace("_", " "), ()


def owners(company: Organisation, id_: str) -> tuple[str, ...]:
    """Departments that own a touchpoint, or any of a stage's, in file order."""
    own = [t.id for t in company.touchpoints if id_ in (t.id, t.stage)]
    names = [d.name for t in own for d in company.owners_of(t)]
    return tuple(dict.fromkeys(names))


def verdict(rows: Sequence[Weighed], ranked: bool) -> Sentence:
    """'Most of the score goes with Receive (33 %) …: mend Receive first.'"""
    if not ranked:
        return (
            ("Every stage goes with the score; ", False),
            ("answers are too few to say which of them most.", True),
        )
    first = [row for row in rows if row.place.startswith("1st")]
    names = wording.listed([f"{row.name} ({row.share:.0f} %)" for row in first])
    mend = [row.name for row in rows if row.quadrant == "mend first"]
    if len(first) == len(rows):
        return (("No stage can be told from the others.", True),)
    said: list[tuple[str, bool]] = [(f"The score hangs most on {names}", False)]
    if len(first) > 1:
        said.append((", which cannot be told apart", True))
    if mend:
        said.append((f". Mend first: {wording.listed(mend)}.", False))
    else:
        said.append((". Nothing that weighs more than its share is clearly under target.", True))
    return tuple(said)


def fit(r2: float) -> str:
    """How much of the answers' variation the ratings explain."""
    share = round(100 * r2)
    if share < 15:
        return f"The ratings explain only {share} % of why scores differ: shares of it say little."
    return f"The ratings explain {share} % of why scores differ; the rest lies elsewhere."


def counted(page: Page, n: int, held: Ratings) -> str:
    """Who is counted, and how many are left out and why."""
    some, none = held.rating - n, len(held.scores) - held.rating
    left = []
    if some:
        left.append(f"{some:,} that rate only some")
    if none:
        left.append(f"{none:,} that rate nothing")
    out = f"; left out: {wording.listed(left)}" if left else ""
    return f"{wording.counted(n)} that rate all {len(held.drivers)} {_rated(page, held)}{out}."


def _rated(page: Page, held: Ratings) -> str:
    """What is rated: 'stages', 'touchpoints', or whatever else."""
    for kind, known in (
        ("stages", page.organisation.stages),
        ("touchpoints", page.organisation.touchpoints),
    ):
        if set(held.drivers) <= {one.id for one in known}:
            return kind
    return "parts"


def missing(page: Page, held: Ratings, found: metric.Drivers | None, may: bool) -> str:
    """Why there are no drivers, what is missing, and by when it may be there."""
    if not held.drivers:
        return (
            "No answer of this period rates a stage. Ask for a rating of each stage (0-10) on the "
            "relational survey, and import it as rating_STAGE (see the file docs/format.md, in the "
            "folder where the app is installed)."
        )
    if len(held.drivers) == 1:
        name, _ = named(page, held.drivers[0])
        return f"Answers rate only {name}: at least two ratings are needed to weigh one another."
    if not may:
        return "Answers are too few here to show anything of them."
    n = held.complete
    if n >= metric.SHOWN:
        return f"There is nothing to explain: {found.reason if found else 'all are alike'}."
    lack = metric.SHOWN - n
    said = (
        f"{_n(n)} all {len(held.drivers)} {_rated(page, held)}; {metric.SHOWN} are needed, "
        f"{lack} more. Choose a longer period or take a filter off"
    )
    return f"{said}{_pace(page, n, lack)}."


def _n(n: int) -> str:
    return f"{wording.counted(n)} rate{'s' if n == 1 else ''}"


def _pace(page: Page, n: int, lack: int) -> str:
    if n == 0:
        return ""
    months = -(-lack * page.view.months // n)
    if months > 60:
        return f"; at the present pace that many take over {months // 12} years"
    end = month_after(page.wide.window.last.replace(day=1), months)
    return f"; at the present pace that many are there by {wording.month(end)}"


def legend(by_target: bool, even: float, ranked: bool) -> str:
    """What left and right, up and down mean, and when a stage has a quadrant."""
    across = (
        "Left to right: points from target (a percentage point counts twice)"
        if by_target
        else "Left to right: the mean rating; the line is their average, since not all have targets"
    )
    judged = (
        "Coloured where both intervals leave the lines out."
        if ranked
        else f"Under {metric.RANKED} answers no stage is judged."
    )
    return (
        f"{across}. Upwards: share of what the ratings explain; the line is an equal share "
        f"({even:.0f} %). {judged}"
    )


def place(low: float, high: float) -> str:
    """'1st', '2nd to 4th'; '' without a rank."""
    if not (low == low and high == high):
        return ""
    if low == high:
        return ordinal(int(low))
    return f"{ordinal(int(low))} to {ordinal(int(high))}"


def ordinal(n: int) -> str:
    """'1st', '2nd', '3rd', '11th'."""
    tail = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{tail}"


def notes(page: Page, dropped: Sequence[str]) -> tuple[str, ...]:
    """What a reader should know besides."""
    told = []
    for id_ in dropped:
        name, _ = named(page, id_)
        told.append(f"{name} is left out: too few answers rate it.")
    for event in page.organisation.breaks:
        if page.view.since < event.on < page.view.until:
            told.append(f"{periods.refusal(event)} This period holds both.")
    return tuple(told)


def header(page: Page, method: str) -> Header:
    """What stands above the table when it leaves the screen."""
    definition = (
        f"Shares of the variation of the 0-10 answer that the ratings explain ({method}), with "
        "95 % bootstrap intervals; slopes by least squares. Associations, not effects."
    )
    title = "Key drivers of the relational NPS"
    held = page.header(title, definition)
    kept = tuple(pair for pair in held.filters if pair[0] != "Compared with")
    return Header(title, definition, kept, held.as_of)
