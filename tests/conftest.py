"""What several folders of tests share: where things lie, and the sample company's record."""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

settings.register_profile(
    "cx", deadline=None, max_examples=60, derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("cx")


@pytest.fixture(scope="session", autouse=True)
def _components() -> Iterator[None]:
    """Look for installed components once, not in every visit: most of a quick one went there."""
    with pytest.MonkeyPatch.context() as patch:
        found = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root."""
    return ROOT


def shared(folder: str) -> Path:
    """A folder of reference material beside the checkout; skips where a user's clone lacks it."""
    path = SHARED / folder
    if not path.is_dir():
        pytest.skip(f"reference folder '{folder}' is not beside this checkout")
    return path


@pytest.fixture(scope="session")
def exports() -> Path:
    """Real survey exports with their manifest."""
    return shared("exports")


@pytest.fixture(scope="session")
def vectors() -> Path:
    """Worked examples of every formula."""
    return shared("statistics")
