"""Titles of columns, short enough for a sentence."""

from __future__ import annotations

MARK = "…"
LEAST = 0.5  # of the room: no title is cut further back than so, but inside a word then


def short(words: str, most: int) -> str:
    """The words on one line within so many characters, ended at a word and marked with '…'."""
    flat = " ".join(words.split())
    if len(flat) <= most:
        return flat
    held = flat[: most - len(MARK)]
    whole = held if flat[len(held)] == " " else held.rpartition(" ")[0]
    kept = whole if len(whole) >= LEAST * most else held
    return kept.rstrip(" ,;:-–(") + MARK
