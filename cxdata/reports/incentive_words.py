"""Pay in words that a loading dock understands: amounts, the way to the score, what it is worth."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from cxdata.reports import incentive_shares, wording
from cxdata.reports.figures import Figure
from cxdata.reports.incentive_ground import Counted
from cxdata.reports.incentive_shapes import Stair

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹"}
MANY = 200  # answers that nobody would call few
SMALL = 1.0  # points under which a move that shows is called a little one
NEAR = 5.0  # points from the middle within which being drawn to it hardly shows
QUESTION = "What are we on course for, and why?"
QUESTION_ALL = "What is everybody on course for, and does the budget hold?"
ENDED = "What did it come to, and why?"
ENDED_ALL = "What did it come to for everybody, and did the budget hold?"
DEFINITION = (
    "Score over the trailing months, like for like and drawn to the middle; a ramp without a "
    "cliff, straight from threshold to target and on to stretch; the team's share and the "
    "company's."
)
HOLE = (
    "What these checks cannot see: an unhappy customer who was invited and then talked out of "
    "answering. Simulated, that is caught in one of five cases (21 %). The remedy is an invitation "
    "that goes out centrally and by itself, so that nobody chooses who is asked."
)
AS_ANSWERED = (
    "Scores here are as answered. “Weighted to customers” has no part in pay: a payment must not "
    "hang on a reader's switch, and like is compared with like already."
)
WAITS = "The payment waits until a person has looked at what is below."
ALL_EARNED = "Chance does not move that sum: even at its low end more is earned than the budget. "
SHADOW = (
    "Shadow period: everything is computed and shown, nothing is paid by it yet. What is wrong "
    "with the plan should come to light now."
)


def money(amount: Decimal, currency: str) -> str:
    """'€ 2,852'; under a hundred with its cents: '€ 17.40'."""
    shown = rounded(amount)
    sign = wording.MINUS if shown < 0 else ""
    return f"{sign}{_symbol(currency)} {abs(shown):,}"


def rounded(amount: Decimal) -> Decimal:
    """An amount as it is shown: whole from a hundred on, else to the cent."""
    whole = abs(amount) >= 100 or amount == amount.to_integral_value()
    return amount.quantize(Decimal(1) if whole else Decimal("0.01"), ROUND_HALF_UP)


def _symbol(currency: str) -> str:
    """Of a currency that is written by its letters, the letters alone: it comes from a file."""
    return SYMBOLS.get(currency) or "".join(c for c in currency if c.isalpha())[:5]


def between(low: Decimal, high: Decimal, currency: str) -> str:
    """'€ 2,310 to € 3,390', or '€ 0' where both are the same."""
    a, b = money(low, currency), money(high, currency)
    return a if a == b else f"{a} to {b}"


def sure(low: Decimal, high: Decimal, currency: str) -> str:
    """'Between € 2,310 and € 3,390, as far as chance can be told today. '; '' of one sum."""
    if low == high:
        return ""
    ends = between(low, high, currency).replace(" to ", " and ")
    return f"Between {ends}, as far as chance can be told today. "


def stairs(counted: Counted, quarter: Figure, label: str, window: str) -> tuple[Stair, ...]:
    """The way from the period's plain score to the score that counts, a reason a step."""
    steps = [_now(counted, quarter, label), _own(counted, window), _year(counted, window)]
    if counted.kind == "adjusted":
        steps += [_like_for_like(counted), _drawn(counted)]
    elif counted.kind == "own" and counted.centre is not None:
        steps.append(_past(counted))
    return tuple(step for step in steps if step is not None)


def _now(counted: Counted, quarter: Figure, label: str) -> Stair | None:
    if counted.kind not in ("adjusted", "own"):
        return None
    if quarter.value is None:
        return Stair(f"{label}, plain", None, "–", _said(quarter.note or "no answers"))
    n = wording.counted(quarter.n or 0)
    margin = f", give or take {quarter.margin:.0f}" if quarter.margin is not None else ""
    why = f"The plain score of {n}: promoters less detractors. So few leave it uncertain{margin}."
    if (quarter.margin or 0) < 8:
        why = f"The plain score of {n}: promoters less detractors{margin}."
    return Stair(f"{label}, plain", quarter.value, quarter.text, why)


