"""Five questions about the score, asked with the company's own figures where it has them."""

from __future__ import annotations

from dataclasses import dataclass

from cxdata.reports import wording
from cxdata.reports.hundred import adds_up, hundred
from cxdata.reports.learning import EXAMPLE, Learning, alike
from cxdata.reports.learning_trials import tried

FEW = 10  # answers of the small shop in the third question
LEAST = 3  # answers to choose from, else the question is asked with the example's figures


@dataclass(frozen=True)
class Question:
    """A question with one right answer; why is said once somebody has answered."""

    id: str
    ask: str
    options: tuple[str, ...]
    right: int
    why: str


def quiz(found: Learning) -> tuple[Question, ...]:
    """The questions."""
    return (_sum(found), _eight(found), _few(found), _moved(found), _asked())


def _sum(found: Learning) -> Question:
    own = found.own and len(_sums(found.counts)) >= LEAST and adds_up(hundred(found.counts))
    counts = found.counts if own else EXAMPLE
    p, s, d, score = hundred(counts)
    whose = "of our customers who answered" if own else "customers who answered"
    options = _sums(counts)
    return Question(
        "sum",
        f"Of every hundred {whose}, {p} gave a 9 or 10, {s} a 7 or 8, and {d} a 0 to 6. What is "
        "the score?",
        options,
        options.index(score),
        f"Happy ones minus unhappy ones: {p} − {d} = {score}. The {s} in between are counted among "
        "the hundred, and on neither side.",
    )


def _sums(counts: tuple[int, int, int]) -> tuple[str, ...]:
    """The score and the usual ways to get it wrong, the smallest first."""
    p, s, d, score = hundred(counts)
    decimals = len(p.partition(".")[2])
    happy, between, unhappy = (float(part) for part in (p, s, d))
    wrong = (happy, happy + between, happy + between - unhappy)
    found = {score, *(wording.signed(one, decimals) for one in wrong)}
    return tuple(sorted(found, key=lambda one: float(one.replace("−", "-"))))


def _eight(found: Learning) -> Question:
    known = f" {found.leaving}" if found.left else ""
    none = found.own and found.counts[0] == found.counts[2]  # 0 shared by one more is still 0
    ours = " Ours is exactly 0, and stays there." if none else ""
    return Question(
        "eight",
        "A customer gives us an 8. What does that do to the score?",
        ("It lifts it a little", "It pulls it towards 0 a little", "Nothing at all"),
        2 if none else 1,
        "An 8 stands on neither side, and still is one more answer to share by: a score above 0 "
        f"comes down a touch, one below 0 comes up.{ours}{known}",
    )


def _few(found: Learning) -> Question:
    counts = alike(found.counts, FEW)
    one = tried(counts)
    low, high = (wording.signed(end) for end in (one.low or 0.0, one.high or 0.0))
    return Question(
        "few",
        f"A new shop has {FEW} answers: {counts[0]} happy, {counts[1]} in between, {counts[2]} "
        f"unhappy. Its score is {one.text}. How sure is that?",
        (f"It may be anything from {low} to {high}", "Quite sure: the sum is right",
         "Sure to a point or two"),
        0,
        f"The sum is right for these {FEW} customers. All customers like them may well lie from "
        f"{low} to {high}. That is why the range and the number of answers always stand beside it.",
    )  # fmt: skip


def _moved(found: Learning) -> Question:
    change = found.change
    options = ("Customers are happier", "Customers are less happy",
               "Nothing that can be told from chance")  # fmt: skip
    if change.value is None or found.figure.value is None:
        made = tried(EXAMPLE)
        return Question(
            "moved",
            f"Last quarter the score was {made.text}, this quarter it is +34, from 100 answers "
            "each. What happened?",
            options,
            2,
            "From 100 answers a quarter, moves of that size come and go by themselves. Up or down "
            "is said only where chance alone would hardly ever do it.",
        )
    right = {"up": 0, "down": 1}.get(change.verdict, 2)
    value, ends = wording.signed(change.value, 1), (change.low or 0.0, change.high or 0.0)
    size = wording.ranged(value, change.value, *ends, 1)
    told = "that is more than chance explains." if right < 2 else "0 lies within that range."
    return Question(
        "moved",
        f"Our score was {found.previous.text} in {found.previous_period} and is "
        f"{found.figure.text} in {found.period}, from {wording.counted(found.previous.n or 0)} "
        f"and {wording.counted(found.figure.n or 0)}. What happened?",
        options,
        right,
        f"The difference is {size} points: {told} Up or down is said only where chance alone "
        "would hardly ever do it.",
    )


def _asked() -> Question:
    return Question(
        "asked",
        "A customer holds the survey and asks: “What shall I give you?” What do we say?",
        ("“A nine or a ten would help us”", "“Only answer if you were happy”",
         "“Whatever you really think”"),
        2,
        "A mark that was asked for tells us nothing, and hides from us what went wrong. We want "
        "the customer's word, not the number.",
    )  # fmt: skip
