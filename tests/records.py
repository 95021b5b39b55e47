"""Records for the tests of pages: the sample company's, built once, and small ones of one's own."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.scope import STEWARD, Scope

ROOT = Path(__file__).parents[1]
MADE_OF = (
    "sample_data/*.csv",
    "sample_data/*.toml",
    "cxdata/record/**/*.py",
    "cxdata/record/**/*.sql",
)

ORGANISATION = """
[company]
name = "Corner Shop"
timezone = "UTC"
target = 20
minimum_group = 5

[[stage]]
id = "buy"
name = "Buy"

[[touchpoint]]
id = "till"
name = "Till"
stage = "buy"

[[department]]
id = "shop"
name = "Shop <b>floor</b>"

[[department]]
id = "office"
name = "Office"

[[team]]
id = "front"
name = "Front"
department = "shop"

[[team]]
id = "back"
name = "Back"
department = "office"

[[line]]
team = "front"
touchpoint = "till"
"""


def sample_root() -> Path:
    """A data root with the sample company's record, built once for these files and this code."""
    root = ROOT / "build" / "tests" / f"sample-{_digest()}"
    root.mkdir(parents=True, exist_ok=True)
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(
            [sys.executable, "-m", "cxdata", "sample", "--if-missing"],
            cwd=ROOT,
            env={**os.environ, "CX_DATA": str(root)},
            check=True,
            capture_output=True,
        )
    return root


def own_root(folder: Path, answers: Iterable[str]) -> Path:
    """A data root with a small record of one's own.

    answers  rows of response_id,answered_at,kind,touchpoint,team,segment,channel,region,nps
    """
    organisation, file = folder / "organisation.toml", folder / "answers.csv"
    organisation.write_text(ORGANISATION, "utf-8")
    header = "response_id,answered_at,kind,touchpoint,team,segment,channel,region,nps"
    file.write_text("\n".join([header, *answers]) + "\n", "utf-8")
    root = folder / "data"
    if (root / "own" / "record").exists():
        return root
    scope, now = Scope(STEWARD), datetime(2026, 11, 1, tzinfo=UTC)
    imports.commit(scope, root / "own", Batch((organisation, file)), now)
    return root


def balanced(count: int) -> list[str]:
    """So many relational answers of October 2026, as many promoters as detractors."""
    return [
        f"r{i},2026-10-{i % 28 + 1:02d},relational,,front,Home,Shop,North,{(9, 3)[i % 2]}"
        for i in range(count)
    ]


def _digest() -> str:
    found = hashlib.sha256()
    for path in sorted(p for pattern in MADE_OF for p in ROOT.glob(pattern)):
        found.update(path.name.encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:16]
