"""What moved the score since the period before: experience, customer mix, who answered?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cxdata.metrics import bridge
from cxdata.metrics.scores import Z95
from cxdata.reports import wording
from cxdata.reports.hidden import Ints
from cxdata.reports.scoring import Tally, split

Floats = NDArray[np.float64]
MAY_BE_CHANCE = "may be chance"
NOTHING = 0.05  # points: shown as 0.0
NO_WEIGHTS = "Who answered is part of the customer mix here: no invitations tell the two apart."
WEIGHTED = (
    "Both periods are weighted to their own customers: customer mix is who the customers were, and "
    "who of them answered moves nothing."
)
CAME = {
    "channel": "more customers came through {}, where we score {}",
    "segment": "more customers are in {}, and they score us {}",
    "region": "more customers are in {}, where we score {}",
    "touchpoint": "more answers are about {}, where we score {}",
}
WENT = {
    "channel": "fewer customers came through {}, where we score {}",
    "segment": "fewer customers are in {}, and they score us {}",
    "region": "fewer customers are in {}, where we score {}",
    "touchpoint": "fewer answers are about {}, where we score {}",
}


@dataclass(frozen=True)
class Step:
    """One cause in the bridge from the previous score to this one.

    id      'experience', 'mix', 'answering' (who answered)
    name    'Experience', 'Customer mix', 'Who answered'
    value, low, high  points; low and high are None where no standard error is known
    chance  True where it cannot be told from zero (draw it dashed)
    note    'may be chance', 'more App (channel)', …; '' where there is nothing to say
    reason  the same as a clause: 'more customers came through the channel App, …'
    """

    id: str
    name: str
    value: float
    low: float | None
    high: float | None
    chance: bool
    note: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Waterfall:
    """What moved the score: before, causes, after; before + steps = after to the last digit.

    before, after  scores in points; None (and no steps) where there is nothing to bridge
    dimension      'channel', 'segment', 'region' or 'touchpoint': what the mix is of; '' for none
    factors        3 where invitations tell who was eligible, 2 where they don't
    words          why this dimension and this many factors, or why there is no bridge
    weighted       whether its scores are weighted to the customers
    """

    before: float | None
    after: float | None
    before_label: str
    after_label: str
    steps: tuple[Step, ...]
    dimension: str
    factors: int
    words: str
    weighted: bool = False


@dataclass(frozen=True)
class Members:
    """A dimension's members in two periods: what a bridge is built of.

    names      of the rows; those too small to show are pooled in the last
    counts     histograms of the period before and of this one, shape (rows, 11) each
    eligible   customers who could have answered, before and now, shape (rows,); None where unknown
    shares     of each row, before and now, where answers are weighted; counts then hold what each
               row's answers are worth. drawn how many answers the shares come from, None where
               they are the customers'; given the answers by score that there were
    """

    dimension: str
    names: tuple[str, ...]
    counts: tuple[Tally, Tally]
    eligible: tuple[Ints, Ints] | None = None
    shares: tuple[Floats, Floats] | None = None
    drawn: tuple[float, float] | None = None
    given: tuple[Ints, Ints] | None = None

    @property
    def splits(self) -> tuple[Ints, Ints]:
        """Promoters, passives, detractors of each row in both periods, shape (rows, 3)."""
        before, now = (np.stack(split("nps", part), axis=-1) for part in self.counts)
        return before, now

    @property
    def two_factor(self) -> bridge.Bridge:
        """Mix and rate of every row."""
        return bridge.two_factor(*self.splits, self.shares, self.drawn)

    @property
    def three_factor(self) -> bridge.Factors | None:
        """Customer mix, who answered, experience; None where invitations don't carry it."""
        if self.eligible is None:
            return None
        answered = [part.sum(axis=1) for part in self.counts]
        if any((n > size).any() for n, size in zip(answered, self.eligible, strict=True)):
            return None
        return bridge.three_factor_counts(*self.eligible, *self.splits)


def refused(words: str, labels: tuple[str, str]) -> Waterfall:
    """No bridge, and why."""
    return Waterfall(None, None, *labels, (), "", 2, words)


