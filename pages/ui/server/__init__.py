"""What stands between the network and the app: who may reach it, what every answer carries."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.routing import Route

from pages.ui.server import visits
from pages.ui.server.doors import Doors
from pages.ui.server.failures import Failures
from pages.ui.server.headers import Headers
from pages.ui.server.readiness import readyz
from pages.ui.server.requests_log import Log
from pages.ui.server.sayings import Sayings
from pages.ui.server.strangers import Strangers


def middleware() -> list[Middleware]:
    """From the outside in: log, headers on every answer, failures, strangers, doors, sayings."""
    visits.STANDING.append(True)
    return [Middleware(layer) for layer in (Log, Headers, Failures, Strangers, Doors, Sayings)]


def routes() -> list[Route]:
    """Addresses beside the app's pages."""
    return [Route("/readyz", readyz)]
