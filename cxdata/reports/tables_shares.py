"""Shares as every table writes them: in percent."""

from __future__ import annotations


def percent(share: float | None) -> float | None:
    """A share 0..1 in percent; None stays None."""
    return None if share is None else 100 * share