def _said(note: str) -> str:
    """A note as a sentence: 'Nobody answered.'."""
    return f"{note[:1].upper()}{note[1:]}."


def _own(counted: Counted, window: str) -> Stair | None:
    """The plain score of a team that is paid by what its work reaches."""
    own = counted.own
    if own is None or own.value is None:
        return None
    n = wording.counted(own.n or 0)
    why = f"{n} under the team's own name: promoters less detractors. Its work reaches more."
    return Stair(f"Plain, {window}", own.value, own.text, why)


def _year(counted: Counted, window: str) -> Stair:
    plain, n = counted.plain, wording.counted(counted.plain.n or 0)
    why = {
        "adjusted": f"{n} instead of those of a few weeks: one good or bad week decides less.",
        "own": f"{n} instead of those of a few weeks: one good or bad week decides less.",
        "line_of_sight": f"The team is scored where its work reaches customers: {n} at those "
        "touchpoints, each by its share of the work. "
        f"{incentive_shares.reached(counted.parts, plain.value or 0.0)}".strip(),
    }.get(counted.kind, f"{n} at this stage, by its own measure.")
    last = counted.kind not in ("adjusted",) and counted.centre is None
    label = "The score that counts" if last else f"Plain, {window}"
    if plain.value is None:
        return Stair(label, None, "–", _said(plain.note or "no score"))
    return Stair(label, plain.value, plain.text, why)


def _like_for_like(counted: Counted) -> Stair:
    plain, level = counted.plain.value, counted.level
    if plain is None or level is None:
        return Stair("Like for like", None, "–", "Nobody to compare with.")
    moved, peers = shown(plain, level), f"the {counted.peers} teams that do the same work"
    if not moved:
        why = f"The customers were as easy or as hard as those of {peers}: nothing to even out."
    else:
        why = (
            f"The customers were {_kind(level - plain)} to please than those of {peers} (what was "
            f"bought, where, by whom); {_points(moved)}, so that nobody is paid for the customers "
            "they happen to get."
        )
    return Stair("Like for like", level, wording.signed(level), why)


def _drawn(counted: Counted) -> Stair:
    level, value, centre = counted.level, counted.value, counted.centre
    if level is None or value is None or centre is None:
        return Stair("The score that counts", None, "–", "There is no score yet.")
    middle = wording.signed(centre)
    if not shown(level, value) and abs(level - centre) < NEAR:
        why = (
            f"It lies near the middle of these teams ({middle}) already, so that being drawn "
            "there changes nothing that shows."
        )
    elif not shown(level, value):
        why = (
            f"{wording.counted(counted.n)} are enough to stand alone: luck is nearly out of it, so "
            f"it is hardly drawn to the middle ({middle})."
        )
    else:
        why = _less_luck(counted, level, centre, value)
    return Stair("The score that counts", value, wording.signed(value), why)


def _less_luck(counted: Counted, level: float, centre: float, value: float) -> str:
    """What the answers are worth, the sum that makes the score, and which middle it is."""
    few = f"{wording.counted(counted.n)} still hold some luck, good or bad"
    if counted.n >= MANY:
        few = (
            f"Even {wording.counted(counted.n)} hold some luck, and how easy the customers "
            "were is known only roughly"
        )
    if counted.worth is not None:
        worth = wording.counted(round(counted.worth))
        few += f": like for like they are worth {worth} (as in the funnel on Teams)"
        if round(counted.worth) > counted.n:
            few += (
                ", more than were given, because customers like these answer more alike than most"
            )
    middle = wording.signed(centre)
    why = f"{few}. So the score is drawn to the middle of these teams ({middle})"
    made = incentive_shares.drawn(level, centre, value)
    if made is not None:
        (own, rest), total = made
        why += f": {own} and {rest} make {total}"
    return f"{why}.{_not_the_usual(counted.usual, middle)}"


