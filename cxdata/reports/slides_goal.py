"""The shared goals on a slide, and what each department can do for them on the next."""

from __future__ import annotations

from cxdata.organisation import Line, Organisation
from cxdata.reports import objectives_words, wording
from cxdata.reports.objectives import Aim, Objectives
from cxdata.reports.presentation import Goal, Goals, Slide, Table
from cxdata.reports.scorecard import Scorecard
from cxdata.reports.slides_score import flat

GOAL = "What do we want to reach together?"
PART = "What can each of us do?"
MOST = 4  # goals on a slide


def goal(
    organisation: Organisation, found: Objectives, card: Scorecard
) -> tuple[Slide | None, str]:
    """Every objective: where it began, where it stands, where it should be and by when."""
    if not found.aims:
        return None, objectives_words.NONE
    measures = {one.name: one.measure for one in organisation.objectives}
    shown = tuple(_goal(organisation, aim, measures.get(aim.name, "")) for aim in found.aims[:MOST])
    more = len(found.aims) - len(shown)
    sentence = flat(found.verdict) + (f" {more} more on the page Objectives." if more else "")
    words = " ".join(
        f"{one.name}: from {one.start} to {one.aim}, {one.due}; now {one.now}, {one.course}."
        for one in shown
    )
    source = f"Shared objectives, {card.period}"
    return Slide("goal", GOAL, sentence, (Goals(shown),), words, source,
                 objectives_words.DEFINITION), ""  # fmt: skip


def part(organisation: Organisation, card: Scorecard) -> tuple[Slide | None, str]:
    """A line a department: its daily work that reaches the customer, and where."""
    rows = [row for d in organisation.departments if (row := _work(organisation, d.id, d.name))]
    if not rows:
        return None, (
            "No department's daily work is written down: [[line]] in organisation.toml says it."
        )
    words = " ".join(f"{name}: {work} ({place})." for name, work, place in rows)
    table = Table(("Department", "What we can do", "Where the customer notices"), tuple(rows))
    sentence = "Whatever we do all day reaches a customer somewhere: this is where."
    source = "Lines of sight"
    definition = (
        "Each department's line that carries a shared goal, else the one that takes most of its "
        "work."
    )
    return Slide("part", PART, sentence, (table,), words, source, definition), ""


def _goal(organisation: Organisation, aim: Aim, measure: str) -> Goal:
    unit = aim.unit
    named = {d.id: d.name for d in organisation.departments}
    carried: dict[str, str] = {}
    for line in organisation.lines:
        if line.measure == measure and measure and line.work:
            carried.setdefault(_department(organisation, line), line.work)
    return Goal(
        name=aim.name,
        start=objectives_words.valued(aim.start, unit),
        now="–" if aim.value is None else objectives_words.valued(aim.value, unit),
        aim=objectives_words.valued(aim.goal, unit),
        due=f"by {wording.day(aim.by)}",
        sponsor=aim.sponsor,
        course=aim.standing,
        share=None if aim.value is None else _share(aim, aim.value),
        parts=tuple((named[id_], work) for id_, work in carried.items() if id_ in named),
        path=_share(aim, aim.path),
    )


def _share(aim: Aim, value: float) -> float:
    """How much of the way from start to goal a value has gone, kept within 0..1."""
    return min(1.0, max(0.0, (value - aim.start) / (aim.goal - aim.start)))


def _work(organisation: Organisation, department: str, name: str) -> tuple[str, str, str] | None:
    """The line that carries a shared goal, else the one with most work behind it."""
    goals = {one.measure for one in organisation.objectives}
    heads = {team.id: max(team.heads, 1) for team in organisation.teams}
    held = [
        line for line in organisation.lines
        if line.work and _department(organisation, line) == department
    ]  # fmt: skip
    if not held:
        return None
    best = max(held, key=lambda ln: (ln.measure in goals and bool(ln.measure),
                                     ln.weight * heads.get(ln.team, 1)))  # fmt: skip
    places = {t.id: t.name for t in organisation.touchpoints}
    teams = {t.id: t.name for t in organisation.teams}
    where = places.get(best.touchpoint) or f"through {teams.get(best.serves, 'another team')}"
    return name, best.work, where


def _department(organisation: Organisation, line: Line) -> str:
    return next((t.department for t in organisation.teams if t.id == line.team), "")
