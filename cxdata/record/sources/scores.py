"""What a column would yield by the counting rule, from its distinct cells: previews, candidates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from cxdata.catalog import METRICS
from cxdata.record.classify import trimmed, verdict
from cxdata.record.reading import Question


@dataclass(frozen=True)
class Tally:
    """What a column would yield.

    histogram  stored score -> accepted cells
    rejected   reason -> cells; values: rejected value -> cells
    """

    histogram: dict[int, int]
    missing: int = 0
    rejected: dict[str, int] = field(default_factory=dict)
    values: dict[str, int] = field(default_factory=dict)

    @property
    def accepted(self) -> int:
        """Cells that count."""
        return sum(self.histogram.values())

    @property
    def refused(self) -> int:
        """Cells that are neither accepted nor missing."""
        return sum(self.rejected.values())


def tally(cells: Mapping[str, int], question: Question) -> Tally:
    """Count a column's distinct cells (cell -> how often)."""
    histogram: Counter[int] = Counter()
    rejected: Counter[str] = Counter()
    values: Counter[str] = Counter()
    missing = 0
    words = {trimmed(word).casefold(): number for word, number in question.labels.items()}
    for cell, often in cells.items():
        found = verdict(cell, question.scale, words, question.divide)
        if found.score is not None:
            histogram[found.score] += often
        elif found.missing:
            missing += often
        else:
            rejected[found.reason] += often
            values[trimmed(cell)] += often
    return Tally(dict(histogram), missing, dict(rejected), dict(values))


def value(histogram: Mapping[int, int], metric: str) -> float | None:
    """NPS in points, CSAT and CES as share of favourable answers in %; None: nobody answered."""
    n = sum(histogram.values())
    if n == 0:
        return None
    known = METRICS[metric]
    high = sum(often for one, often in histogram.items() if one >= known.top)
    low = sum(often for one, often in histogram.items() if one <= known.bottom)
    return 100 * ((high - low) if known.unit == "points" else high) / n


def mean(histogram: Mapping[int, int]) -> float | None:
    """Mean score; None where nobody answered."""
    n = sum(histogram.values())
    return sum(one * often for one, often in histogram.items()) / n if n else None
