"""Small pictures on a page: SVG mounted in place, in the page's own font and theme."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from cxdata.charts.svg import Mark
from pages.ui import locales

_FOLDER = Path(__file__).parent
# st.html strips SVG and st.image loses the font; a v2 component keeps both. Only markup built by
# cxdata.charts.svg comes here: every text in it is escaped and no element of it can run.
_SCRIPT = """
export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".cx-host");
  if (host.dataset.shown !== data.html) {
    host.innerHTML = data.html;
    host.dataset.shown = data.html;
  }
  const name = "PRESSED";
  if (name) host.onclick = (event) => {
    const found = event.target.closest(`button[data-${name}]`);
    if (found) setTriggerValue(name, found.dataset[name]);
  };
}
"""


def component(name: str, *sheets: str, pressed: str = "") -> Callable[..., Any]:
    """A component that shows the markup of a mark, `data={"html": …}`.

    sheets   files of its style beside this one
    pressed  what a button in it carries (`data-team`): pressed, it triggers that with its value
    """
    return st.components.v2.component(
        name,
        html='<div class="cx-host">\n</div>',
        css="\n".join((_FOLDER / sheet).read_text("utf-8") for sheet in sheets),
        js=_SCRIPT.replace("PRESSED", pressed),
    )


_mounted = component("cx_mark", "marks.css")


def show(mark: Mark | None, key: str) -> None:
    """Mount a mark; nothing where there is nothing to show."""
    if mark is not None:
        _mounted(data={"html": locales.html(mark)}, key=f"mark_{key}", height="content")
