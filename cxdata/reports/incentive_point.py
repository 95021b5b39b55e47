"""What one more point of a team's own score is worth, in a sentence."""

from __future__ import annotations

from decimal import Decimal

from cxdata.reports.incentive_words import money

# Each of a period that goes on, and of one that is over: nobody earns another point of that.
WORTH = ("One more point is worth {}.", "One more point would have been worth {}.")
ONCE_PAID = "Once it is paid, one more point is worth {}."
NO_SCORE = (
    "There is no own score that may count yet, so the whole company's decides.",
    "There was no own score that may count, so the whole company's decided.",
)
MOST = (
    "That is the most the own score can earn; one more point adds nothing.",
    "That was the most the own score can earn; one more point would have added nothing.",
)
UNDER = (
    "One more point adds nothing yet: the score lies under the threshold.",
    "One more point would have added nothing: the score lay under the threshold.",
)


def words(
    point: Decimal,
    percent: float | None,
    most: float,
    currency: str,
    why: str = "",
    *,
    held: bool = False,
    ended: bool = False,
) -> str:
    """'One more point is worth € 180.'

    percent  what the ramp pays at the score; None where there is no score
    why      why nothing can be paid, whatever the score; ''
    held     does the payment wait?
    ended    the period is over
    """
    if point > 0:
        told = ONCE_PAID if held and not ended else WORTH[ended]
        return told.format(money(point, currency))
    if why:
        return why
    if percent is None:
        return NO_SCORE[ended]
    return (MOST if percent >= most else UNDER)[ended]
