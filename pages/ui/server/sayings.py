"""What a browser may say to its session: nothing that reaches the caches of everybody."""

from __future__ import annotations

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

# Tools of whoever writes an app. Streamlit hides them from visitors, and obeys all the same.
UNHEARD = ("clear_cache", "set_run_on_save")


class Sayings:
    """Passes on what visitors say to their session, and drops what is not theirs to say."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection; of a websocket, what may be heard of it."""

        async def heard() -> Message:
            while True:
                message = await receive()
                if not is_unheard(message):
                    return message

        await self.app(scope, heard if scope["type"] == "websocket" else receive, send)


def is_unheard(message: Message) -> bool:
    """Whether a message of a websocket is one of UNHEARD."""
    said = message.get("bytes") if message["type"] == "websocket.receive" else None
    if not said:
        return False
    try:
        return BackMsg.FromString(said).WhichOneof("type") in UNHEARD
    except DecodeError:
        return False  # Streamlit says what is wrong with it
