"""A page a metric: what it asks, in short, how it is counted, an example, when not to trust it.

All of that is in words and figures that a loading dock reads. What only analysts ask for (formulas,
sources, the calls that a test recomputes) stands at the end of the page, to be folded away.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

HEADINGS = (
    "Question", "In short", "How it is counted", "Worked example", "When not to trust it",
    "For analysts",
)  # fmt: skip
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Explanation:
    """One page.

    title  the metric's name; short  one sentence that a loading dock understands
    body   the page for everybody as Markdown, without its title: an `## ` heading each of HEADINGS
           but the last
    analysts  what stands under the last one
    """

    title: str
    short: str
    body: str
    analysts: str


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
    told, _, analysts = body.partition(f"\n## {HEADINGS[-1]}\n")
    # Calls are shown as plain code: the fence's word is for the test that recomputes them.
    plain = analysts.replace("```example", "```").strip()
    return Explanation(title.removeprefix("# "), short, told.strip(), plain)
