"""Checks and signs in neutral words: the figure, its limit, how often chance does it, what next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from math import isfinite

from cxdata.desk.decisions import PAY, Decision
from cxdata.desk.entries import Plan
from cxdata.metrics.detectors import Finding
from cxdata.reports import wording
from cxdata.reports.incentive_shapes import (
    HOLD,
    MET,
    OPEN,
    PAID,
    SHORT,
    UNKNOWN,
    WITHHELD,
    Check,
    Sign,
)

TITLES = {
    "coverage": "Fewer customers were asked than needed",
    "expected": "Fewer answer than their customers elsewhere would",
    "response": "Fewer answer than the year before",
    "tens": "More tens among the nines and tens than at its peers",
    "hour": "Many answers within one hour",
    "source": "Many answers from one place",
}
INNOCENT = {
    "coverage": "customers without an address, a new till or system that sends no invitations yet, "
    "a list that was not handed over",
    "expected": "invitations that land in the spam folder, a survey in the wrong language, "
    "customers who are asked often",
    "response": "a longer survey, a holiday, another sender's address, invitations that go out "
    "later than they used to",
    "tens": "customers who know the team well, a survey that shows the ten first, one very "
    "good employee",
    "hour": "an event, a day of deliveries, invitations that all went out at once",
    "source": "a tablet on the counter, an office or a family behind one address, one employee who "
    "serves most customers",
}
NAMED = 4  # touchpoints that a check names
STANDING = {OPEN: "held", WITHHELD: "withheld", PAID: "looked at and paid"}
AFTER_HOLD = (
    "The payment waits, and nobody is accused. An executive or payroll looks at it, asks the team, "
    "decides and writes down why; the reason will stand here. No machine takes money away."
)
AFTER_NOTE = "Nothing is held. It stands here so that the team sees it first."


def coverage(
    found: Finding, plan: Plan, asked: tuple[int, int, int], where: Sequence[str] = ()
) -> Check:
    """Was everybody asked?

    where  names of the touchpoints that were looked at, for a score that rests on others too
    """
    eligible, invited, _ = asked
    if found.level == UNKNOWN or not eligible:
        return Check("Was everybody asked?", UNKNOWN, "nobody wrote down who could have been asked")
    needed = float(plan.checks.coverage) / 100
    share = invited / eligible
    told = f"{_beside(share, needed)} of {eligible:,} eligible customers{_at(where)}"
    told += f", {needed:.0%} needed"
    told = told.replace("%", " %").replace("  %", " %")
    if share >= needed:
        return Check("Everybody was asked", MET, told)
    lacking = int(-(-eligible * needed // 1)) - invited
    words = f"{told}: {wording.counted(lacking, 'invitation')} too few"
    return Check("Not everybody was asked", SHORT, words)


def _at(where: Sequence[str]) -> str:
    """' at “Understand the bill”, the team's own invitations; …': less than its score rests on."""
    if not where:
        return ""
    names = [f"“{name}”" for name in where[:NAMED]]
    if len(where) > NAMED:
        names.append(f"{len(where) - NAMED} more")
    return (
        f" at {wording.listed(names)} (invitations in this team's own name; the other "
        "touchpoints in its score are not in this check)"
    )


