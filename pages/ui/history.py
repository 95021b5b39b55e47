"""One step of the reader's is one step back, however many choices it wrote into the address."""

from __future__ import annotations

import streamlit as st

# Streamlit adds an entry to the browser's history for every choice that changes. What it adds
# without anybody having pressed a key or a button in between belongs to the same step: it takes the
# place of the entry before.
_SCRIPT = """
export default function () {
  if (window.cxHistory) return;
  const held = window.cxHistory = { pressed: true };
  const told = () => { held.pressed = true; };
  for (const name of ["pointerdown", "keydown", "click"]) addEventListener(name, told, true);
  const push = history.pushState;
  history.pushState = function (...entry) {
    const step = held.pressed ? push : history.replaceState;
    held.pressed = false;
    return step.apply(this, entry);
  };
}
"""
_mounted = st.components.v2.component("cx_history", html="<span></span>", js=_SCRIPT)


def script() -> None:
    """What keeps the browser's steps those of the reader; nothing of it is seen."""
    with st.container(key="history_script"):
        _mounted(data={"steps": True}, key="history", height=1)
