"""How the app is served: `streamlit run asgi.py`. Readies the process before the first visit."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

from pages.ui import server, start


@asynccontextmanager
async def ready(_: object) -> AsyncIterator[None]:
    """Refuse a network without a login, import what the pages need, then let visitors in."""
    start.up()
    yield


app = st.App(
    Path(__file__).with_name("app.py"),
    lifespan=ready,
    routes=server.routes(),
    middleware=server.middleware(),
)
