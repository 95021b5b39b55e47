"""The company that the generated answers are about: its organisation file, and the answers' CSV."""

from pathlib import Path

import duckdb

BUILD = Path(__file__).parents[1] / "build" / "benchmarks"
STAGES, TOUCHPOINTS, DEPARTMENTS, TEAMS = 6, 24, 8, 20


def organisation() -> str:
    """organisation.toml of a company as large as the answers need."""
    parts = ['[company]\nname = "Bench"\ntimezone = "Europe/Amsterdam"\ntarget = 30\n']
    # All comments stay: what is searched is as many as is said.
    parts += ["[retention]\ncomments_months = 1200\n"]
    parts += [_entry("stage", f"stage_{i}") for i in range(STAGES)]
    parts += [
        _entry("touchpoint", f"touchpoint_{i}", stage=f"stage_{i * STAGES // TOUCHPOINTS}")
        for i in range(TOUCHPOINTS)
    ]
    parts += [_entry("department", f"department_{i}") for i in range(DEPARTMENTS)]
    parts += [
        _entry("team", f"team_{i}", department=f"department_{i % DEPARTMENTS}", peers=_peers(i))
        for i in range(TEAMS)
    ]
    parts += [
        f'[[line]]\nteam = "team_{i % TEAMS}"\ntouchpoint = "touchpoint_{i}"\n'
        for i in range(TOUCHPOINTS)
    ]
    return "\n".join(parts)


def _peers(team: int) -> str:
    """Five teams a group, whose touchpoints overlap."""
    return f"group_{team // 5}"


def _entry(section: str, name: str, **more: str) -> str:
    lines = [f"[[{section}]]", f'id = "{name}"', f'name = "{name.replace("_", " ").title()}"']
    lines += [f'{key} = "{value}"' for key, value in more.items()]
    return "\n".join(lines) + "\n"


def answers(n: int) -> Path:
    """A CSV of n answers in the interchange format, made once: the same on every machine."""
    return _drawn("answers", BUILD / f"answers_{n}.csv", {"answers": n})


def comments(n: int) -> Path:
    """A CSV of n answers that all carry a comment, made once."""
    return _drawn("comments", BUILD / f"comments_{n}.csv", {"answers": n})


def surroundings() -> tuple[Path, ...]:
    """CSVs of what the scorecard reads beside answers: customers and invitations, made once."""
    return tuple(_drawn(name, BUILD / f"{name}.csv") for name in ("customers", "invitations"))


def _drawn(query: str, path: Path, params: dict[str, int] | None = None) -> Path:
    if not path.exists():
        BUILD.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        text = (Path(__file__).parent / "sql" / f"{query}.sql").read_text("utf-8")
        with duckdb.connect() as con:
            con.sql(text, params=params or {}).write_csv(str(draft), header=True)
        draft.rename(path)
    return path
