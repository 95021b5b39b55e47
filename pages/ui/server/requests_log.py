"""A line a request: what was asked for, how it ended, how long it took. Nothing about who asked.

No query string (filters name teams and customers' words), no address, no cookie, no identity, no
name of a file or session; an address that is none of ours is written as '/…', since it may hold
anything. Who looked at whose comments or money is another matter, and lies in the desk.
"""

from __future__ import annotations

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.ui import table
from pages.ui.server import asgi

LOG = logging.getLogger("cx.requests")
QUIET = ("/static/", "/_stcore/health", "/_stcore/host-config")
# Addresses with a name of a file or a session behind them: the name is left out.
STEMS = ("/media/", "/_stcore/upload_file/", "/_stcore/bidi-components/", "/component/")
OURS = {f"/{page.url}" for page in table.PAGES} | {
    "/readyz",
    "/oauth2callback",
    "/auth/login",
    "/auth/logout",
    "/_stcore/stream",
    "/_stcore/metrics",
}


class Log:
    """Writes the line when the answer has been given."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and write how it ended."""
        path = asgi.path(scope) if scope["type"] in ("http", "websocket") else ""
        if not path or path.startswith(QUIET):
            await self.app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 0

        async def heard(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "websocket.accept":
                status = 101
            elif message["type"] == "websocket.close" and not status:
                status = 403
            await send(message)

        try:
            await self.app(scope, receive, heard)
        finally:
            took = (time.perf_counter() - begun) * 1000
            method = scope.get("method", "WEBSOCKET")
            method = method if method.isascii() and method.isalpha() else "…"
            LOG.info("%s %s %d %.0f ms", method, told(path), status, took)


def told(path: str) -> str:
    """An address as it may stand in a log."""
    if path in OURS:
        return path
    return next((f"{stem}…" for stem in STEMS if path.startswith(stem)), "/…")
