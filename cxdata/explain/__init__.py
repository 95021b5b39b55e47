"""A page a metric: what it asks, in short, its formula, a worked example, when not to trust it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

HEADINGS = ("Question", "In short", "Formula", "Worked example", "When not to trust it")
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Explanation:
    """One page.

    title  the metric's name; short  one sentence that a loading dock understands
    body   the page as Markdown, without its title: an `## ` heading each of HEADINGS
    """

    title: str
    short: str
    body: str


def names() -> tuple[str, ...]:
    """Names of all pages, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.md")))


@cache
def page(name: str) -> Explanation:
    """The page of a metric.

    raises  KeyError where there is none; the message lists those that exist
    """
    if name not in names():
        raise KeyError(f"no page explains '{name}'; there are: {', '.join(names())}")
    title, _, body = (_FOLDER / f"{name}.md").read_text("utf-8").partition("\n")
    short = body.partition("## In short\n")[2].partition("\n## ")[0].strip()
    # A worked example is shown as plain code: the fence's word is for the test that recomputes it.
    return Explanation(title.removeprefix("# "), short, body.replace("```example", "```").strip())
