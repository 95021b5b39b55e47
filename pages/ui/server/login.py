"""Whether a login is set up: without one the app is for this machine alone."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.secrets import secrets_singleton


def configured() -> bool:
    """Whether .streamlit/secrets.toml has a section [auth]."""
    return secrets_singleton.load_if_toml_exists() and bool(st.secrets.get("auth"))
