"""The company of the matrix, built once, and a process that has cached nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from tests.matrix import company
from tests.matrix.looking import Watch


@pytest.fixture(scope="session")
def works(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return company.built(tmp_path_factory.mktemp("matrix"))


@pytest.fixture
def watch(works: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Visits of the company by a process that serves nobody else."""
    monkeypatch.setenv("CX_DATA", str(works))
    _forget()
    yield Watch(works, company.marks(works))
    _forget()


def _forget() -> None:
    st.cache_data.clear()
    st.cache_resource.clear()