def response(found: Finding, plan: Plan, expected: float, asked: tuple[int, int, int]) -> Check:
    """Do as many answer as the team's own customers lead to expect?"""
    _, invited, answered = asked
    if found.level == UNKNOWN or not expected:
        return Check(
            "Do as many answer as usual with these customers?",
            UNKNOWN,
            "nobody wrote down who was asked",
        )
    needed, share = float(plan.checks.response) / 100, answered / expected
    came, usual = _divided(answered / invited, expected / invited)
    told = (
        f"{came} answered; with these customers {usual} is usual: {_beside(share, needed)} of it, "
        f"{100 * needed:.0f} % needed (peers, who meet others, may hear more: see Teams)"
    )
    if share >= needed:
        return Check("As many answer as usual with these customers", MET, told)
    lacking = int(-(-expected * needed // 1)) - answered
    return Check(
        "Fewer answer than usual with these customers",
        SHORT,
        f"{told}: {wording.counted(lacking)} too few",
    )


def unusual(found: Mapping[str, Finding], signs: tuple[Sign, ...]) -> Check:
    """Is anything unusual?"""
    looked = sum(one.level != UNKNOWN for one in found.values())
    if not signs:
        if not looked:
            return Check("Anything unusual?", UNKNOWN, "too little is known to look at")
        return Check(
            "Nothing unusual", MET, f"{looked} of {len(found)} things could be looked at; no hold"
        )
    states = [STANDING[one.state] if one.level == HOLD else "noted" for one in signs]
    counts = ((states.count(state), state) for state in (*STANDING.values(), "noted"))
    listed = ", ".join(f"{n} {state}" for n, state in counts if n)
    return Check("Something unusual", SHORT, f"{listed}; see below")


def sign(name: str, found: Finding, taken: Decision | None, zone: tzinfo) -> Sign:
    """What a detector saw, with everything that somebody needs who decides on it."""
    level = HOLD if found.level == HOLD else "note"
    state, told, number = OPEN, "", 0
    if taken is not None and level == HOLD:
        state, number = PAID if taken.verdict == PAY else WITHHELD, taken.number
        verb = "Paid" if state == PAID else "Withheld"
        on = wording.day(taken.at.astimezone(zone).date())
        told = f"{verb}, {taken.author}, {on}: {taken.reason}"
    return Sign(
        id=name,
        level=level,
        title=TITLES[name],
        words=_figure(name, found),
        alarm=_alarm(found, level),
        innocent=f"Innocent explanations: {INNOCENT[name]}.",
        after=AFTER_HOLD if level == HOLD else AFTER_NOTE,
        state=state,
        decided=told,
        number=number,
    )


def _figure(name: str, found: Finding) -> str:
    """'74.2 % of 512 nines and tens are tens; noted from 66.1 %, held from 68.4 %.'

    The figure and its limits have the same decimals, as many as tell them apart.
    """
    ends = (("noted", found.note), ("held", found.hold))
    known = [(verb, limit) for verb, limit in ends if isfinite(limit)]
    decimals = _apart(found.figure, [limit for _, limit in known])
    shown = _said(name, found.figure, decimals)
    told = {
        "coverage": f"{shown} of {found.n:,} eligible customers were invited",
        "expected": f"{shown} of {wording.counted(found.n, 'invited customer')} answered",
        "response": f"The share that answers is {shown} of what it was with the same customers",
        "tens": f"{shown} of {found.n:,} nines and tens are tens",
        "hour": f"{shown} of {wording.counted(found.n)} came within one clock hour",
        "source": f"{shown} of {wording.counted(found.n)} came from one device, address or person",
    }[name]
    # A limit is the first figure that is noted itself: "under 89.9 %" would leave it out.
    side = " down" if name in ("coverage", "expected", "response") else ""
    limits = {verb: _said(name, limit, decimals) for verb, limit in known}
    if len(limits) == 2 and len(set(limits.values())) == 1:  # whole answers: there is none between
        limits = {"noted and held": limits["held"]}
    said = ", ".join(f"{verb} from {limit}{side}" for verb, limit in limits.items())
    return f"{told}; {said}." if said else f"{told}."


def _apart(share: float, limits: Sequence[float]) -> int:
    """Decimals of a percentage, one beside a limit, more where both would read the same."""
    if not limits:
        return 0
    tried = (d for d in (1, 2, 3) if all(_told_apart(share, limit, d) for limit in limits))
    return next(tried, 3)


def _told_apart(share: float, limit: float, decimals: int) -> bool:
    """Do two shares read differently as percentages? Those that are equal need not."""
    return share == limit or f"{100 * share:.{decimals}f}" != f"{100 * limit:.{decimals}f}"


def _divided(part: float, whole: float) -> tuple[str, str]:
    """Two shares in words, with decimals where their quotient would not come out as it is told."""
    wanted = f"{100 * part / whole:.0f}" if whole else ""
    for decimals in (0, 1, 2):
        a, b = (round(100 * share, decimals) for share in (part, whole))
        if b and f"{100 * a / b:.0f}" == wanted:
            return f"{a:.{decimals}f} %", f"{b:.{decimals}f} %"
    return wording.share(part), wording.share(whole)


def _beside(share: float, needed: float) -> str:
    """A share in words; with decimals where it would read as the needed one, which it is not."""
    if _told_apart(share, needed, 0):
        return wording.share(share)
    return f"{100 * share:.{_apart(share, [needed])}f} %"


def _said(name: str, value: float, decimals: int = 0) -> str:
    if name == "hour":
        return f"{value:.0f}"
    return f"{100 * value:.{decimals}f} %"


def _alarm(found: Finding, level: str) -> str:
    rare, often = "less than once in 10,000 times", f"{1000 * found.p:.1f} times in 1,000"
    told = f"Chance alone does this {rare if found.p < 1e-4 else often}."
    if isfinite(found.false_alarm) and found.false_alarm > 0:
        told += f" It holds an innocent team of this size {_often(found.false_alarm)}."
    return told


def _often(chance: float) -> str:
    if chance < 1e-4:
        return "less than once in 10,000 times"
    return f"{10_000 * chance:.0f} times in 10,000"
