"""Who did something, by name: what is kept holds numbers that name nobody."""

from __future__ import annotations

import re

from cxdata import desk
from cxdata.desk import people
from cxdata.scope import EXECUTIVE, STEWARD
from pages.ui import access, place

_ID = re.compile(rf"{people.PREFIX}[0-9a-f]{{16}}")


def named(words: str) -> str:
    """Words with each person's number replaced by the name, where one is known."""
    ids = set(_ID.findall(words))
    if not ids or not access.is_set_up():
        return words
    called = people.names(desk.open_desk(place.own()), ids)
    return _ID.sub(lambda found: called.get(found[0], found[0]), words)


def by(who: str, roles: str) -> str:
    """Who did something that everybody may see, as whoever looks may be told.

    who    a person's number, or the role where no login was set up
    roles  who may do it: all that others than executives and stewards are told of a person
    """
    if not _ID.fullmatch(who):
        return access.VIEWS.get(who, who)
    told = named(who) if access.scope().role in (EXECUTIVE, STEWARD) else who
    return roles if _ID.fullmatch(told) else told
