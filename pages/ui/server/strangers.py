"""Who may reach the app at all: by which host name, from which page, over what.

Without a login only this machine is served. Its address alone does not tell: a proxy on this
machine, or a page elsewhere whose name was pointed here (DNS rebinding), comes from 127.0.0.1 too;
but both call us by another name. Streamlit would look up the machine's public address at a service
in the network to compare the page's of a websocket with: we ask before it does.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from pages.ui import access
from pages.ui.server import asgi, login

# A load balancer asks by address and without TLS whether we are there; neither tells anything.
PROBES = ("/readyz", "/_stcore/health")
SAFE = ("GET", "HEAD", "OPTIONS")
ALONE = (
    "No login is set up, so this app is for the machine that it runs on alone. "
    "Set one up (docs/deploy.md), then start it again."
)
PLAIN = "This app is served over HTTPS only."
ELSEWHERE = "This address is not one of the app's, or the request came from another site's page."


class Strangers:
    """Refuses what comes by another name, from another site, or unencrypted."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass it on."""
        if scope["type"] in ("http", "websocket") and (said := refusal(scope)):
            await asgi.refuse(scope, receive, send, 403, said)
            return
        await self.app(scope, receive, send)


def refusal(scope: Scope) -> str:
    """Why a request is refused; '' where it is not."""
    if asgi.path(scope) in PROBES and scope.get("method") in SAFE:
        return ""
    host = asgi.header(scope, b"host")
    here = access.is_loopback(name_of(host))
    if not login.configured() and not (here and is_near(scope) and not is_forwarded(scope)):
        return ALONE
    if not here and not asgi.is_https(scope):
        return PLAIN
    return "" if is_host_allowed(host) and is_own(scope, host) else ELSEWHERE


def is_near(scope: Scope) -> bool:
    """Whether a request came from this machine, whatever name it calls us by."""
    client = scope.get("client")  # (address, port); none where it came over a socket file
    return client is None or access.is_loopback(client[0])


def is_forwarded(scope: Scope) -> bool:
    """Whether a proxy passed the request on for somebody."""
    return any(asgi.header(scope, name) for name in (b"x-forwarded-for", b"forwarded"))


def is_own(scope: Scope, host: str) -> bool:
    """Whether what could change something comes from a page of ours, or from no page."""
    origin = asgi.header(scope, b"origin")
    if not origin or (scope["type"] == "http" and scope["method"] in SAFE):
        return True
    return urlsplit(origin).netloc == host or origin in st.get_option("server.corsAllowedOrigins")


def name_of(host: str) -> str:
    """The name in a Host header, without its port; '' where it is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
