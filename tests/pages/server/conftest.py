"""The layers around an app that answers everything, asked as a server would ask them."""

import asyncio
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from pages.ui import server, settings

AUTH = f"""
[auth]
redirect_uri = "https://cx.invalid/oauth2callback"
cookie_secret = "{secrets.token_hex(32)}"
client_id = "cx"
client_secret = "{secrets.token_hex(16)}"
server_metadata_url = "https://login.invalid/.well-known/openid-configuration"
"""


class Answer:
    """What came back: status, headers (several of a name joined by a line), body."""

    def __init__(self, sent: list[dict[str, Any]]) -> None:
        self.kinds = [message["type"] for message in sent]
        first = sent[0]
        self.status = first.get("status", 101 if "accept" in first["type"] else 403)
        self.headers: dict[str, str] = {}
        for key, value in first.get("headers", ()):
            name = key.decode().lower()
            self.headers[name] = "\n".join(filter(None, (self.headers.get(name), value.decode())))
        self.text = b"".join(m.get("body", b"") for m in sent).decode()


async def _everything(request: Request) -> PlainTextResponse:
    if request.url.path == "/fails":
        raise ValueError("jan@example.org")
    named = request.query_params.get("named")
    return PlainTextResponse("private", headers={"Content-Disposition": named} if named else None)


async def _stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


def _app() -> Starlette:
    every = [Route("/{rest:path}", _everything, methods=["GET", "POST", "PUT", "DELETE"])]
    stream = WebSocketRoute("/_stcore/stream", _stream)
    return Starlette(routes=[*server.routes(), stream, *every], middleware=server.middleware())


@pytest.fixture
def ask() -> Callable[..., Answer]:
    """Ask for a path: method, scheme, and headers by name (underscores for dashes)."""

    def asked(
        path: str,
        method: str = "GET",
        scheme: str = "http",
        host: str = "127.0.0.1:8501",
        client: str = "127.0.0.1",
        **headers: str,
    ) -> Answer:
        path, _, query = path.partition("?")
        named = {"host": host, **{k.replace("_", "-"): v for k, v in headers.items()}}
        websocket = scheme.startswith("ws")
        scope: dict[str, Any] = {
            "type": "websocket" if websocket else "http",
            "scheme": scheme,
            "client": (client, 40000),
            "path": path,
            "query_string": query.encode(),
            "headers": [(k.encode(), v.encode("latin-1")) for k, v in named.items()],
            **({"subprotocols": []} if websocket else {"method": method}),
        }
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "websocket.connect" if websocket else "http.request"}

        async def send(message: Any) -> None:
            sent.append(message)

        # In a thread: the browser of other tests may hold a running loop in this one.
        with ThreadPoolExecutor(1) as aside:
            aside.submit(asyncio.run, _app()(scope, receive, send)).result()
        return Answer(sent)

    return asked


@pytest.fixture
def login(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A login is set up; a process reads it once, and this one may have."""
    monkeypatch.setattr(settings, "_read", None)
    before = config.get_option("secrets.files")
    file = tmp_path / "secrets.toml"
    file.write_text(AUTH, "utf-8")
    config.set_option("secrets.files", [str(file)])
    secrets_singleton._reset()
    yield
    config.set_option("secrets.files", before)
    secrets_singleton._reset()
