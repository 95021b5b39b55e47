"""The deck to take away: a presentation as PowerPoint, in our look or in the organisation's own."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import streamlit as st

from cxdata.errors import BadInput
from cxdata.reports.presentation import Presentation
from pages.ui import access, cards, download, table

HELP = (
    "A .pptx or .potx file with your master slides. The deck takes its size, colours, fonts and "
    "its layout with a title alone, not its slides. It is used for this deck and not kept."
)
INSTEAD = "Until then the deck comes in the look of this app."
LONGEST = 60  # characters of a file's name before its random part


def offer(presentation: Presentation, key: str) -> None:
    """A button for the deck, and beside it a place for the organisation's own template.

    The deck is made when the button is pressed; a template that cannot be used is said in words
    at once, and the button goes on to give the deck without it.
    key  tells apart two of them on a page
    """
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        place = st.container(width="content")
        file = _template(key)
    template = None if file is None else file.getvalue()
    refused = "" if file is None else _refused(file, key)
    if refused:
        cards.notice(f"{refused} {INSTEAD}")
        template = None
    with place:
        made = partial(_deck, presentation, template)
        name = _name(presentation)
        download.button("Download deck", made, name, download.PPTX, f"deck_{key}")


def _template(key: str) -> Any:
    """The place for a template, for who may bring files; what lies in it."""
    if not access.brings(table.ALL_HANDS):
        return None
    with st.popover("Own template", type="tertiary", key=f"about_template_{key}"):
        return st.file_uploader(
            "PowerPoint template", type=["pptx", "potx"], key=f"template_{key}", help=HELP
        )


def _deck(presentation: Presentation, template: bytes | None) -> bytes:
    from cxdata.export import apart, pptx

    return pptx.deck(presentation) if template is None else apart.deck(presentation, template)


def _refused(file: Any, key: str) -> str:
    """Why a template cannot be used; '' where it can. Tried once for every file."""
    held = st.session_state.get(f"template_tried_{key}")
    if held is None or held[0] != file.file_id:
        held = (file.file_id, _tried(file.getvalue()))
        st.session_state[f"template_tried_{key}"] = held
    return str(held[1])


def _tried(template: bytes) -> str:
    from cxdata.export import apart

    try:
        apart.check(template)
    except BadInput as refused:
        return str(refused)
    return ""


def _name(presentation: Presentation) -> str:
    """What the file is called: company and period, in letters that every system takes."""
    told = f"{presentation.company} {presentation.period}"
    return re.sub(r"[^A-Za-z0-9]+", "-", told).strip("-")[:LONGEST] or "deck"