def waterfall(candidates: Sequence[Members], labels: tuple[str, str]) -> Waterfall:
    """The bridge over the dimension whose mix moved the score most clearly.

    candidates  one for each dimension that can be told apart; several rows each
    labels      of the period before and of this one
    """
    found = [(members, members.two_factor) for members in candidates]
    strength = [abs(b.total_mix) / b.mix_se if b.mix_se > 0 else 0.0 for _, b in found]
    members, two = found[int(np.argmax(strength))]
    reach = Z95 if len(candidates) == 1 else _bonferroni(len(candidates))
    three = members.three_factor
    if three is not None:
        return _three(members, three, two, labels, len(candidates))
    moved, pull = two.weight1 - two.weight0, two.mix
    note, reason = _who(members, moved, pull, two.total_mix)
    steps = (
        _step("experience", "Experience", two.total_rate, two.total_se, Z95),
        _step("mix", "Customer mix", two.total_mix, two.mix_se, reach, note, reason),
    )
    who = NO_WEIGHTS if members.shares is None else WEIGHTED
    words = f"{_words(members.dimension, len(candidates))} {who}"
    return Waterfall(two.before, two.after, *labels, steps, members.dimension, 2, words,
                     members.shares is not None)  # fmt: skip


def _three(
    members: Members,
    found: bridge.Factors,
    two: bridge.Bridge,
    labels: tuple[str, str],
    candidates: int,
) -> Waterfall:
    assert members.eligible is not None
    before, now = (size / size.sum() for size in members.eligible)
    with np.errstate(divide="ignore", invalid="ignore"):
        pull = np.nan_to_num(two.mix / (two.weight1 - two.weight0)) * (now - before)
        # The customers are counted, not drawn: only their scores make the mix uncertain.
        error = np.nan_to_num(two.rate_se / (two.weight0 + two.weight1))
    mix_se = float(np.sqrt((((now - before) * error) ** 2).sum()))
    note, reason = _who(members, now - before, pull, found.customer_mix)
    took = "added" if found.who_answered > 0 else "took off"
    answering = f"who answered {took} {wording.plain(found.who_answered, 1)}"
    answering_se = found.who_answered_se
    steps = (
        _step("experience", "Experience", found.experience, found.experience_se, Z95),
        _step("mix", "Customer mix", found.customer_mix, mix_se, Z95, note, reason),
        _step("answering", "Who answered", found.who_answered, answering_se, Z95, "", answering),
    )
    words = _words(members.dimension, candidates) + (
        " “Customer mix” is who the customers were, “Who answered” which of them answered: "
        "invitations tell the two apart."
    )
    return Waterfall(found.before, found.after, *labels, steps, members.dimension, 3, words)


def _step(
    id_: str, name: str, value: float, se: float, reach: float, note: str = "", reason: str = ""
) -> Step:
    if not np.isfinite(se):
        return Step(id_, name, value, None, None, False, note, reason)
    chance = abs(value) <= reach * se
    words = "" if abs(value) < NOTHING else MAY_BE_CHANCE if chance else note
    return Step(id_, name, value, value - Z95 * se, value + Z95 * se, chance, words, reason)


def _who(members: Members, moved: Floats, pull: Floats, total: float) -> tuple[str, str]:
    """The member that the mix is mostly about: rather one that grew than one that shrank."""
    with_it = np.where(np.sign(pull) == np.sign(total), np.abs(pull), 0.0)
    if not with_it.any():
        return "", ""
    grew = np.where(moved > 0, with_it, 0.0)
    # A shrinking member is named only where it carries twice as much as any that grew.
    row = int(np.argmax(grew if grew.max() * 2 >= with_it.max() else with_it))
    name, more = members.names[row], bool(moved[row] > 0)
    lower = (pull[row] < 0) == more
    clause = (CAME if more else WENT)[members.dimension]
    note = f"{'more' if more else 'fewer'} {name} ({members.dimension})"
    return note, clause.format(named(members.dimension, name), "lower" if lower else "higher")


def named(dimension: str, name: str) -> str:
    """'the channel App', 'other channels': a channel and a touchpoint may share a name."""
    if name == "others":
        return f"other {dimension}s"
    return f"a {dimension} {name}" if name == "not given" else f"the {dimension} {name}"


def alone(counts: tuple[Tally, Tally], labels: tuple[str, str]) -> Waterfall:
    """The bridge where nothing tells the answers apart; histograms of both periods, (1, 11)."""
    two = Members("", ("all",), counts).two_factor
    step = _step("experience", "Experience", two.total_rate, two.total_se, Z95)
    words = (
        "Segment, channel and region are not given, or too few answered to take the change apart "
        "by them: all of it counts as experience."
    )
    return Waterfall(two.before, two.after, *labels, (step,), "", 2, words)


def _words(dimension: str, candidates: int) -> str:
    if candidates == 1:
        return f"Taken apart by {dimension}."
    return f"Taken apart by {dimension}, whose mix moved the score most clearly."


def _bonferroni(comparisons: int) -> float:
    """Standard errors that the strongest of several comparisons must reach at 5 % in all."""
    return {2: 2.2414, 3: 2.3940}.get(comparisons, 2.6)
