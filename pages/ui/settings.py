"""What .streamlit/secrets.toml says of the login; a setting that would let strangers in refuses."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import streamlit as st

from cxdata.errors import Refused

SHARED = {"redirect_uri", "cookie_secret", "expose_tokens"}
NEEDED = ("client_id", "client_secret", "server_metadata_url")
OWN = {*NEEDED, "client_kwargs", "label", "authorize_params"}
WELL_KNOWN = "/.well-known/openid-configuration"
SHORTEST_SECRET = 32  # characters that sign the cookie
FEWEST_SIGNS = 10  # different characters in it
PLACEHOLDER = re.compile(r"your|<|change|placeholder|example|xxx|\.\.\.|…", re.IGNORECASE)
FOR_ANYBODY = ("common", "organizations", "consumers")  # Entra's addresses for every tenant
DEFAULT, OPENID = "default", "openid"


@dataclass(frozen=True)
class Provider:
    """Who says who somebody is.

    id      as st.login takes it; label what the button calls it
    client  this app's id there: the audience of its tokens
    issuer  the address that its tokens must name
    """

    id: str
    label: str
    client: str
    issuer: str


@dataclass(frozen=True)
class Settings:
    """The login as configured."""

    providers: tuple[Provider, ...]

    def of(self, id_: object) -> Provider | None:
        """A provider by its id."""
        return next((one for one in self.providers if one.id == id_), None)


_read: tuple[object, Settings | None] | None = None


def settings() -> Settings | None:
    """The login's settings, read once a process; None where no login is set up.

    raises  Refused where they cannot be used as they are, with what to write
    """
    global _read
    held = st.secrets
    if _read is None or _read[0] is not held:
        _read = held, _found()
    return _read[1]


def parsed(auth: object) -> Settings:
    """The settings of an [auth] section.

    raises  Refused naming the entry
    """
    if not isinstance(auth, Mapping):
        raise _wrong("auth is one value: it should be a section, [auth], with a line an entry")
    _cookie(auth.get("cookie_secret"))
    _address("redirect_uri", auth.get("redirect_uri"), "/oauth2callback")
    named = {k: v for k, v in auth.items() if isinstance(v, Mapping) and k not in OWN}
    bare = {k: v for k, v in auth.items() if k not in named}
    for name in bare:
        if name not in SHARED | OWN:
            raise _wrong(f"[auth] has an entry '{name}' that nothing reads")
    if named and any(name in bare for name in NEEDED):
        raise _wrong("[auth] names a provider by itself and others in sections: keep one way")
    found = {name: dict(one) for name, one in named.items()} or {DEFAULT: bare}
    return Settings(tuple(_provider(name, one) for name, one in found.items()))


def _found() -> Settings | None:
    if not st.secrets.load_if_toml_exists():
        there = [path for path in st.get_option("secrets.files") if Path(path).exists()]
        if there:
            # Streamlit takes a file that it cannot read for none: the login would be gone.
            raise Refused(f"{there[0]} cannot be read, so nobody can log in: mend it, then start.")
        return None
    auth = st.secrets.get("auth")
    return None if auth is None else parsed(auth.to_dict() if hasattr(auth, "to_dict") else auth)


def _provider(name: str, said: Mapping[str, Any]) -> Provider:
    section = "[auth]" if name == DEFAULT else f"[auth.{name}]"
    _asks_for_a_token(section, said.get("client_kwargs", {}))
    if "_" in name:
        raise _wrong(f"{section}: a provider's name has no underscore")
    for entry in NEEDED:
        value = said.get(entry)
        if not isinstance(value, str) or not value.strip() or PLACEHOLDER.match(value):
            raise _wrong(f"{section} lacks {entry}, or still has the example's")
    address = str(said["server_metadata_url"])
    _address(f"{section} server_metadata_url", address, WELL_KNOWN)
    parts = unquote(urlsplit(address).path).lower().split("/")
    if any(one in parts for one in FOR_ANYBODY):
        raise _wrong(f"{section} server_metadata_url is for every company: name your own tenant")
    label = said.get("label") or ("" if name == DEFAULT else name.capitalize())
    return Provider(name, str(label), str(said["client_id"]), address.removesuffix(WELL_KNOWN))


def _asks_for_a_token(section: str, asked: object) -> None:
    """Who somebody is stands in the ID token, which comes for the scope 'openid' alone."""
    if not isinstance(asked, Mapping):
        raise _wrong(f'{section} client_kwargs should be a table, like {{ prompt = "login" }}')
    scope = asked.get("scope", OPENID)
    if not isinstance(scope, str) or OPENID not in scope.split():
        raise _wrong(f"{section} client_kwargs: scope should hold openid, as in 'openid email'")


def _cookie(secret: object) -> None:
    make = "make one with: python -c 'import secrets; print(secrets.token_hex(32))'"
    if not isinstance(secret, str) or len(secret) < SHORTEST_SECRET:
        raise _wrong(f"[auth] cookie_secret has under {SHORTEST_SECRET} characters; {make}")
    if len(set(secret)) < FEWEST_SIGNS or PLACEHOLDER.search(secret):
        raise _wrong(f"[auth] cookie_secret is a placeholder, which anybody can guess; {make}")


def _address(entry: str, value: object, end: str) -> None:
    try:
        parts = urlsplit(value if isinstance(value, str) else "")
    except ValueError:  # a bracket that nothing closes
        parts = urlsplit("")
    if not isinstance(value, str) or not value.endswith(end) or not parts.hostname:
        raise _wrong(f"{entry} should be a whole address that ends with {end}")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname)):
        raise _wrong(f"{entry} should begin with https://: a login in the clear can be copied")


def _wrong(words: str) -> Refused:
    return Refused(f".streamlit/secrets.toml: {words}. See docs/login.md.")


def is_loopback(address: str | None) -> bool:
    """Whether only this machine can reach an address."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address((address or "").strip("[]")).is_loopback
    except ValueError:
        return False
