"""Files to take away: made only when somebody asks for them, under a name of their own."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Literal

import streamlit as st

from pages.ui import access
from pages.ui.server import visits

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
TOML = "application/toml"
ENDINGS = {CSV: "csv", XLSX: "xlsx", PPTX: "pptx", TOML: "toml"}


def button(
    label: str,
    data: Callable[[], bytes],
    name: str,
    kind: str,
    key: str | None,
    look: Literal["primary", "secondary", "tertiary"] = "secondary",
) -> None:
    """A button whose file is made when pressed, for who may see the same at that moment still.

    data   makes the file; it runs beside the page's script, so it holds all that it needs
    name   what the file is called, without ending; kind its type, one of ENDINGS
    """
    standing = access.standing()

    def made() -> bytes:
        standing()
        return data()

    named = file_name(name, kind)
    visits.made(named)
    st.download_button(
        label,
        made,
        file_name=named,
        mime=kind,
        key=key,
        on_click="ignore",
        type=look,
    )


def file_name(name: str, kind: str) -> str:
    """A name that no other download has.

    Streamlit addresses a large file by its name and samples of its content: two people's files of
    one length and name would be taken for one. The random part keeps them apart; the browser is
    told the name without it (server/headers.py).
    """
    return f"{name}-{secrets.token_hex(8)}.{ENDINGS[kind]}"
