"""Terms with what they mean, in columns; each can be pressed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cxdata.charts.svg import Mark, tag


class Term(Protocol):
    """A word: explain.glossary.Term."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def means(self) -> str: ...  # noqa: D102


def mark(terms: Sequence[Term]) -> Mark:
    """The terms as given."""
    entries = (
        tag("div", tag("button", one.name, type="button", data_pick=one.id),
            tag("p", one.means), class_="cx-term", role="listitem")
        for one in terms
    )  # fmt: skip
    words = " ".join(f"{one.name}: {one.means}" for one in terms)
    return Mark(tag("div", *entries, class_="cx-terms", role="list"), words)
