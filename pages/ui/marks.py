"""Small pictures on a page: SVG mounted in place, in the page's own font and theme."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from cxdata.charts.svg import Mark
from pages.ui import locales

# st.html strips SVG and st.image loses the font; a v2 component keeps both. Only markup built by
# cxdata.charts.svg comes here: every text in it is escaped and no element of it can run.
_SCRIPT = """
export default function ({ data, parentElement }) {
  const host = parentElement.querySelector(".cx-host");
  if (host.dataset.shown !== data.html) {
    host.innerHTML = data.html;
    host.dataset.shown = data.html;
  }
}
"""
_mounted = st.components.v2.component(
    "cx_mark",
    html='<div class="cx-host">\n</div>',
    css=Path(__file__).with_name("marks.css").read_text("utf-8"),
    js=_SCRIPT,
)


def show(mark: Mark | None, key: str) -> None:
    """Mount a mark; nothing where there is nothing to show."""
    if mark is not None:
        _mounted(data={"html": locales.html(mark)}, key=f"mark_{key}", height="content")
