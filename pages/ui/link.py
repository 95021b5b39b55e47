"""Ways to what somebody looks at: a link to copy, and another page of the same visit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from pages.ui import cards

State = Mapping[str, Any]
_GOING = "link_going"

# Without a secure origin, or where the reader said no, a page may not write to the clipboard: then
# the address stands there selected.
_SCRIPT = """
export default function ({ data, parentElement }) {
  const one = (name) => parentElement.querySelector(name);
  const [button, field, said] = [one("button"), one("input"), one("span")];
  const shown = JSON.stringify(data.choice);
  if (button.dataset.shown !== shown) {
    button.dataset.shown = shown;
    field.hidden = true;
    said.textContent = "";
  }
  button.onclick = async () => {
    const url = new URL(window.location.href);
    for (const [name, value] of Object.entries(data.choice)) url.searchParams.set(name, value);
    field.value = url.href;
    try {
      await navigator.clipboard.writeText(url.href);
      field.hidden = true;
      said.textContent = "Copied.";
    } catch {
      field.hidden = false;
      field.focus();
      field.select();
      said.textContent = "Press Ctrl+C to copy it.";
    }
  };
}
"""
_HTML = """<div class="cx-link"><button type="button">Copy link</button>
<span role="status" aria-live="polite"></span>
<input readonly hidden aria-label="Link to what is shown"></div>"""
_mounted = st.components.v2.component(
    "cx_link", html=_HTML, css=Path(__file__).with_name("link.css").read_text("utf-8"), js=_SCRIPT
)


def to(file: str, words: str, query: Mapping[str, str | list[str]], choice: State) -> None:
    """A link to another page of the same visit with what is chosen there.

    file    the page's, as in the page table
    query   the choice as the page's address says it
    choice  the same as the session holds it
    Streamlit leaves a filter that both pages have as it is here, whatever the address says: the
    page that is arrived at sets it (`arrive`).
    """
    st.page_link(file, label=cards.literal(words), query_params=query)
    st.session_state[_GOING] = dict(query), dict(choice)


def arrive(*named: str) -> None:
    """Take over the choice of a link that was followed here; before the choices are drawn.

    named  the choices that this page alone has: they tell which link it was
    """
    query, choice = st.session_state.get(_GOING, ({}, {}))
    told = [query[name] for name in named if name in query]
    if told and told == [st.query_params.get(name) for name in named if name in query]:
        del st.session_state[_GOING]
        for name, chosen in choice.items():
            st.session_state[name] = chosen


def copy(choice: Mapping[str, str | list[str]], key: str) -> None:
    """A button that copies this page's address with what is chosen written into it."""
    _mounted(data={"choice": dict(choice)}, key=f"link_{key}", height="content")
