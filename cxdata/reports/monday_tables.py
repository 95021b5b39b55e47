"""The figures of a Monday page as tables."""

from __future__ import annotations

import pandas as pd

from cxdata.reports.figures import Figure
from cxdata.reports.monday import Monday
from cxdata.reports.monday_huddle import Huddle
from cxdata.reports.monday_said import Said

Cell = float | int | str | None


def changes(found: Monday) -> pd.DataFrame:
    """A row for each thing that changed."""
    return pd.DataFrame(
        {
            "change": one.name,
            "now": one.now,
            **_figure(one.figure),
            "before": one.then,
            "score_before": one.before.value,
            "answers_before": one.before.n,
            "difference": one.change.value,
            "difference_low": one.change.low,
            "difference_high": one.change.high,
            "p": one.change.p,
            "verdict": one.words,
        }
        for one in (found.week, found.quarter)
    )


def weeks(found: Monday) -> pd.DataFrame:
    """A row a week, oldest first."""
    return pd.DataFrame(
        {
            "week": point.label,
            **_figure(point.figure),
            "lower_limit": point.lower,
            "upper_limit": point.upper,
            "signal": point.signal,
        }
        for point in found.chart.points
    )


def touchpoints(found: Monday) -> pd.DataFrame:
    """A row a touchpoint, in journey order."""
    return pd.DataFrame(
        {
            "touchpoint": row.name,
            "stage": row.stage,
            "part": row.part,
            "metric": row.metric,
            **_figure(row.figure),
            "change": row.change.value,
            "change_low": row.change.low,
            "change_high": row.change.high,
            "verdict": row.change.words,
            "target": row.target.value if row.target else None,
            "distance": row.target.words if row.target else "",
            "weeks": row.weeks.words,
        }
        for row in found.rows
    )


def measures(found: Monday) -> pd.DataFrame:
    """A row a measure."""
    return pd.DataFrame(
        {
            "measure": one.name,
            "touchpoint": one.about,
            "week": one.label,
            "value": one.value,
            "cases": one.n or None,
            "usual": one.usual,
            "usual_low": one.low,
            "usual_high": one.high,
            "verdict": one.words,
        }
        for one in found.measures
    )


def agenda(found: Huddle) -> pd.DataFrame:
    """A row a point of the agenda."""
    return pd.DataFrame(
        {"point": item.kind, "words": item.words, "reason": item.reason} for item in found.items
    )


def comments(found: Said) -> pd.DataFrame:
    """A row a comment, the best first."""
    return pd.DataFrame(
        {
            "day": one.day.isoformat(),
            "score": one.score,
            "metric": one.metric,
            "touchpoint": one.touchpoint,
            "team": one.team,
            "channel": one.channel,
            "text": one.text,
        }
        for one in found.rows
    )


def _figure(figure: Figure) -> dict[str, Cell]:
    return {
        "score": figure.value,
        "low": figure.low,
        "high": figure.high,
        "answers": figure.n,
        "note": figure.note,
    }
