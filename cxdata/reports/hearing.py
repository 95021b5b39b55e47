"""Who is heard, and what would the score be if everybody was?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cxdata.metrics import compare, disclosure, scores, weights
from cxdata.reports import board, margins, scoring, wording
from cxdata.reports.figures import Figure
from cxdata.reports.hidden import Ints, Mask
from cxdata.reports.invitations import Invitations
from cxdata.reports.periods import EPOCH
from cxdata.reports.scoring import split
from cxdata.reports.wide import Wide
from cxdata.scope import View, months_between


@dataclass(frozen=True)
class HeardPart:
    """How well one part of the customers is heard.

    eligible, invited, answered  customers; None where hidden or unknown
    response, coverage  shares 0..1 of answered/invited and invited/eligible; None where unknown
    quiet     its response is lower than the others' by more than chance (Benjamini-Hochberg)
    """

    name: str
    eligible: int | None
    invited: int | None
    answered: int | None
    response: float | None
    coverage: float | None
    quiet: bool = False


@dataclass(frozen=True)
class Heard:
    """Who is heard, and what the score would be if everybody was.

    whole      all customers; shares are None where no invitations were imported
    segments   a row each; empty where unknown
    weighted   the score weighted to all customers; None where it cannot be
    bias       the largest possible non-response bias, points; None where unknown
    words      'Heard from: 31 % of those asked, but only 9 % of “Business”. 98 % of all …'
    """

    whole: HeardPart
    segments: tuple[HeardPart, ...]
    weighted: Figure | None
    bias: float | None
    words: str


def heard(
    asked: Invitations,
    wide: Wide | None,
    view: View,
    minimum: int,
    may: bool = True,
    weighted: Figure | None = None,
) -> Heard:
    """Response and coverage of a period.

    asked   invitations of the period, of the kind and parts looked at
    wide    the answers; None where the score isn't the relational one
    weighted  the score weighted to the customers (reports/weighting.py), where it can be
    may     whether the score itself may be shown: who answered is hidden with it
    """
    total = asked.counts.sum(axis=0)
    if not may:
        nothing = _part(f"All {_customers(view)}", total, False)
        return Heard(nothing, (), None, None, "Too few answers to tell who is heard.")
    whole = _part(f"All {_customers(view)}", total, not _small(total, minimum))
    if total[1] == 0:
        return Heard(whole, (), None, None, _unknown(view))
    names = [name for name in asked.used("segment") if name]
    table = asked.by("segment", names)
    shown = np.ones(len(names), dtype=bool)
    if wide is not None:  # a segment's answers are hidden where its score would be
        shown = board.relational_by(wide, "segment", names, minimum).may(view)
    segments = _rows(names, table, shown, minimum)
    spread = None if wide is None else _spread(wide, view, minimum)
    bias = None
    if spread is not None and len(names) > 1 and table[:, 0].min(initial=1) > 0:
        bias = float(
            weights.largest_bias(np.minimum(table[:, 2], table[:, 0]), table[:, 0], spread)
        )
    return Heard(whole, segments, weighted, bias, _words(whole, segments, weighted, view))


def _small(counts: Ints, minimum: int) -> Mask:
    return np.asarray(((counts > 0) & (counts < minimum)).any(axis=-1))


def _part(name: str, counts: Ints, may: bool, quiet: bool = False) -> HeardPart:
    eligible, invited, answered = (int(n) for n in counts)
    if not may or not (eligible or invited or answered):
        return HeardPart(name, None, None, None, None, None)
    response = answered / invited if invited >= max(answered, 1) else None
    coverage = invited / eligible if eligible >= max(invited, 1) else None
    return HeardPart(name, eligible, invited, answered, response, coverage, quiet)


def _unknown(view: View) -> str:
    what = "invitations of what is chosen above" if margins.filters(view) else "invitations"
    return f"Who was asked is not known: there are no {what}."


def _rows(names: Sequence[str], table: Ints, shown: Mask, minimum: int) -> tuple[HeardPart, ...]:
    hidden = ~shown
    for column in range(table.shape[1]):
        hidden |= disclosure.suppress(table[:, column], minimum)
    invited, answered = table[:, 1], np.minimum(table[:, 2], table[:, 1])
    rest = (answered.sum() - answered, invited.sum() - invited)
    against = compare.share_difference((answered, invited), rest)
    quiet = scoring.standing(np.asarray(against.p)) & (np.asarray(against.high) < 0)
    return tuple(
        _part(name, table[i], not hidden[i], bool(quiet[i])) for i, name in enumerate(names)
    )


def _spread(wide: Wide, view: View, minimum: int) -> float | None:
    """The variance of one answer; None where too few answered."""
    mix = wide.mix.between(*(months_between(EPOCH, end) for end in (view.since, view.until)))
    for dimension, members in wide.filters.items():
        mix = mix.where(**{dimension: members})
    total = mix.counts.sum(axis=0)
    return None if total.sum() < minimum else float(scores.variance(*split("nps", total)))


def _customers(view: View) -> str:
    return "of them" if margins.filters(view) else "customers"


def _words(
    whole: HeardPart, segments: Sequence[HeardPart], weighted: Figure | None, view: View
) -> str:
    if whole.response is None:
        return _unknown(view)
    customers = _customers(view)
    told = [f"Heard from: {wording.share(whole.response)} of those asked"]
    quiet = [s for s in segments if s.quiet and s.response is not None]
    if quiet:
        least = min(quiet, key=lambda s: s.response or 0.0)
        told.append(f", but only {wording.share(least.response or 0.0)} of “{least.name}”")
    words = "".join(told) + "."
    if whole.coverage is not None:
        words += f" {wording.share(whole.coverage)} of all {customers} were asked."
    if weighted is not None:
        words += f" Weighted to all {customers} the score is {weighted.text}."
    return words
