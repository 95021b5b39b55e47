"""An error in the log: its kind and place, never the words, which may be a customer's."""

import io
import logging
from collections.abc import Callable, Iterator

import pytest

from pages.ui import data
from pages.ui.server import errors_log
from tests.pages.conftest import Open

PRIVATE = "jan@example.org"


@pytest.fixture
def log() -> Iterator[Callable[[], str]]:
    """Everything that any logger writes, as a server would write it."""
    factory, root, text = logging.getLogRecordFactory(), logging.getLogger(), io.StringIO()
    handler = logging.StreamHandler(text)
    streamlit = logging.getLogger("streamlit")
    root.addHandler(handler)
    streamlit.addHandler(handler)
    errors_log.quiet()
    yield text.getvalue
    logging.setLogRecordFactory(factory)
    root.removeHandler(handler)
    streamlit.removeHandler(handler)


def _broken(said: str) -> None:
    try:
        int(said)
    except ValueError as error:
        raise KeyError(f"no row of {said}") from error


def test_an_error_and_its_causes_are_logged_without_their_words(log: Callable[[], str]) -> None:
    try:
        _broken(PRIVATE)
    except KeyError as error:
        logging.getLogger("streamlit.any").exception("failed")
        logging.getLogger("uvicorn.error").error("it was %s", error)
    said = log()
    assert PRIVATE not in said
    assert "builtins.KeyError" in said
    assert "builtins.ValueError" in said
    assert "tests/pages/server/test_errors_log.py" in said
    assert "_broken" in said


def test_a_page_that_fails_tells_neither_the_person_nor_the_log_what_a_customer_said(
    visit: Open, log: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "scorecard", lambda view: _broken(PRIVATE))
    app = visit()
    said = " ".join(element.proto.body for element in app.get("html"))
    assert "Something went wrong here" in said
    assert not app.exception
    assert PRIVATE not in said
    assert "KeyError" not in said
    assert "Scorecard failed" in log()
    assert "builtins.KeyError" in log()
    assert PRIVATE not in log()
