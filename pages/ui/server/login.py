"""Whether a login is set up: without one the app is for this machine alone."""

from __future__ import annotations

from cxdata.errors import Refused
from pages.ui.settings import settings


def configured() -> bool:
    """Whether people log in here; a login that cannot be used as it is written is none."""
    try:
        return settings() is not None
    except Refused:
        return False
