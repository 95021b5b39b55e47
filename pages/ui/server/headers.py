"""What every answer carries: what a browser may load, frame, keep and tell; and a visit's name."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.ui.server import asgi, visits

INDEX = Path(st.__file__).parent / "static" / "index.html"
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# Names that never hold anybody's data: Streamlit's own files, addressed by their content.
SHARED = "/static/"
# What keeps two downloads apart at Streamlit (pages/ui/download.py) is nothing to be saved under.
APART = re.compile(r"-[0-9a-f]{16}(?=\.[a-z]+\"?$)")


class Headers:
    """Security headers on every answer; `no-store` on all but Streamlit's own files.

    A file to take away is saved under a name that a person can read.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and dress its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path, named = asgi.path(scope), asgi.cookie(scope, visits.COOKIE)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                held = MutableHeaders(scope=message)
                held.update(fixed())
                if "Content-Disposition" in held:
                    held["Content-Disposition"] = APART.sub("", held["Content-Disposition"])
                if not path.startswith(SHARED):
                    held["Cache-Control"] = "no-store"
                    if not visits.NAME.fullmatch(named):
                        held.append("Set-Cookie", visit(scope))
            await send(message)

        await self.app(scope, receive, dressed)


def visit(scope: Scope) -> str:
    """A name for a browser that has none, as a cookie that no script reads."""
    secure = "; Secure" if asgi.is_https(scope) else ""
    return f"{visits.COOKIE}={visits.fresh()}; Path=/; HttpOnly; SameSite=Lax{secure}"


@cache
def fixed() -> dict[str, str]:
    """The headers that are the same for all."""
    return {
        "Content-Security-Policy": policy(INDEX.read_text("utf-8")),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def policy(index: str) -> str:
    """What a browser may load. No host but our own, so that no comment can call home.

    index  Streamlit's page: its inline script is let in by its hash, no other one is
    """
    scripts = " ".join(f"'sha256-{_digest(text)}'" for text in INLINE.findall(index))
    return "; ".join(
        (
            "default-src 'none'",
            # The scripts of our components (components.v2) come as blobs.
            f"script-src 'self' blob: {scripts}",
            # Streamlit and Plotly write styles into the page as they draw.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "media-src 'self' blob:",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-src 'none'",
            "object-src 'none'",
            "frame-ancestors 'none'",
        )
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
