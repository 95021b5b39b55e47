"""Pictures to explore: the one place that hands a Plotly figure to the browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.ui import locales

CONFIG = {"displayModeBar": False, "responsive": True}


def show(drawn: Mapping[str, Any], key: str, alt: str) -> None:
    """A figure with its words for those who do not see it, both as the reader's country writes.

    drawn   {"data": …, "layout": …} of cxdata.charts; it stays as it is
    """
    read = locales.figure(drawn)
    read["layout"]["hoverlabel"] = _lettered(drawn["layout"])
    st.plotly_chart(read, theme=None, key=key, config=CONFIG, alt=locales.said(alt))


def _lettered(layout: Mapping[str, Any]) -> dict[str, Any]:
    """What is read at the pointer in the letters of the figure: Plotly would take its own."""
    label = layout.get("hoverlabel", {})
    return {**label, "font": {**label.get("font", {}), "family": layout["font"]["family"]}}
