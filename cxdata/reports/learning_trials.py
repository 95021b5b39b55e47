"""What if so many had answered: the score of any counts, and what size of move they could tell."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cxdata.metrics import compare, scores
from cxdata.reports import wording
from cxdata.reports.figures import Change, Figure

SIZES = (25, 50, 100, 200, 400, 800, 1600, 3200)
NEAR = 0.15  # a round size so near to the company's own says nothing more


@dataclass(frozen=True)
class Row:
    """So many answers before and as many after: the smallest true move that they find, in points.

    own     is it what the company has?
    enough  do they find the move that is asked about?
    """

    n: int
    points: float
    own: bool
    enough: bool


@dataclass(frozen=True)
class Telling:
    """How many answers a move needs.

    move    points; needed answers before and as many after
    rows    sizes with what they could tell, the fewest answers first
    answer  all of it in a sentence
    """

    move: int
    needed: int
    rows: tuple[Row, ...]
    answer: str


def tried(counts: tuple[int, int, int]) -> Figure:
    """The score of counts that somebody made up; nothing of it is a secret."""
    n = sum(counts)
    if not n:
        return Figure(None, None, None, 0, note="nobody answered")
    one = scores.nps(*counts)
    return Figure(one.value, one.low, one.high, n, text=wording.signed(one.value))


def tried_words(figure: Figure) -> str:
    """What the counts say, in a sentence."""
    if figure.value is None or figure.low is None or figure.high is None:
        return "Nobody answered: there is no score. That is not the same as 0."
    low, high = wording.signed(figure.low), wording.signed(figure.high)
    n = wording.counted(figure.n or 0)
    return f"{figure.text} from {n}. All customers like these may well lie from {low} to {high}."


def telling(counts: tuple[int, int, int], n: int | None, move: int) -> Telling:
    """How many answers can tell a move.

    counts  how answers are spread over promoters, passives, detractors
    n       the company's own answers in a period; None where they are not shown
    move    true, in points, 1 or more
    source  METHODS 2: found in 80 % of cases
    """
    spread = scores.steady_variance(*counts)
    needed = int(compare.answers_needed(spread, move))
    beside = [size for size in SIZES if not n or abs(size - n) > NEAR * n]
    sizes = sorted([*beside, *([n] if n else [])])
    rows = tuple(
        Row(size, points, size == n, points <= move)
        for size, points in (
            (size, float(compare.detectable(spread, size, size))) for size in sizes
        )
    )
    return Telling(
        move, needed, rows, _answer(move, needed, next((r for r in rows if r.own), None))
    )


def _answer(move: int, needed: int, own: Row | None) -> str:
    told = (
        f"To find a true move of {wording.counted(move, 'point')} {wording.MOSTLY}, {needed:,} "
        "customers must answer before it and as many after."
    )
    if own is None:
        return told
    size = wording.counted(math.ceil(own.points), "point")
    if own.enough:
        return f"{told} Our {own.n:,} answers are enough for it: they find one of {size}."
    return (
        f"{told} Our {own.n:,} answers are too few for it: they find one of {size}, none smaller."
    )


def beside(change: Change, counts: tuple[int, int, int], sizes: tuple[int, int]) -> str:
    """Why the ± beside the company's own move is smaller than the move that is sure to be found.

    change  of the company's score; '' where none is shown
    sizes   answers now and before
    """
    if change.margin is None or not min(sizes):
        return ""
    margin = wording.plain(change.margin, 1)
    sure = float(compare.detectable(scores.steady_variance(*counts), *sizes))
    size = wording.counted(math.ceil(sure), "point")
    return (
        f"Why is the ± beside a move smaller? Ours is ±{margin}: a move that comes out beyond it "
        f"is called up or down. A true move of just {margin} comes out beyond it only every other "
        f"time; chance takes the rest back. One of {size} is called {wording.MOSTLY}."
    )
