"""Shapes of ASGI that the layers share: paths, headers, short answers."""

from __future__ import annotations

import streamlit as st
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

NO_STORE = {"Cache-Control": "no-store"}


def path(scope: Scope) -> str:
    """The path below the app's base address: '/' and what follows, as the router reads it."""
    base = "/" + (st.get_option("server.baseUrlPath") or "").strip("/")
    whole: str = scope["path"]
    return whole.removeprefix(base) or "/" if base != "/" else whole


def header(scope: Scope, name: bytes) -> str:
    """A request's header by its name in small letters; '' where it is missing."""
    found = next((value for key, value in scope["headers"] if key == name), b"")
    return str(found.decode("latin-1"))


def cookie(scope: Scope, name: str) -> str:
    """A request's cookie; '' where it is missing or none can be read."""
    return cookie_parser(header(scope, b"cookie")).get(name, "")


def is_https(scope: Scope) -> bool:
    """Whether the browser spoke TLS, to us or to the proxy in front of us."""
    return scope.get("scheme") in ("https", "wss") or (
        header(scope, b"x-forwarded-proto").lower() == "https"
    )


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, said: str) -> None:
    """End a request with a sentence; a websocket is closed before it opens."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": ""})
        return
    await PlainTextResponse(said + "\n", status, NO_STORE)(scope, receive, send)
