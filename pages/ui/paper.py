"""What a page is on paper: one of its parts alone, on A4."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_SHEET = Path(__file__).with_name("paper.css").read_text("utf-8")


def only(key: str) -> None:
    """Print the container of a key, and nothing else of the page."""
    st.html(f"<style>{_SHEET.replace('st-key-only', f'st-key-{key}')}</style>")
