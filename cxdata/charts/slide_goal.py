"""The shared goals on a slide, each as a way from start to aim; and what each department can do."""

from __future__ import annotations

from cxdata.charts import slide_shapes as shapes
from cxdata.charts.slide import placed
from cxdata.charts.svg import Mark, Markup, tag

COLOURS = {"reached": "p3", "on course": "p3", "behind": "m3"}
WAY = "where we should be by now"
SHORT = 8  # characters of a figure up to which it is set large
LARGE, MIDDLE, MOST = 8, 11, 13  # rows of a table up to which a size holds, and that are shown


def goals(found: shapes.Goals) -> Mark:
    """A row a goal: its name, where it stands on its way, by when."""
    first = next((i for i, one in enumerate(found.goals) if one.path is not None), None)
    rows = [_goal(one, i == first) for i, one in enumerate(found.goals)]
    said = " ".join(f"{g.name}: {g.now} of {g.aim}, {g.course}{_off(g)}." for g in found.goals)
    return Mark(tag("div", *rows, class_="cx-goals"), said)


def table(found: shapes.Table) -> Mark:
    """Plain rows; so many that they can be read from the back, and how many are left out."""
    rows = [
        tag("tr", *(tag("th" if i == 0 else "td", tag("div", cell)) for i, cell in enumerate(row)))
        for row in found.rows[:MOST]
    ]
    count = len(rows)
    size = "large" if count <= LARGE else "middle" if count <= MIDDLE else "small"
    head = tag("thead", tag("tr", *(tag("th", name) for name in found.columns)))
    more = len(found.rows) - count
    rest = tag("p", f"and {more} more", class_="cx-more") if more > 0 else None
    held = tag("table", head, tag("tbody", *rows), class_=f"cx-table cx-{size}")
    said = " ".join(": ".join(row[:2]) + "." for row in found.rows)
    return Mark(tag("div", held, rest, class_="cx-table-host"), said)


def _inside(share: float) -> float:
    """Where the words over a tick are centred, so that they stay over the track."""
    return 100 * min(max(share, 0.28), 0.72)


def _off(one: shapes.Goal) -> str:
    """Said of a figure that lies before the start: its dot stands at the track's very end."""
    return ", further off than at the start" if _is_before(one) else ""


def _is_before(one: shapes.Goal) -> bool:
    """A share is kept within the way, so that a figure beyond it is told by what is written."""
    return one.share is not None and one.share <= 0 and one.now != one.start


def _goal(one: shapes.Goal, explained: bool) -> Markup:
    colour = COLOURS.get(one.course, "muted")
    who = " · ".join(part for part in (one.due, one.sponsor) if part)
    return tag(
        "div",
        tag("div", tag("b", one.name), tag("span", who), class_="cx-goal-name"),
        tag("div", *_track(one, colour, explained), class_="cx-goal-track"),
        tag(
            "div",
            tag("b", one.now, class_=None if len(one.now) <= SHORT else "cx-long-figure"),
            tag("span", one.course, style=f"color:var(--cx-{colour})"),
            class_="cx-goal-now",
        ),
        class_="cx-goal-row",
    )


def _track(one: shapes.Goal, colour: str, explained: bool) -> list[Markup]:
    parts = [
        tag("div", class_="cx-track"),
        tag("span", one.start, class_="cx-from"),
        tag("span", one.aim, class_="cx-to"),
    ]
    if one.share is not None:
        done = placed(0, 50, width=100 * one.share)
        parts.append(tag("div", class_="cx-done", style=f"{done};background:var(--cx-{colour})"))
    if one.path is not None:
        parts.append(tag("div", class_="cx-aim", style=placed(100 * one.path, 50)))
        if explained:
            parts.append(tag("span", WAY, class_="cx-should", style=placed(_inside(one.path), 0)))
    if one.share is not None:
        at = f"{placed(100 * one.share, 50)};background:var(--cx-{colour})"
        parts.append(tag("div", class_="cx-here", style=at))
    if _is_before(one):
        parts.append(tag("span", "◀", class_="cx-off", style=f"color:var(--cx-{colour})"))
    return parts
