"""Something to hand out: copied as plain text, or printed."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.ui import locales

# Without a secure origin, or where the reader said no, a page may not write to the clipboard: then
# the text stands there selected.
_SCRIPT = """
export default function ({ data, parentElement }) {
  const one = (name) => parentElement.querySelector(name);
  const [copy, print] = parentElement.querySelectorAll("button");
  const [field, said] = [one("textarea"), one("span")];
  if (field.value !== data.text) {
    field.value = data.text;
    field.hidden = true;
    said.textContent = "";
  }
  copy.onclick = async () => {
    try {
      await navigator.clipboard.writeText(data.text);
      field.hidden = true;
      said.textContent = "Copied.";
    } catch {
      field.hidden = false;
      field.focus();
      field.select();
      said.textContent = "Press Ctrl+C to copy it.";
    }
  };
  print.onclick = () => window.print();
}
"""
_HTML = """<div class="cx-hand"><button type="button">Copy as text</button>
<button type="button">Print</button><span role="status" aria-live="polite"></span>
<textarea readonly hidden aria-label="The text to copy"></textarea></div>"""
_mounted = st.components.v2.component(
    "cx_hand", html=_HTML, css=Path(__file__).with_name("monday.css").read_text("utf-8"), js=_SCRIPT
)


def out(text: str, key: str) -> None:
    """Buttons that copy a text, in it numbers and days as its reader writes them, and print."""
    _mounted(data={"text": locales.said(text)}, key=f"hand_{key}", height="content")