def _not_the_usual(usual: float | None, middle: str) -> str:
    """Why the page of teams names another middle; '' where it is the same."""
    if usual is None or wording.signed(usual) == middle:
        return ""
    return (
        f" These are two middles. In {middle}, which pay goes by, a small team counts for more "
        f"than its answers. Teams draws the usual team at {wording.signed(usual)}: there each "
        "counts by its answers."
    )


def _past(counted: Counted) -> Stair:
    value, centre = counted.value, counted.centre
    if value is None or centre is None:
        return Stair("The score that counts", None, "–", "There is no score yet.")
    middle = wording.signed(centre)
    why = (
        f"No other team does the same work, so the measure is its own past ({middle}): the fewer "
        "the answers, the nearer to it."
    )
    plain = counted.plain.value
    made = None if plain is None else incentive_shares.drawn(plain, centre, value)
    if made is not None and wording.signed(value) != counted.plain.text:
        (own, rest), total = made
        why += f" {own} and {rest} make {total}."
    return Stair("The score that counts", value, wording.signed(value), why)


def way(counted: Counted) -> str:
    """Why the score that counts is not the plain one, in a sentence; '' where it hardly differs."""
    plain, value = counted.plain.value, counted.value
    if plain is None or value is None or counted.centre is None:
        return ""
    level = plain if counted.level is None else counted.level
    mix, luck = shown(plain, level), shown(level, value)
    if not mix + luck:
        return ""
    told = []
    if mix:
        told.append(
            f"{_points(mix)} because these customers are {_kind(level - plain)} to please than "
            "those of the other teams"
        )
    if luck:
        told.append(f"{_points(luck)} because {_luck(counted.n, luck, counted.worth)}")
    rest = "so nobody is paid for the customers that a team happens to get"
    if luck:
        other = "a low score is lifted" if luck < 0 else "a high score is lowered"
        rest = f"{other} in the same way, and the more customers answer, the less is changed"
    return (
        f"{wording.signed(value)} counts and not {wording.signed(plain)}: {', and '.join(told)}. "
        f"{rest[0].upper()}{rest[1:]}."
    )


def shown(before: float, after: float) -> int:
    """Points between two scores as both are shown: steps and the sentence over them add up."""
    return round(after) - round(before)


def _kind(gap: float) -> str:
    """'easier', 'a little harder': what customers were to please."""
    return f"{'a little ' if abs(gap) < SMALL else ''}{'easier' if gap < 0 else 'harder'}"


def _luck(n: int, moved: int, worth: float | None) -> str:
    """Why a score is drawn to the middle; worth how many answers it is worth like for like."""
    side, kind = ("high", "good") if moved < 0 else ("low", "bad")
    if n < MANY:
        return f"a {side} score from only {wording.counted(n)} is partly {kind} luck"
    if worth is not None and worth < n / 2:
        return (
            f"like for like {wording.counted(n)} are worth only {worth:,.0f} (how easy or hard "
            f"these customers were is known only roughly), and a {side} score is then partly "
            f"{kind} luck"
        )
    return f"even {wording.counted(n)} hold a little {kind} luck"


def _points(moved: int) -> str:
    several = "point" if abs(moved) == 1 else "points"
    if moved < 0:
        return f"{-moved} {several} {'comes' if moved == -1 else 'come'} off"
    return f"{moved} {several} {'is' if moved == 1 else 'are'} added"


def nothing(target: Decimal, cap: Decimal | None) -> str:
    """Why a plan cannot pay anything, with the entry that says so; '' where it can."""
    if not target:
        return "Nothing can be earned: the plan's heads or amount is 0 here."
    if cap == 0:
        return "Nothing is paid, whatever is earned: the plan's budget (cap) is 0."
    return ""


def due(until: date) -> str:
    """'at the end of Dec 2026'."""
    return f"at the end of {wording.month(until)}"


def question(everybody: bool, ended: bool) -> str:
    """What a page answers: of a period that has ended, what it came to."""
    if ended:
        return ENDED_ALL if everybody else ENDED
    return QUESTION_ALL if everybody else QUESTION
