"""Where data lie, and where in a run we are."""

from __future__ import annotations

import os
from pathlib import Path

from streamlit.runtime.scriptrunner import get_script_run_ctx


def root() -> Path:
    """Where data lies: CX_DATA, else data/ beside the app."""
    return Path(os.environ.get("CX_DATA") or Path(__file__).parents[2] / "data")


def own() -> Path:
    """The home of one's own: people and the log lie there, whichever record serves."""
    return root() / "own"


def in_fragment() -> bool:
    """Whether only a part of the page runs, without the gate before it."""
    ctx = get_script_run_ctx()
    return ctx is not None and bool(ctx.fragment_ids_this_run)
