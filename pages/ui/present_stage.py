"""The stage: all slides in one component, moved by keys, remote or finger without asking us."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from cxdata.reports.presentation import Presentation
from pages.ui import cards, locales, present_slides, printed

_HERE = Path(__file__)
ICONS = {
    "back": ("Back (left arrow)", '<path d="M15 5l-7 7 7 7"/>'),
    "next": ("Next (right arrow)", '<path d="M9 5l7 7-7 7"/>'),
    "play": ("Advance by itself (P)", '<path d="M7 5l11 7-11 7z"/>'),
    "large": ("Full screen (F)", '<path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5"/>'),
    "shade": ("Light or dark (D)", '<circle cx="12" cy="12" r="8"/><path d="M12 4v16"/>'),
    "leave": ("Leave (Esc)", '<path d="M6 6l12 12M18 6L6 18"/>'),
}
ONLY_FULL = ("shade", "leave")


def _button(does: str) -> str:
    title, path = ICONS[does]
    only = ' class="cx-only-full"' if does in ONLY_FULL else ""
    return (
        f'<button type="button" data-does="{does}" title="{title}" aria-label="{title}"{only}>'
        f'<svg viewBox="0 0 24 24" aria-hidden="true">{path}</svg></button>'
    )


_HTML = f"""<div class="cx-stage-host">
<div class="cx-screen" tabindex="0" role="region" aria-roledescription="slides" aria-label="Slides">
<div class="cx-place-of-slides"></div>
<div class="cx-curtain"></div></div>
<div class="cx-controls" role="group" aria-label="Move the slides">
{"".join(map(_button, ICONS))}</div>
<div class="cx-spoken" aria-live="polite"></div></div>"""
_mounted = st.components.v2.component(
    "cx_stage",
    html=_HTML,
    css=_HERE.with_suffix(".css").read_text("utf-8"),
    js=_HERE.with_suffix(".js").read_text("utf-8"),
)
_PRINT = f"<style>{_HERE.with_name('present_print.css').read_text('utf-8')}</style>"
# What Streamlit puts around a page; the slides also lie over it.
_BARE = """<style>
[data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stToolbar"],
[data-testid="stDecoration"], [data-testid="stSidebarCollapsedControl"],
[data-testid="stStatusWidget"], .st-key-header { display: none !important; }
html, body, [data-testid="stMain"] { overflow: hidden !important; }
</style>"""
_MIDDLE = """<style>
[data-testid="stMainBlockContainer"] {
  max-width: 44rem; min-height: 90vh; display: grid; align-content: center; }
</style>"""


def preview(
    found: Presentation, id_: str, leads_to: str = "", edited: tuple[str, int] = ("", 0)
) -> None:
    """The slides on the page, as the audience will see them.

    leads_to  what the big screen is remembered by where that is another: it opens at the slide
              that is looked at here
    edited    key of the slide that was just changed, and a number of the change: it goes there
    """
    _mount(found, id_, False, 0, {"leadsTo": leads_to or id_, "edited": edited})


def full(found: Presentation, id_: str, auto_seconds: int = 0) -> bool:
    """The slides over the whole screen; whether somebody pressed Esc to leave.

    id_           what the browser remembers the slide by
    auto_seconds  after how long the next slide comes by itself; 0: when somebody presses a key
    """
    st.html(_BARE)
    return bool(_mount(found, id_, True, auto_seconds).leave)


def sample(found: Presentation, id_: str) -> None:
    """Slides on the page that are nobody's yet: not printed, and moved by their own buttons."""
    _mounted(data=_data(found, id_, False, 0), key=f"stage_{id_}", height="content",
             on_leave_change=lambda: None)  # fmt: skip


def message(title: str, words: str) -> None:
    """Why nothing is shown, over the whole screen; what leads back may stand under it."""
    st.html(_BARE + _MIDDLE)
    cards.empty(title, words)


def _mount(
    found: Presentation, id_: str, full: bool, auto: int, more: Mapping[str, Any] | None = None
) -> Any:
    data = _data(found, id_, full, auto) | {"leadsTo": "", **(more or {})}
    key = f"stage_{'full' if full else 'preview'}"
    printed.named(found.title, present_slides.stamp(found))
    st.html(_PRINT)
    with st.container(key="stage"):
        return _mounted(data=data, key=key, height="content", on_leave_change=lambda: None)


def _data(found: Presentation, id_: str, full: bool, auto: int) -> dict[str, Any]:
    # The hall reads numbers and days as the presenter's country writes them.
    html = locales.markup(str(present_slides.drawn(found)), locales.reader())
    return {"html": html, "id": id_, "full": full, "auto": auto}
