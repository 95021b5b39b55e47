"""The tables behind the scorecard's pictures."""

from __future__ import annotations

from collections.abc import Callable

from cxdata.reports.scorecard import Scorecard
from pages.ui.about import FIGURE, Table, above, cells


def promise(card: Scorecard) -> str:
    """What the company promises, which the score is to be held against."""
    return f"What {card.company} promises: {card.promise}" if card.promise else ""


def score_table(card: Scorecard) -> Callable[[], Table]:
    """This period, the previous one, and the target."""

    def rows() -> Table:
        target = card.target.value if card.target else None
        return Table(
            "score",
            ("period", *FIGURE, "target"),
            (
                (card.period, *cells(card.headline), target),
                (card.previous_period, *cells(card.previous), None),
            ),
            above(card.header),
        )

    return rows


def bridge_table(card: Scorecard) -> Callable[[], Table]:
    """The steps of the bridge."""
    return lambda: Table(
        "what-moved-it",
        ("cause", "points", "low", "high", "may be chance"),
        tuple((s.name, s.value, s.low, s.high, s.chance) for s in card.waterfall.steps),
        above(card.header),
    )


def journey_table(card: Scorecard) -> Callable[[], Table]:
    """A row a stage."""
    return lambda: Table(
        "journey",
        ("stage", "measure", *FIGURE, "target", "change", "owners"),
        tuple(
            (
                stage.name,
                stage.label,
                *cells(stage.figure),
                stage.target.value if stage.target else None,
                stage.change.words,
                ", ".join(stage.owners),
            )
            for stage in card.stages
        ),
        above(card.header),
    )


def departments_table(card: Scorecard) -> Callable[[], Table]:
    """A row a department."""
    return lambda: Table(
        "departments",
        ("department", *FIGURE, "change", "against the company"),
        tuple((d.name, *cells(d.figure), d.change.words, d.relation) for d in card.departments),
        above(card.header),
    )


def heard_table(card: Scorecard) -> Callable[[], Table]:
    """Who was asked and who answered, a row a segment."""
    parts = (card.heard.whole, *card.heard.segments)
    return lambda: Table(
        "who-is-heard",
        ("customers", "eligible", "invited", "answered", "response", "coverage"),
        tuple((p.name, p.eligible, p.invited, p.answered, p.response, p.coverage) for p in parts),
        above(card.header),
    )
