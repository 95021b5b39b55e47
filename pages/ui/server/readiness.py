"""/readyz: whether this process can serve people, for a proxy that asks before it sends any."""

from __future__ import annotations

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from cxdata import desk, record
from cxdata.errors import CxError, NoRecord
from pages.ui import data
from pages.ui.server import asgi, errors_log

_LOG = logging.getLogger("cx.readiness")


async def readyz(_: Request) -> PlainTextResponse:
    """200 where the record opens and the desk's layout fits; else 503 and which does not."""
    lacking = await run_in_threadpool(missing)
    if not lacking:
        return PlainTextResponse("ready\n", 200, asgi.NO_STORE)
    return PlainTextResponse(f"not ready: {', '.join(lacking)}\n", 503, asgi.NO_STORE)


def missing() -> list[str]:
    """What does not open, in neutral words: the reason is in the log, without anybody's data."""
    found = []
    try:
        home = record.locate(data.root())
    except (CxError, OSError) as error:
        return _noted("the record", error)
    try:
        record.open_snapshot(home)
    except NoRecord:
        pass  # a new installation is ready to be given its first file
    except Exception as error:
        found += _noted("the record", error)
    try:
        desk.fitting(home)
    except Exception as error:
        found += _noted("the desk", error)
    return found


def _noted(what: str, error: BaseException) -> list[str]:
    _LOG.warning("%s does not open\n%s", what, errors_log.told(error))
    return [what]
