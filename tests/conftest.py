"""What several folders of tests share: where things lie, and the sample company's record."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

settings.register_profile(
    "cx", deadline=None, max_examples=60, derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("cx")


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
