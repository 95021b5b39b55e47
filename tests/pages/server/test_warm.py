"""A process is ready before its first visitor."""

from pathlib import Path

import pytest

from cxdata.reports import scorecard as scorecards
from pages.ui import start
from tests.pages.conftest import Open
from tests.pages.reading import words


def test_the_first_visitor_finds_the_scorecard_reckoned(
    visit: Open, sample_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CX_DATA", str(sample_root))
    reckoned, real = [], scorecards.scorecard

    def counted(*asked: object) -> object:
        reckoned.append(asked)
        return real(*asked)

    monkeypatch.setattr(scorecards, "scorecard", counted)
    start.warm()
    assert len(reckoned) == 1
    assert "Would our customers recommend us?" in words(visit())
    assert len(reckoned) == 1


def test_a_new_installation_starts_without_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CX_DATA", str(tmp_path))
    start.warm()
    assert not list(tmp_path.iterdir())
