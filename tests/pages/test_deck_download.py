"""The deck's button and the place for a template, on a page of its own."""

from __future__ import annotations

import io
from typing import Any

import pptx as library
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.export.test_deck_template import house, saved
from tests.pages.reading import words

KIND = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def page() -> None:
    from pages.ui import deck_download
    from tests.export import decks

    deck_download.offer(decks.sample(), "all_hands")


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the page hands to Streamlit's download button: its file is made by a browser's press."""
    held: list[dict[str, Any]] = []
    real = st.download_button

    def noted(label: str, data: Any, **named: Any) -> bool:
        held.append({"label": label, "data": data, **named})
        return real(label, data, **named)

    monkeypatch.setattr(st, "download_button", noted)
    return held


def opened(offer: dict[str, Any]) -> Any:
    return library.Presentation(io.BytesIO(offer["data"]()))


def test_the_deck_is_made_when_the_button_is_pressed_and_not_before(
    offered: list[dict[str, Any]],
) -> None:
    app = AppTest.from_function(page, default_timeout=60).run()
    assert not app.exception
    (button,) = app.get("download_button")
    assert button.proto.deferred_file_id
    assert not button.proto.url
    assert len(opened(offered[-1]).slides) == 9
    assert offered[-1]["file_name"].startswith("Larkfield-Aug-Oct-2026-")
    assert offered[-1]["file_name"].endswith(".pptx")
    first = offered[-1]["file_name"]
    app.run()
    assert offered[-1]["file_name"] != first


def test_a_template_is_used_and_opened_in_another_process_than_the_apps(
    offered: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = AppTest.from_function(page, default_timeout=60).run()
    own = house()
    file = saved(own)

    def here(*_: object) -> None:
        raise AssertionError("a template was opened in the app's process")

    with monkeypatch.context() as patch:
        patch.setattr(library, "Presentation", here)
        app.file_uploader[0].set_value(("house.pptx", file, KIND)).run()
        assert "Until then" not in words(app)
        made = offered[-1]["data"]()
    deck = library.Presentation(io.BytesIO(made))
    assert (deck.slide_width, len(deck.slides)) == (own.slide_width, 9)


def test_a_template_that_cannot_be_used_is_said_in_words_and_the_deck_is_still_there(
    offered: list[dict[str, Any]],
) -> None:
    app = AppTest.from_function(page, default_timeout=60).run()
    app.file_uploader[0].set_value(("house.pptx", b"PK\x03\x04 nonsense", KIND)).run()
    assert not app.exception
    assert "The template is damaged or no PowerPoint file" in words(app)
    assert "Until then the deck comes in the look of this app" in words(app)
    assert len(opened(offered[-1]).slides) == 9
