"""From what a login says to who asks: checked anew in every run, from claims to Scope."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from cxdata import desk
from cxdata.desk import groups, people
from cxdata.desk.groups import Rules
from cxdata.desk.people import LIFE, Standing
from cxdata.errors import BadInput, CxError, Refused
from cxdata.scope import Scope
from pages.ui.settings import Settings

AHEAD = timedelta(minutes=5)  # that a provider's clock may be ahead of ours
SETTLED_SECONDS = 0.05  # after which a file's time tells two changes apart
_LOG = logging.getLogger(__name__)

LOGGED_OUT, EXPIRED, FOREIGN, ENDED = "logged out", "expired", "foreign", "ended"
REVOKED, NO_ROLE, CLOSED = "revoked", "no role", "closed"
AGAIN = (LOGGED_OUT, EXPIRED, FOREIGN, ENDED)  # where logging in again helps


class Outside(Refused):
    """Nobody is let in; why is one of the names above, who is the person's id where known."""

    def __init__(self, why: str, words: str, who: str = "") -> None:
        super().__init__(words)
        self.why, self.who = why, who


@dataclass(frozen=True)
class Login:
    """A login that is genuine and fresh.

    token   stands for this one login; claims are those of the ID token
    """

    issuer: str
    subject: str
    token: str
    name: str
    email: str
    claims: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The id that the person has here."""
        return people.identity(self.issuer, self.subject)


def login(settings: Settings, user: Mapping[str, Any], now: datetime) -> Login:
    """What st.user holds, if it is a login for this app that still holds.

    raises  Outside: not logged in, of another app or issuer, or older than 12 hours
    """
    if user.get("is_logged_in") is not True:
        raise Outside(LOGGED_OUT, "Log in to go on.")
    provider = settings.of(user.get("provider"))
    issuer, subject = user.get("iss"), user.get("sub")
    named = provider and isinstance(subject, str) and subject and isinstance(issuer, str)
    # Authlib takes a token for another app too, as long as it was asked for by this one.
    if not named or provider is None or provider.client not in _audience(user):
        raise Outside(FOREIGN, "That login was not made for this dashboard. Log in again.")
    if str(issuer).rstrip("/") != provider.issuer.rstrip("/"):
        raise Outside(FOREIGN, "That login was not made for this dashboard. Log in again.")
    issued = _moment(user.get("iat"))
    if issued is None or issued - AHEAD > now:
        raise Outside(FOREIGN, "That login does not say when it was made. Log in again.")
    if now - issued > LIFE:
        hours = LIFE // timedelta(hours=1)
        raise Outside(EXPIRED, f"You logged in over {hours} hours ago. Log in again to go on.")
    name = _line(user.get("name")) or _line(user.get("preferred_username"))
    told = json.dumps([issuer, subject, user.get("iat"), user.get("nonce"), user.get("jti")])
    token = hashlib.blake2s(told.encode(), digest_size=16).hexdigest()
    email = _line(user.get("email"))
    return Login(str(issuer), str(subject), token, name or email, email, user)


def scope(home: Path, held: Login) -> Scope:
    """What the desk and people.toml make of a login: cheap, and never older than either.

    raises  Outside: logged out, revoked, or in no group that has a role here
    """
    try:
        found = _standing(home, held)
    except CxError as error:
        _LOG.error("Nobody can come in: %s", error)
        # Whoever reads this has no role yet: where the desk lies is told to the log alone.
        raise Outside(CLOSED, "Whoever runs this dashboard finds the cause in its log.") from error
    if found.ended:
        raise Outside(ENDED, "You have logged out. Log in again to go on.")
    rules = held_rules(home)
    if found.revoked:
        raise Outside(REVOKED, f"Your access was taken back. Ask {rules.ask}.", held.id)
    grant = found.given or rules.granted(held.claims)
    if grant is None:
        raise Outside(NO_ROLE, _nothing(rules, held), held.id)
    return Scope(grant.role, grant.departments, held.id, grant.teams)


def held_rules(home: Path) -> Rules:
    """people.toml as it is now; nobody is in a group of a file that cannot be read."""
    try:
        return rules(home)
    except BadInput as error:
        _LOG.error("Groups give nothing: %s", error)
        return Rules()


def rules(home: Path) -> Rules:
    """people.toml as it is now; raises BadInput naming the entry."""
    path = home / groups.FILE
    stamp = _stamp(path)
    return groups.read(home) if stamp is None else _rules(str(path), stamp)


@lru_cache(8)
def _rules(path: str, stamp: tuple[int, ...]) -> Rules:
    return groups.read(Path(path).parent)


def _standing(home: Path, held: Login) -> Standing:
    opened = desk.open_desk(home)
    stamp = _stamp(opened.path)
    asked = (held.issuer, held.subject, held.token)
    if stamp is None:
        return people.standing(opened, *asked)
    return _stood(str(home), stamp, *asked)


@lru_cache(4096)
def _stood(home: str, stamp: tuple[int, ...], issuer: str, subject: str, token: str) -> Standing:
    return people.standing(desk.open_desk(Path(home)), issuer, subject, token)


def _stamp(path: Path) -> tuple[int, ...] | None:
    """What changes with every write to a file; None while two writes could look alike.

    A file's time moves in steps of some milliseconds: only a time that lies behind is one's own.
    """
    try:
        seen = path.stat()
    except FileNotFoundError:
        return None
    age = datetime.now(UTC).timestamp() - seen.st_mtime
    settled = abs(age) > SETTLED_SECONDS
    return (seen.st_ino, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size) if settled else None


def _nothing(rules: Rules, held: Login) -> str:
    ask = f"Ask {rules.ask}, and tell them your number here."
    if "groups" in _mapping(held.claims.get("_claim_names")):
        return (
            "You are in so many groups that your company's login leaves them all out. "
            f"Nobody here has given you a role by name. {ask}"
        )
    return f"You are logged in, but nobody has given you a role here yet. {ask}"


def _audience(user: Mapping[str, Any]) -> tuple[str, ...]:
    said = user.get("aud")
    return tuple(map(str, said)) if isinstance(said, list | tuple) else (str(said),)


def _moment(said: object) -> datetime | None:
    if isinstance(said, bool) or not isinstance(said, int | float):
        return None
    try:
        return datetime.fromtimestamp(said, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _mapping(said: object) -> Mapping[str, Any]:
    return said if isinstance(said, Mapping) else {}


def _line(said: object) -> str:
    """A name as one printable line: it comes from outside."""
    words = said if isinstance(said, str) else ""
    return "".join(c for c in words if c.isprintable())[:120].strip()
