"""Doors of Streamlit that stand open to anybody, and are closed here.

A file to take away is for the browser of the session that made it; a file is brought in by who may
bring any, into a session of their own, and not more than a session holds (uploads.py).
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.ui.server import asgi, uploads, visits

# Figures of the process, the interface for programs, the app run for whoever asks.
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
SAFE = ("GET", "HEAD", "OPTIONS", "DELETE")  # nothing comes in with these
FULL = "This visit holds as many files as it may. Take some away, or open the page anew."
MEDIA, UPLOADS, OUT = "/media/", "/_stcore/upload_file/", "/auth/logout"


class Doors:
    """Media and uploads for sessions that the gate let in; what nobody needs, for nobody."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass it on."""
        if scope["type"] == "http" and strays(scope):
            await RedirectResponse("/", 303)(scope, receive, send)
            return
        # Who stands is read from the desk, which may be busy: nobody else waits for that.
        if scope["type"] == "http" and not await run_in_threadpool(opens, scope):
            await asgi.refuse(scope, receive, send, 404, "Not found.")
            return
        if scope["type"] == "http" and scope["method"] not in SAFE and uploading(scope):
            with uploads.room(uploading(scope), asgi.header(scope, b"content-length")) as fits:
                if fits:
                    await self.app(scope, receive, send)
                else:
                    await asgi.refuse(scope, receive, send, 413, FULL)
            return
        await self.app(scope, receive, send)


def strays(scope: Scope) -> bool:
    """Whether somebody goes to the way out without having pressed Log out.

    Streamlit only takes the cookie away there; a copy of it would go on to open the app. The button
    ends the login itself, and then leads there.
    """
    visit = asgi.cookie(scope, visits.COOKIE)
    return asgi.path(scope).rstrip("/") == OUT and not visits.is_leaving(visit)


def opens(scope: Scope) -> bool:
    """Whether a request may go on to Streamlit."""
    path = asgi.path(scope)
    if any(path == door or path.startswith(f"{door}/") for door in CLOSED):
        return False
    visit = asgi.cookie(scope, visits.COOKIE)
    if path.startswith(MEDIA):
        return visits.is_admitted(visit) and visits.has_made(visit, path.removeprefix(MEDIA))
    if path.startswith(UPLOADS):
        return bool(uploading(scope)) and visits.may_bring(visit, uploading(scope))
    return True


def uploading(scope: Scope) -> str:
    """The session that a file is sent into; '' for every other request."""
    path = asgi.path(scope)
    return path.removeprefix(UPLOADS).split("/")[0] if path.startswith(UPLOADS) else ""
