"""A sample that may be written to, and somebody who works in a team."""

import os
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests import records
from tests.pages.conftest import APP, Open
from tests.pages.pay.paying import PAGE


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the sample that may be written to."""
    root = tmp_path / "data"
    shutil.copytree(records.sample_root() / "demo", root / "demo", copy_function=os.link)
    desk_file = root / "demo" / "desk.sqlite"
    held = desk_file.read_bytes()
    desk_file.unlink()  # a copy of its own: the record's files are never written to
    desk_file.write_bytes(held)
    return root


@pytest.fixture
def employee(sample_root: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open the page of incentives as somebody who works in a team."""

    def opened(own_team: str, **query: str) -> AppTest:
        monkeypatch.setenv("CX_DATA", str(sample_root))
        app = AppTest.from_file(APP, default_timeout=60)
        app.session_state["view_as"], app.session_state["view_as_team"] = "employee", own_team
        for name, value in query.items():
            app.query_params[name] = value
        return app.switch_page(PAGE).run()

    return opened
