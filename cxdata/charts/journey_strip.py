"""The journey as a strip of stages, each by its own measure."""

from __future__ import annotations

from collections.abc import Sequence

from cxdata.charts import sparkline
from cxdata.charts.palette import step
from cxdata.charts.shapes import Stage
from cxdata.charts.svg import Mark, Markup, tag
from cxdata.charts.wording import counted, listed, measured

ALIKE = "cannot be told apart from the others"
ARROWS = {"up": "▲ ", "down": "▼ "}


def mark(stages: Sequence[Stage]) -> Mark:
    """A card a stage, side by side; under one another where the place is narrow."""
    cards = (_card(stage) for stage in stages)
    style = f"--cx-stages:{max(len(stages), 1)}"
    words = in_words(stages)
    return Mark(tag("div", *cards, class_="cx-journey", style=style, role="list"), words)


def in_words(stages: Sequence[Stage]) -> str:
    """The strip in sentences, a stage each."""
    return " ".join(_sentence(stage) for stage in stages)


def _sentence(stage: Stage) -> str:
    aim = f", {stage.target.words}" if stage.target and stage.figure.value is not None else ""
    worst = f", lowest of its touchpoints at {stage.worst}" if stage.worst else ""
    if stage.lowest:
        worst = f", lowest at {stage.lowest}, which {ALIKE}"
    owners = f"; owned by {listed(list(stage.owners))}" if stage.owners else ""
    shown = measured(stage.figure)
    return f"{stage.number} {stage.name}: {stage.label} {shown}{aim}{worst}{owners}."


def _card(stage: Stage) -> Markup:
    line = sparkline.mark(stage.spark, stage.spark_labels, stage.figure.unit, stage.name)
    band = f"background:var(--cx-{step(stage.tint)})"
    return tag(
        "div",
        tag("div", class_="cx-band", style=band),
        tag("div", f"{stage.number} · {stage.name}", _answers(stage), class_="cx-stage"),
        _score(stage),
        tag("div", line.html if line else None, class_="cx-spark"),
        tag("div", listed(list(stage.owners)) or "no owner yet", class_="cx-owner"),
        tag("div", _standing(stage), class_="cx-standing"),
        _lowest(stage),
        class_="cx-card",
        role="listitem",
    )


def _lowest(stage: Stage) -> Markup | None:
    """The touchpoint that pulls the stage down, or that seems to."""
    if stage.worst:
        return tag("div", f"lowest: {stage.worst}", class_="cx-worst cx-worst-told")
    if stage.lowest:
        return tag("div", f"lowest: {stage.lowest}, ", tag("small", ALIKE), class_="cx-worst")
    return None


def _answers(stage: Stage) -> Markup | None:
    return tag("small", counted(stage.figure.n)) if stage.figure.n else None


def _score(stage: Stage) -> Markup:
    figure = stage.figure
    if figure.value is None or figure.low is None or figure.high is None:
        return tag("div", tag("b", "–"), tag("small", figure.note), class_="cx-score")
    margin = f"{stage.label} ±{(figure.high - figure.low) / 2:.0f}"
    return tag(
        "div",
        tag("b", figure.text),
        tag("small", margin),
        class_="cx-score",
    )


def _standing(stage: Stage) -> str:
    """Against the target, and whether it moved: only what is more than chance gets an arrow."""
    said = []
    if stage.target is not None and stage.figure.value is not None:
        said.append(stage.target.words)
    if stage.change.verdict in ARROWS:
        said.append(f"{ARROWS[stage.change.verdict]}{stage.change.words}")
    return " · ".join(said) or " "
