"""A team's chain to the customer: its daily work, the touchpoints it reaches, the score there."""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cxdata.charts.palette import step
from cxdata.charts.shapes import Figure
from cxdata.charts.svg import Mark, Markup, tag
from cxdata.charts.wording import measured

ARROW, MANY = "→", 4
LEGEND = (
    "Left: share of the team's work. Right: NPS, coloured by how far its stage's own measure lies "
    "from target, grey where that may be chance, or no target is set. Assumed: the measure does "
    "not move with the score by more than chance explains, or cannot be held against it."
)


class Daily(Protocol):
    """The measure behind the work: reports.line_of_sight_work.Daily."""

    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def usual(self) -> str: ...
    @property
    def effect(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def how(self) -> str: ...
    @property
    def grade(self) -> str: ...


class Link(Protocol):
    """A piece of work: reports.line_of_sight_chain.Link."""

    @property
    def part(self) -> str: ...
    @property
    def work(self) -> str: ...
    @property
    def weight(self) -> float: ...
    @property
    def through(self) -> Sequence[str]: ...
    @property
    def touchpoints(self) -> Sequence[str]: ...
    @property
    def stages(self) -> Sequence[str]: ...
    @property
    def figure(self) -> Figure: ...
    @property
    def tint(self) -> int: ...
    @property
    def daily(self) -> Daily | None: ...
    @property
    def words(self) -> str: ...


class Chain(Protocol):
    """A team's chain: reports.line_of_sight_chain.Chain."""

    @property
    def links(self) -> Sequence[Link]: ...


PARTS = {"owns": "Owns", "supports": "Supports", "through": "Through other teams"}


def mark(chain: Chain) -> Mark | None:
    """The chain, a row a piece of work; None where a team has no line."""
    if not chain.links:
        return None
    words = in_words(chain)
    rows = (_row(link) for link in chain.links)
    return Mark(tag("div", *rows, class_="cx-chain", role="list"), words)


def in_words(chain: Chain) -> str:
    """Every piece of work in a sentence."""
    return ". ".join(link.words for link in chain.links) + "."


def _row(link: Link) -> Markup:
    weight = tag("div", _share(link.weight), class_="cx-weight")
    work = tag("div", tag("b", link.work or PARTS[link.part]), _daily(link), class_="cx-work")
    steps = tag("div", *_steps(link), class_="cx-steps")
    score = tag("div", *_score(link), class_="cx-reached")
    return tag("div", weight, work, steps, score, _goes(link), class_="cx-link", role="listitem")


def _daily(link: Link) -> Markup:
    """The measure and its figures; where it says nothing about the score, that too."""
    daily = link.daily
    if daily is None:
        return tag("small", "No measure named; assumed")
    if not daily.value and not daily.usual:
        return tag("small", f"{daily.name}: no figures loaded; {daily.how}")
    usual = f", in a usual month {daily.usual}" if daily.usual != daily.value else ", as usual"
    doubt = "" if daily.effect else f" · {daily.how}"
    return tag("small", f"{daily.name}: {daily.value or 'no figure'}{usual}{doubt}")


def _steps(link: Link) -> list[Markup]:
    """Through whom, at which touchpoints, in which stages."""
    if not link.touchpoints:
        return [tag("span", f"{ARROW} leads nowhere", class_="cx-quiet")]
    kinds = ("cx-quiet", "", "cx-quiet")
    names = (link.through, link.touchpoints, link.stages)
    return [
        tag("span", f"{ARROW} {_several(told)}", class_=kind or None)
        for told, kind in zip(names, kinds, strict=True)
        if told
    ]


def _score(link: Link) -> list[Markup]:
    figure = link.figure
    known = figure.value is not None and figure.low is not None and figure.high is not None
    if not known:
        return [tag("small", figure.note or "no score")]
    half = ((figure.high or 0) - (figure.low or 0)) / 2
    chip = tag("b", figure.text, class_=f"cx-chip cx-t{step(link.tint)}", title=measured(figure))
    return [chip, tag("small", f"±{half:.0f} · n {figure.n:,}")]


def _goes(link: Link) -> Markup | None:
    """How the measure moves with the score, where that is more than chance."""
    if link.daily is None or not link.daily.effect:
        return None
    words = f"{link.daily.words[:1].upper()}{link.daily.words[1:]} ({link.daily.how})."
    return tag("p", words, class_="cx-goes")


def _share(weight: float) -> str:
    return "under 1 %" if 0 < weight < 0.005 else f"{100 * weight:.0f} %"


def _several(names: Sequence[str]) -> str:
    if len(names) <= MANY:
        return ", ".join(names)
    return f"{', '.join(names[: MANY - 1])} and {len(names) - MANY + 1} more"
