"""The first start: the sample company is being built, and the page says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import streamlit as st

from cxdata import record
from pages.ui import bring, cards

APP = Path(__file__).parents[2]
LOOKED_AFTER_SECONDS = 1.0


def page(root: Path) -> NoReturn:
    """Start the build once for all sessions, show how it stands, and end the run."""
    if record.locate(root) != root / "demo":
        cards.empty(
            "Your record holds no answers",
            f"All that came in was rolled back. {bring.words()}",
        )
        bring.button("bring_back")
        st.stop()
    child = _build(str(root.resolve()))
    if child.poll() is None:
        _building(child)
    else:
        _ended(child)
    st.stop()


@st.fragment(run_every=LOOKED_AFTER_SECONDS)
def _building(child: subprocess.Popen[str]) -> None:
    if child.poll() is not None:
        st.rerun()
    cards.empty(
        "Getting the sample company ready",
        "Larkfield is a made-up retailer to look around in. Its three years of feedback are being "
        "read. This happens once and takes less than a minute; the page opens by itself.",
    )


def _ended(child: subprocess.Popen[str]) -> None:
    """There is no record, and the sample could not be built either."""
    said = (child.stderr.read() if child.stderr and not child.stderr.closed else "").strip()
    cards.empty(
        "There is no feedback yet",
        f"The sample company could not be made ready. {bring.words()}",
    )
    if said:
        st.code(said[-2000:], language=None)
    with st.container(horizontal=True):
        st.button("Try again", on_click=_build.clear)
        bring.button("bring_first")


@st.cache_resource(show_spinner=False)
def _build(root: str) -> subprocess.Popen[str]:
    """The one child that builds the sample, shared by all sessions."""
    return subprocess.Popen(
        [sys.executable, "-m", "cxdata", "sample", "--if-missing"],
        cwd=APP,
        env={**os.environ, "CX_DATA": root},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
