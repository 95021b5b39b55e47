"""Who may import whom: the floors of the house, pinned. The allowlist may only shrink."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GROUND = {"errors", "catalog", "scope", "organisation"}
ROOMS = ("metrics", "record", "desk", "charts")

# room -> what it may import of ours
MAY = {
    **dict.fromkeys(GROUND, GROUND),
    **{room: GROUND | {room} for room in ROOMS},
    "reports": GROUND | {"metrics", "record", "desk", "reports"},
    "flows": GROUND | {"metrics", "record", "desk", "flows"},
    "export": GROUND | {"reports", "charts", "export"},
    "explain": {"explain"},
    "cli": GROUND | set(ROOMS) | {"reports", "flows", "export", "explain", "cli"},
    "__main__": {"cli"},
    "__init__": set(),
    "pages.ui": GROUND | set(ROOMS) | {"reports", "flows", "export", "explain", "pages.ui"},
    "pages": {"pages.ui", "charts", "catalog"},
    "app": {"pages.ui", "catalog"},
}

# library -> the only rooms that may import it
ONLY = {
    "streamlit": {"pages.ui", "pages", "app"},
    "duckdb": {"record"},
    "sqlalchemy": {"desk"},
    "plotly": {"charts"},
    "scipy": {"metrics"},
    "tomlkit": {"flows"},
    "segno": {"charts"},
    "babel": {"pages.ui", "flows"},  # names of months in what is told to everyone
    "numpy": {"metrics", "record", "reports", "charts"},
    "pandas": {"reports", "flows", "export", "cli", "pages.ui"},
}

# Modules that break a floor today, each with its reason. Only ever take lines out.
ALLOWED: dict[tuple[str, str], str] = {}


def room(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    if parts[0] == "cxdata":
        return parts[1]
    if parts[0] == "pages":
        return "pages.ui" if parts[1] == "ui" else "pages"
    return parts[0]


def sources() -> list[Path]:
    return sorted([*ROOT.glob("cxdata/**/*.py"), *ROOT.glob("pages/**/*.py"), ROOT / "app.py"])


def imported(path: Path) -> Iterator[str]:
    """Dotted names of everything that a module imports, wherever in it."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def ours(name: str) -> str | None:
    """The room of ours that a dotted name lies in."""
    parts = name.split(".")
    if parts[0] == "cxdata":
        return parts[1] if len(parts) > 1 else None
    if parts[:2] == ["pages", "ui"]:
        return "pages.ui"
    return None


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_module_keeps_to_its_floor(path: Path) -> None:
    here = room(path)
    for name in imported(path):
        target = ours(name)
        if target is not None and (here, target) not in ALLOWED:
            assert target in MAY[here], f"{here} may not import {name}"
        library = name.split(".")[0]
        if library in ONLY:
            assert here in ONLY[library], f"{here} may not import {library}"


def test_no_page_lies_directly_in_pages() -> None:
    """Streamlit's own discovery would run it without app.py's gate."""
    assert not list((ROOT / "pages").glob("*.py"))


def test_a_page_has_at_most_sixty_lines() -> None:
    pages = [p for p in (ROOT / "pages").glob("*/*.py") if p.parent.name != "ui"]
    assert pages
    for page in pages:
        assert len(page.read_text("utf-8").splitlines()) <= 60, page


def test_modules_stay_readable() -> None:
    for path in sources():
        lines = len(path.read_text("utf-8").splitlines())
        assert lines <= 320, f"{path.relative_to(ROOT)} has {lines} lines: split it"


def test_only_windows_read_the_clock() -> None:
    """Below pages and the CLI, today is an argument; the builder stamps its own batch."""
    for path in sources():
        if room(path) in {"pages.ui", "pages", "app", "cli"}:
            continue
        text = path.read_text("utf-8")
        for call in ("date.today(", "datetime.now(", "datetime.utcnow("):
            assert call not in text, f"{path.relative_to(ROOT)} reads the clock"
