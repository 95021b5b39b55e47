"""What a page is on paper: one of its parts alone, as large as fills an A4 sheet."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_SHEET = Path(__file__).with_name("paper.css").read_text("utf-8")
HIGH, LEAST, MOST = 1000, 0.6, 1.4  # pixels of a sheet between its margins; how far type may go


def only(key: str, high: float) -> None:
    """Print the container of a key, and nothing else of the page.

    high  pixels that it takes as wide as a sheet, at the size it has on screen
    """
    zoom = min(MOST, max(LEAST, HIGH / high))
    sheet = _SHEET.replace("st-key-only", f"st-key-{key}")
    st.html(f"<style>{sheet}:root{{--cx-paper:{zoom:.2f}}}</style>")
