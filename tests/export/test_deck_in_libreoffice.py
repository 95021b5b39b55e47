"""LibreOffice opens the deck and draws every page of it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from cxdata.export import pptx
from tests.export import decks
from tests.export.test_deck import hostile
from tests.export.test_deck_template import house, saved

SOFFICE, READER = shutil.which("soffice"), shutil.which("pdftotext")

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(
        not SOFFICE, reason="soffice is missing: apt-get install libreoffice-impress"
    ),
    pytest.mark.skipif(not READER, reason="pdftotext is missing: apt-get install poppler-utils"),
]


def pages(made: bytes, folder: Path) -> list[str]:
    """The text of every page that LibreOffice draws."""
    (folder / "deck.pptx").write_bytes(made)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "deck.pptx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    told = subprocess.run(
        [READER, "-layout", "deck.pdf", "-"], cwd=folder, check=True, capture_output=True, text=True
    )
    return told.stdout.split("\f")[:-1]


@pytest.mark.parametrize("template", [None, saved(house()), saved(house(dark=True))])
def test_every_slide_is_a_page_with_its_title_figures_and_day(template, tmp_path):
    presentation = decks.sample()
    found = pages(pptx.deck(presentation, template), tmp_path)
    assert len(found) == 1 + len(presentation.slides)
    for slide, page in zip(presentation.slides, found[1:], strict=True):
        # Breaks between words lie where the drawing program puts them.
        said = " ".join(page.split())
        assert slide.title.split()[0] in said
        assert "Data to 31 Oct 2026" in said
    assert "+31" in found[2]
    assert "−4.2 ± 0.5" in found[4]


@pytest.mark.parametrize("start", [0, 4])
def test_a_hostile_deck_is_drawn_all_the_same(start, tmp_path):
    found = pages(pptx.deck(hostile(decks.sample(), [start])), tmp_path)
    assert len(found) >= 9
