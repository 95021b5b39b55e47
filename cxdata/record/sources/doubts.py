"""What looks like a score column and is not, or may be on another scale: asked about, or told."""

from __future__ import annotations

import re
from dataclasses import replace

from cxdata.errors import BadInput, Undecided
from cxdata.record.classify import is_missing, trimmed
from cxdata.record.reading import Question
from cxdata.record.short import short
from cxdata.record.sources.labels import group
from cxdata.record.sources.layout import Layout
from cxdata.record.sources.scores import Tally
from cxdata.record.sources.yields import candidate

_SLIDER_VALUES, _SLIDER_SHARE = 4, 0.3  # distinct numbers 11-100, and their share of the answers


def ask_slider(found: Layout, one: Question, counts: Tally) -> None:
    """Ask where many answers lie between 11 and 100: a stray code 11 or 99 is no slider.

    raises  Undecided with what the column would yield on 0-10 and on 0-100
    """
    if one.scale[1] != 10:
        return
    above = {
        value: often
        for value, often in counts.values.items()
        if re.fullmatch(r"[0-9]{2,3}(\.0*)?", value) and 10 < float(value) <= 100
    }
    filled = counts.accepted + counts.refused
    if len(above) < _SLIDER_VALUES or sum(above.values()) < _SLIDER_SHARE * filled:
        return
    slider = replace(one, scale=(0, 100), divide=10)
    raise Undecided(
        f"'{short(found.columns[one.column].label, 80)}' holds numbers up to "
        f"{max(above, key=float)}: a slider from 0 to 100 (--scale 0-100), or stray numbers on "
        "0-10 (--scale 0-10)? If they are finished scores, export one row a response instead.",
        [candidate(found, one, counts), candidate(found, slider)],
    )


def refuse_groups(found: Layout) -> None:
    """Raise BadInput where a column holds promoters, passives and detractors but no score.

    Says how to count them all the same: three words stand for three scores.
    """
    for at, one in enumerate(found.columns):
        words = [cell for cell in found.counted(at) if not is_missing(cell)]
        named = {trimmed(word): group(trimmed(word)) for word in words}
        if len(named) < 2 or None in named.values():
            continue
        flags = " ".join(f'--labels "{word}={number}"' for word, number in sorted(named.items()))
        raise BadInput(
            f"'{short(one.label, 60)}' holds groups made from a score, not the score itself: no "
            "answer from 0 to 10 is in the file. Export the score too; or count the groups alone, "
            f"which keeps the NPS and loses the histogram: --score '{one.label[:60]}' {flags}"
        )
