"""What a page says, read from what Streamlit would send to the browser."""

import json

from streamlit.testing.v1 import AppTest


def words(app: AppTest) -> str:
    """The page's own words; fails where the page did."""
    said = " ".join(element.proto.body for element in app.get("html")).replace("\u00a0", " ")
    assert "Something went wrong" not in said
    assert not app.exception
    return said


def marks(app: AppTest) -> str:
    """The markup of every mark on the page."""
    return " ".join(json.loads(e.proto.json).get("html", "") for e in app.get("bidi_component"))
