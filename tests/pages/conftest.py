"""Pages run as Streamlit runs them, on a real record."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests import records

APP = str(records.ROOT / "app.py")
Open = Callable[..., AppTest]


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
