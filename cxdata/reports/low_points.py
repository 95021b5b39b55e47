"""Lowest score, farthest under target, most of the total: one sentence where they differ."""

from __future__ import annotations

from cxdata.reports import decision, wording
from cxdata.reports.journey import Journey
from cxdata.reports.journey_cells import SIZES
from cxdata.reports.where_to_act import Act, ActReport


def words(found: Journey, acts: ActReport) -> str:
    """Which touchpoint is low in what sense; '' where all name one, or one cannot be told.

    The curve and the slide name the lowest score, the scorecard the stage farthest under its
    target, and `where_to_act` what goes with most of the total: three questions, three answers.
    """
    lowest, most = _lowest(found), _most(acts)
    if lowest is None or most is None:
        return ""
    name, named, score = lowest
    stage = decision.farthest(found.stages)
    if name == most.name and (stage is None or stage.name == most.stage):
        return ""
    told = [f"{named} has the lowest score (NPS {score})"]
    if stage is not None and stage.target is not None:
        told.append(f"{stage.name} is the stage farthest under its target ({stage.target.words})")
    untold = any(act.name == name and act.gain is None for act in acts.drivers)
    told.append(f"most of the total goes with {most.name}")
    if name != most.name and untold:
        told[-1] += f", while what goes with {named} cannot be told from nothing"
    sentence = f"These are different questions: {'; '.join(told)}."
    return f"{sentence}{_headline(found)}"


def _lowest(found: Journey) -> tuple[str, str, str] | None:
    stops = zip(found.curve.stops, found.curve.lines[0].figures, strict=True)
    known = [(figure.value, stop.name, stop.told, figure.text) for stop, figure in stops
             if figure.value is not None]  # fmt: skip
    return min(known)[1:] if known else None


def _most(acts: ActReport) -> Act | None:
    return next((act for act in acts.drivers if act.gain is not None), None)


def _headline(found: Journey) -> str:
    """What the page's answer looks at beside them, where its columns run over time."""
    if found.by not in SIZES or len(found.columns) < 2:
        return ""
    return (
        f" The answer at the top holds each touchpoint against itself over "
        f"{wording.counted(len(found.columns), found.by)}."
    )
