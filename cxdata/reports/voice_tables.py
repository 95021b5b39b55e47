"""The voice page's pictures as tidy tables."""

from __future__ import annotations

import pandas as pd

from cxdata.reports.tables import FIGURE, cells
from cxdata.reports.tables_shares import percent
from cxdata.reports.themes import Table
from cxdata.reports.voice import Contrasted, Voices


def comments(found: Voices) -> pd.DataFrame:
    """A row a comment."""
    columns = ("date", "metric", "score", "standing", "touchpoint", "team", "comment")
    rows = [
        (r.day.isoformat(), r.metric, r.score, r.standing, r.touchpoint, r.team, r.text)
        for r in found.rows
    ]
    return pd.DataFrame(rows, columns=list(columns), dtype=object)


def terms(found: Contrasted) -> pd.DataFrame:
    """A row a word or phrase that stands out."""
    sides = (("unhappy", found.unhappy), ("happy", found.happy))
    rows = [(t.words, side, t.unhappy, t.happy, t.z) for side, held in sides for t in held]
    columns = ["word or phrase", "said more by", "unhappy comments", "happy comments", "z"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def themes(found: Table) -> pd.DataFrame:
    """A row a theme; share of the comments in %."""
    columns = ["theme", "words", "comments", "share", *FIGURE, "change"]
    rows = [
        (r.name, ", ".join(r.words), r.comments, percent(r.share), *cells(r.figure), r.change.words)
        for r in found.rows
    ]
    return pd.DataFrame(rows, columns=columns, dtype=object)
