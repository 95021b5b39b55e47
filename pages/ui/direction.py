"""Sliders run from left to right for every reader, as the page around them does."""

from __future__ import annotations

import streamlit as st

# Streamlit's sliders turn round for a browser whose language is written from right to left, while
# their track, their ends and the page do not: the thumb stands at the wrong place, and the right
# arrow lowers the value. They take the language from this symbol where it is set, and look anew
# when told that the language has changed, which they hear only once one of them stands.
_SCRIPT = """
const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|iw|ks|ku|ps|sd|ug|ur|yi)\\b/;
const slider = () => document.querySelector("[data-testid=stSlider] input");
export default function () {
  if (!RIGHT_TO_LEFT.test(navigator.language)) return;
  window[Symbol.for("react-aria.i18n.locale")] = "en";
  let times = 0;
  const timer = setInterval(() => {
    if (slider()) times += 1;
    if (times) dispatchEvent(new Event("languagechange"));
    if (times > 4) clearInterval(timer);
  }, 100);
  return () => clearInterval(timer);
}
"""
_mounted = st.components.v2.component("cx_direction", html="<span></span>", js=_SCRIPT)


def keep() -> None:
    """Let the sliders of this page run from left to right; nothing of it is seen."""
    with st.container(key="direction_script"):
        _mounted(data={"sliders": True}, key="direction", height=1)
