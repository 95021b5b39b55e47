"""Small records of what customers said, imported as any file is."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.scope import STEWARD, Scope

COLUMNS = "response_id answered_at kind touchpoint team segment channel region nps comment"
ORGANISATION = """
[company]
name = "Corner Shop"
timezone = "UTC"

[retention]
comments_months = 1200

[[stage]]
id = "buy"
name = "Buy"

[[touchpoint]]
id = "till"
name = "Till"
stage = "buy"

[[touchpoint]]
id = "van"
name = "Van"
stage = "buy"

[[department]]
id = "shop"
name = "Shop"

[[department]]
id = "road"
name = "Road"

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
department = "shop"

[[team]]
id = "drivers"
name = "Drivers"
department = "road"

[[team]]
id = "clerks"
name = "Clerks"
department = "office"

[[line]]
team = "front"
touchpoint = "till"

[[line]]
team = "back"
touchpoint = "till"

[[line]]
team = "drivers"
touchpoint = "van"
"""
HOSTILE = (
    '<img src="http://198.51.100.7/beacon.png" onerror="document.title=\'taken\'">',
    "![](http://198.51.100.7/markdown.png) and [press](http://198.51.100.7/link)",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "</p></div></div><script>document.title='taken'</script><style>body{display:none}</style>",
    "שלום, זה היה מאוחר \u202egnorw\u202c and back",
    "👩‍👩‍👧‍👦 🏳️‍🌈 great 👍🏽 🎉",
    "long " * 2000,
    "x" * 10_000,
    "late\u200bness of zero\u200dwidth \ufeffletters",
    "Z̷̡̛͓͔̪̈́̊̿̓a̴̢̫̝͓͋͒̈́͝l̷̢͖̘̈́̎͠g̶͚͇̈́̓o",
    "line\n" * 400,
    '" onmouseover="document.title=\'taken\'" x="',
    "&lt;b&gt; stays as typed &amp;amp;",
    "{{7*7}} ${7*7} $\\LaTeX$ :red[x] :material/home:",
)


def root(folder: Path, rows: Iterable[dict[str, object]]) -> Path:
    """A data root with these answers; what a row does not say is as in `answer`."""
    organisation, file = folder / "organisation.toml", folder / "answers.csv"
    organisation.write_text(ORGANISATION, "utf-8")
    with file.open("w", encoding="utf-8", newline="") as out:
        lines = csv.DictWriter(out, COLUMNS.split())
        lines.writeheader()
        lines.writerows(rows)
    now = datetime(2026, 11, 1, tzinfo=UTC)
    imports.commit(Scope(STEWARD), folder / "data" / "own", Batch((organisation, file)), now)
    return folder / "data"


def answer(number: int, score: int, text: str = "", **said: object) -> dict[str, object]:
    """An answer of October 2026 at the till, of the team in front, unless told else."""
    return {
        "response_id": f"r{number}",
        "answered_at": f"2026-10-{number % 28 + 1:02d}",
        "kind": "touchpoint",
        "touchpoint": "till",
        "team": "front",
        "segment": "Home",
        "channel": "Shop",
        "region": "North",
        "nps": score,
        "comment": text,
        **said,
    }
