"""A company whose every name and word is meant to do harm, and files that are."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.scope import STEWARD, Scope
from tests.saying import HOSTILE as COMMENTS

NOW = datetime(2026, 11, 1, tzinfo=UTC)
FAR = "198.51.100.7"  # an address that nobody has: whoever asks for it obeyed a name
NAMES = (
    "x'); drop table record.answer; --",
    "' or 1=1 --",
    "\"; attach '/etc/passwd' as p; --",
    f'=HYPERLINK("http://{FAR}/x","y")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    f"![x](http://{FAR}/i.png) [y](http://{FAR})",
    f"<img src=http://{FAR}/i.png onerror=document.title='taken'>",
    "<script>document.title='taken'</script>",
    "../../../etc/passwd",
    "C:\\Windows\\System32\\con",
    "\u202egnorw\u202c way round",
    "{{7*7}} ${7*7} $x^2$ :material/home: `code`",
    "👩‍👩‍👧‍👦 Z̷̡̛͓̈́a̴͓͝l̷̢̈́g̶͇̈́o",
    "null",
    "a|b\tc",
)
LONG = "long " * 2_000  # 10,000 characters
COLUMNS = "response_id answered_at kind touchpoint team segment channel region customer nps comment"


def organisation() -> str:
    """Stages, touchpoints, departments, teams, a measure and an event with these names."""
    safe = [name.replace("\t", " ") for name in NAMES]
    parts = [f"[company]\nname = {_text(safe[8])}\npromise = {_text(safe[6])}\ntarget = 20\n"]
    for i, name in enumerate(safe[:6]):
        parts.append(f"[[stage]]\nid = {_text(f's{i} {name}')}\nname = {_text(name)}\n")
        of = f"name = {_text(safe[-i])}\nstage = {_text(f's{i} {name}')}\n"
        parts.append(f"[[touchpoint]]\nid = {_text(f't{i} {name}')}\n{of}")
    for i, name in enumerate(safe[:8]):
        parts.append(f"[[department]]\nid = {_text(f'd{i} {name}')}\nname = {_text(name)}\n")
        team = f"[[team]]\nid = {_text(f'm{i} {name}')}\nname = {_text(safe[i + 4])}\npeers = 'p'\n"
        parts.append(f"{team}department = {_text(f'd{i} {name}')}\nheads = 9\n")
        line = f"[[line]]\nteam = {_text(f'm{i} {name}')}\nwork = {_text(safe[7])}\n"
        parts.append(f"{line}touchpoint = {_text(f't{i % 6} {safe[i % 6]}')}\n")
    parts.append(f"[[event]]\non = 2026-08-01\nname = {_text(safe[7])}\n")
    return "\n".join(parts)


def rows(count: int) -> list[dict[str, object]]:
    """Answers from May to October 2026; every name is a segment, channel and region somewhere."""
    safe = [name.replace("\t", " ") for name in NAMES]
    made = []
    for i in range(count):
        relational, place, at = i % 2 == 0, i // 2 % 6, i % 8
        made.append(
            {
                "response_id": f"r{i} {NAMES[i % len(NAMES)]}",
                "answered_at": f"2026-{5 + i % 6:02d}-{i % 27 + 1:02d}",
                "kind": "relational" if relational else "touchpoint",
                "touchpoint": "" if relational else f"t{place} {safe[place]}",
                "team": "" if relational else f"m{at} {safe[at]}",
                "segment": NAMES[i // 40 % len(NAMES)] if i % 97 else LONG,
                "channel": NAMES[i // 30 % len(NAMES)],
                "region": NAMES[i // 20 % len(NAMES)],
                "customer": f"c{i % 200} {NAMES[3]}",
                "nps": i * 7 % 11,
                "comment": COMMENTS[i // 3 % len(COMMENTS)] if i % 3 == 0 else "",
            }
        )
    return made


def root(folder: Path, count: int = 1_200) -> Path:
    """A data root with the company's record."""
    house = folder / "organisation.toml"
    house.write_text(organisation(), "utf-8")
    file = folder / "$(touch taken) '; drop table answer; --.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        lines = csv.DictWriter(out, COLUMNS.split())
        lines.writeheader()
        lines.writerows(rows(count))
    home = folder / "data" / "own"
    imports.commit(Scope(STEWARD, identity=NAMES[8]), home, Batch((house, file)), NOW)
    return folder / "data"


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
