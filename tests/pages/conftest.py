"""Pages run as Streamlit runs them, on a real record."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests import records
from tests.logins import AUTH, PEOPLE

APP = str(records.ROOT / "app.py")
Open = Callable[..., AppTest]
Enter = Callable[..., AppTest]


@pytest.fixture(scope="session")
def sample_root() -> Path:
    return records.sample_root()


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Each test meets a process that has cached nothing."""
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def visit(sample_root: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open the app as a role, at a page, with what the URL says; on the sample unless told else."""

    def opened(
        page: str = "", role: str = "", root: Path | None = None, **query: str | list[str]
    ) -> AppTest:
        monkeypatch.setenv("CX_DATA", str(root or sample_root))
        app = AppTest.from_file(APP, default_timeout=60)
        if role:
            app.session_state["view_as"] = role
        for name, value in query.items():
            app.query_params[name] = value
        if page:
            app.switch_page(page)
        return app.run()

    return opened


@pytest.fixture
def login_root(tmp_path: Path, sample_root: Path) -> Path:
    """The sample company, a desk of one's own, and groups that give roles."""
    (tmp_path / "demo").symlink_to(sample_root / "demo")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "people.toml").write_text(PEOPLE, "utf-8")
    return tmp_path


@pytest.fixture
def enter(login_root: Path, monkeypatch: pytest.MonkeyPatch) -> Enter:
    """Open the app with what a login says, at a page."""
    monkeypatch.setenv("CX_DATA", str(login_root))

    def entered(claims: dict[str, Any], page: str = "", auth: dict[str, Any] = AUTH) -> AppTest:
        app = AppTest.from_file(APP, default_timeout=60)
        app.secrets["auth"] = dict(auth)
        app.user = claims
        if page:
            app.switch_page(page)
        return app.run()

    return entered
