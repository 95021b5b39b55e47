"""Logins as a provider would make them, for the tests of pages."""

from __future__ import annotations

import secrets
import time
from typing import Any

ISSUER, CLIENT = "https://login.test/realms/larkfield", "cx-commons"
AUTH: dict[str, Any] = {
    "redirect_uri": "http://localhost:8501/oauth2callback",
    "cookie_secret": secrets.token_hex(32),
    "client_id": CLIENT,
    "client_secret": secrets.token_hex(16),
    "server_metadata_url": f"{ISSUER}/.well-known/openid-configuration",
}
HOUR = 3600
PEOPLE = """
ask = "Ines Vogt (ines@larkfield.test)"

[[group]]
name = "cx-board"
role = "executive"

[[group]]
name = "cx-stewards"
role = "steward"

[[group]]
name = "cx-payroll"
role = "payroll"

[[group]]
name = "cx-leads-logistics"
role = "lead"
departments = ["logistics"]

[[group]]
name = "all-staff"
role = "employee"
"""


def user(*groups: str, age_seconds: float = 60, **said: Any) -> dict[str, Any]:
    """What st.user holds after a login; a claim that is said as None is left out."""
    claims = {
        "is_logged_in": True,
        "provider": "default",
        "iss": ISSUER,
        "aud": CLIENT,
        "sub": "u-17",
        "iat": int(time.time() - age_seconds),
        "nonce": "n-1",
        "name": "Maria Okafor",
        "email": "maria@larkfield.test",
        "groups": list(groups),
        **said,
    }
    return {name: value for name, value in claims.items() if value is not None}
