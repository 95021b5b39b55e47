"""Names in what everyone will read: what is known is refused, the rest a person has to look at."""

from __future__ import annotations

import zlib

import streamlit as st

from cxdata.flows import naming
from cxdata.reports.presentation import Slide, Way
from pages.ui import cards, data

READ = (
    "You approve it, so you read it: look for names in the sentence and in the customer's words, "
    "also where a sentence begins."
)
TICK = "I read every word: it names nobody, no team and no date"


def read(slide: Slide, token: str) -> bool:
    """Whether a person says that nobody is named in a way's slide, as its words are now."""
    company, texts = data.organisation(), _written(slide)
    if named := naming.told("\n".join(texts), company):
        held = ", ".join(f"“{one}”" for one in named)
        cards.notice(
            f"This names a team, a month or a date: {held}. Take it out, or show other words."
        )
        return False
    cards.facts(READ)
    if asked := naming.asked(texts, company):
        cards.notice(" ".join(f"Is “{one}” somebody's name?" for one in asked))
    if traces := naming.traced(texts):
        cards.notice(" ".join(f"Does “{one}” tell when, or whose it was?" for one in traces))
    # By the words themselves: whoever changes them has to read them again.
    key = f"read_{token}_{zlib.crc32(chr(10).join(texts).encode()):08x}"
    return bool(st.checkbox(TICK, key=key))


def _written(slide: Slide) -> tuple[str, ...]:
    ways = (picture for picture in slide.pictures if isinstance(picture, Way))
    return (slide.sentence, *(step.words for way in ways for step in way.steps if step.words))
