"""When something happened, as people here say it: in the organisation's time zone.

The stores keep UTC. On screen a moment is said in our form (31 Oct 2026, 14:05) and turned into the
reader's with everything else (`locales`); in files it stays so, under the zone's name.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from cxdata.reports import wording
from pages.ui import data

_STAMP = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z)")


def here(moment: datetime) -> datetime:
    """A moment of a store by the organisation's clock; without a time zone it is in UTC."""
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return known.astimezone(data.zone())


def day(moment: datetime) -> str:
    """'31 Oct 2026'."""
    return wording.day(here(moment).date())


def when(moment: datetime) -> str:
    """'31 Oct 2026, 14:05'."""
    return wording.moment(here(moment))


def lately(moment: datetime) -> str:
    """'today, 14:05' or '31 Oct 2026'."""
    at = here(moment)
    today = datetime.now(at.tzinfo).date()
    return f"today, {at:%H:%M}" if at.date() == today else wording.day(at.date())


def said(words: str) -> str:
    """Words with every stamp of a machine in them as a moment that people read."""
    return _STAMP.sub(lambda found: when(datetime.fromisoformat(found[0])), words)


def of_zone() -> str:
    """What times on a page or in a file are those of: 'times of Europe/Berlin'."""
    return f"times of {data.zone().key}"


def note() -> str:
    """The same as a line under a table: 'Times of Europe/Berlin.'"""
    words = of_zone()
    return f"{words[0].upper()}{words[1:]}."
