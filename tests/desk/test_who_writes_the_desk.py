"""Only flows and the desk itself write on it: reports and windows ask."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WRITING = {"save", "decide", "writing", "added", "freeze", "rename", "withdraw"}
WRITING |= {"approve", "take_back", "forget", "change"}
WRITING |= {"came", "end", "give", "revoke", "restore", "looked"}


def written(text: str) -> Iterator[str]:
    """What a module calls of the desk's that writes."""
    tree = ast.parse(text)
    held = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cxdata.desk")
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in WRITING:
            base = node.value
            while isinstance(base, ast.Attribute | ast.Call):
                base = base.value if isinstance(base, ast.Attribute) else base.func
            if node.attr == "writing" or (
                isinstance(base, ast.Name) and base.id in held | {"desk"}
            ):
                yield f"{ast.unparse(node)}, line {node.lineno}"
    yield from held & WRITING


def windows() -> list[Path]:
    rooms = ("reports", "charts", "export", "cli", "metrics", "record")
    return sorted(
        [
            *(p for room in rooms for p in ROOT.glob(f"cxdata/{room}/**/*.py")),
            *ROOT.glob("pages/**/*.py"),
        ]
    )


def test_nothing_but_flows_and_the_desk_writes_on_the_desk() -> None:
    found = {path: list(written(path.read_text("utf-8"))) for path in windows()}
    assert len(found) > 100
    assert {path: calls for path, calls in found.items() if calls} == {}


@pytest.mark.parametrize(
    "text",
    [
        "from cxdata.desk import plans\nplans.save(1)",
        "from cxdata.desk.decisions import decide\ndecide(1)",
        "from cxdata import desk\ndesk.plans.save(1)",
        "with held.writing() as con:\n    pass",
    ],
)
def test_a_window_that_writes_would_be_seen(text: str) -> None:
    assert list(written(text))


def test_a_window_that_asks_a_flow_is_right() -> None:
    assert not list(written("from cxdata.flows import plans\nplans.save(1)"))
