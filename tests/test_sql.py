"""Every query in its own file: what it is for, what it takes, what it returns, all checked."""

import ast
import re
from pathlib import Path

import duckdb
import pytest

from cxdata.record import cubes
from cxdata.record.names import Names, seeded
from cxdata.record.staging import ROLES

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "cxdata" / "record" / "sql"
QUERIES = sorted(FOLDER.glob("*.sql"))
# What the fixture makes, and then the steps of an import: later queries may read them.
MADE = (
    "schema",
    "views",
    "views_handover",
    "views_base",
    "threshold",
    "owner",
    "coding",
    "called",
    "verdict",
)
STEPS = ("staged", "held", "incoming", "known", "contest", "standing")
KINDS = ("invitations", "measures", "customers", "contacts")


def head(path: Path) -> tuple[str, str, str]:
    """The comment of a file: what it is for, its params, its columns."""
    lines = []
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    text = "\n".join(lines)
    found = re.fullmatch(r"(?s)(.+)\nparams\s+(.+)\ncolumns\s+(.+)", text)
    assert found, f"{path.name} lacks a comment, or its 'params' and 'columns' lines"
    return found[1], found[2], found[3]


def body(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: p.stem)
def test_a_query_says_what_it_is_for_and_names_its_parameters(path: Path) -> None:
    purpose, params, _columns = head(path)
    assert len(purpose) > 20
    used = set(re.findall(r"\$(\w+)", body(path)))
    assert set(re.findall(r"\$(\w+)", params)) == used
    assert bool(used) != params.startswith("none")


def test_queries_are_short_enough_to_read() -> None:
    for path in QUERIES:
        assert path.stem == "schema" or len(body(path).splitlines()) <= 60, path.name


def test_every_query_is_used() -> None:
    text = "\n".join(p.read_text("utf-8") for p in FOLDER.parent.glob("*.py"))
    steps = ("staged", "incoming", "compared", "added")
    composed = {f"{step}_{kind}" for step in steps for kind in KINDS}
    composed |= {"core_faults", "monthly_faults"}
    for path in QUERIES:
        assert f'"{path.stem}"' in text or path.stem in composed, f"{path.name} is unused"


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    """An empty record with everything that a query may read, empty too."""
    con = duckdb.connect()
    con.execute("set TimeZone = 'UTC'")
    con.execute("attach ':memory:' as record")
    con.execute("attach ':memory:' as clean")
    for name in ("schema", "views", "views_handover", "views_base"):
        con.execute(body(FOLDER / f"{name}.sql"))
    seeded(con)
    cubes.thresholds(con, Names(con))
    for name in ("owner", "coding", "called", "verdict"):
        run(con, name)
    return con


def run(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """A query with every parameter empty: null, or a list of nothing."""
    text = body(FOLDER / f"{name}.sql")
    lists = set(re.findall(r"unnest\(\$(\w+)\)", text))
    values = {p: [] if p in lists else None for p in set(re.findall(r"\$(\w+)", text))}
    con.execute(text, values or None)


def prepared(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """The temporary tables that a query reads."""
    if name not in ("erased", "copied_anew"):
        run(con, "erased")
    kind = next((k for k in KINDS if name.endswith(f"_{k}")), None)
    text = body(FOLDER / f"{name}.sql")
    if name.startswith("other") or (kind and not name.startswith("staged")):
        raw(con, kind or "invitations")
        run(con, f"staged_{kind or 'invitations'}")
        if not name.startswith(("other", "incoming")):
            run(con, f"incoming_{kind}")
        return
    raw(con, kind)
    needed = [i for i, made in enumerate(STEPS) if re.search(rf"\b{made}\b", text)]
    last = 0 if kind or not needed else max(needed) + 1
    for step in STEPS[:last]:
        if name in (step, f"{step}_none"):
            break
        run(con, step)
    if "touched" in text and "temp table touched" not in text:
        con.execute("create temp table touched as select day from record.core")
    if "settled" in text and "temp table settled" not in text:
        con.execute("create temp table settled as select response from record.answer")
    if "worded" in text and name != "worded":
        run(con, "worded")
    if name == "worded_more":
        con.execute("create temp view worded_part as from worded")
    if "leaving" in text and name != "leaving":
        run(con, "leaving")
    if name == "cubes_moved":
        con.execute("create temp table if not exists touched as select day from record.core")
        run(con, "core_next")
        run(con, "monthly_next")


def raw(con: duckdb.DuckDBPyConnection, kind: str | None) -> None:
    columns = [*ROLES[kind or "answers"], "left_out", "content", "q0"]
    texts = ", ".join(f"null::varchar as {c}" for c in columns)
    con.execute(f"create or replace temp view raw as select 1::bigint as row, {texts} limit 0")


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: p.stem)
def test_a_query_runs_on_the_empty_record_and_returns_what_it_says(
    con: duckdb.DuckDBPyConnection, path: Path
) -> None:
    if path.stem in MADE:
        return  # the fixture ran them
    _purpose, _params, columns = head(path)
    prepared(con, path.stem)
    run(con, path.stem)
    if columns == "none":
        return
    said = re.sub(r"\([^)]*\)", "", columns)
    names = [part.split() for part in said.replace("\n", " ").split(",")]
    assert [d[0] for d in con.description] == [name for name, _ in names]
    assert [str(d[1]).lower() for d in con.description] == [kind for _, kind in names]


def test_no_sql_is_put_together_from_strings() -> None:
    """SQL is a file's text; names and values go in as parameters or expressions."""
    verbs = re.compile(r"\b(select|insert into|update|delete from|create|drop|attach|copy)\b", re.I)
    for path in sorted((ROOT / "cxdata" / "record").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                text = "".join(p.value for p in node.values if isinstance(p, ast.Constant))
                assert not re.match(r"\s*" + verbs.pattern, text, re.I), f"{path.name}: {text}"
            runs = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if runs and node.func.attr in ("execute", "sql", "query") and node.args:
                assert not isinstance(node.args[0], ast.JoinedStr | ast.BinOp), path.name
