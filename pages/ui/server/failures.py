"""What fails below the pages: a short sentence for the person, kind and place for the log."""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.ui.server import asgi, errors_log

_LOG = logging.getLogger("cx.failures")
SAID = "Something went wrong. The cause is in the server's log, for whoever runs it."


class Failures:
    """Ends a request that failed; inside of Headers, so that this answer is dressed too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; where that fails before an answer began, give one."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        begun = False

        async def heard(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, heard)
        except Exception as error:
            _LOG.error("a request failed\n%s", errors_log.told(error))
            if not begun:
                await asgi.refuse(scope, receive, send, 500, SAID)
