"""What a browser may say to its session: nothing that reaches beyond it."""

from __future__ import annotations

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

# What a page says by itself. The rest are tools of whoever writes an app: they clear the caches of
# all, or tell of the folder that the app lies in. Streamlit hides them from visitors, and obeys.
HEARD = (
    "rerun_script",
    "stop_script",
    "file_urls_request",
    "app_heartbeat",
    "backend_operation_request",
)


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
    """Whether a message of a websocket is none of HEARD."""
    said = message.get("bytes") if message["type"] == "websocket.receive" else None
    if not said:
        return False
    try:
        return BackMsg.FromString(said).WhichOneof("type") not in HEARD
    except DecodeError:
        return False  # Streamlit says what is wrong with it
