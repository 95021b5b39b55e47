"""python -m cxdata erase | retain: what goes, said before it does, and after."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from cxdata.errors import BadInput
from cxdata.flows import erase
from cxdata.flows.erase import Erased
from cxdata.scope import Scope

Found = tuple[dict[str, Any], list[str]]  # JSON-ready, and as lines


def options(command: Callable[[str, str], Any]) -> None:
    """What the two commands take. command  name, words -> its parser"""
    gone = command("erase", "remove a customer for good, from every snapshot")
    gone.add_argument("customer", nargs="?", metavar="CUSTOMER", help="the id as the source has it")
    gone.add_argument("--replay", action="store_true", help="erase again everybody who ever was")
    gone.add_argument("--unknown", action="store_true", help="also if the record holds nothing yet")
    gone.add_argument("--dry-run", action="store_true", help="count, and change nothing")
    old = command("retain", "remove comments that are older than they are kept")
    old.add_argument("--dry-run", action="store_true", help="count, and change nothing")
    told = "also where the newest answer is over a year old"
    old.add_argument("--even-so", action="store_true", help=told)


def erased(scope: Scope, home: Path, now: datetime, said: Namespace) -> Found:
    """Erase a customer, or count what that would remove."""
    if said.replay == bool(said.customer):
        raise BadInput("Name one customer, or say --replay to erase again everybody who ever was.")
    if said.replay:
        if said.dry_run:
            raise BadInput("--replay has no dry run: it removes only who was erased before.")
        found = erase.replay(scope, home, now)
    elif said.dry_run:
        found = erase.would_erase(scope, home, said.customer, now)
    else:
        found = erase.erase(scope, home, said.customer, now, unknown=said.unknown)
    whole = {
        "removed": found.counts,
        "elsewhere": found.elsewhere,
        "snapshots_dropped": found.snapshots,
        "dry_run": said.dry_run,
    }
    return whole, _erased(found, said.dry_run)


def _erased(found: Erased, dry: bool) -> list[str]:
    lines = [f"{rows:>8}  {what}" for what, rows in {**found.counts, **found.elsewhere}.items()]
    older = _counted(found.snapshots, "older snapshot")
    if dry and not lines:
        return ["Dry run: nothing is held of this customer, so nothing would go."]
    if dry:
        return [
            *lines,
            "Dry run: nothing was changed. These would go, each counted once; the record would "
            f"be written anew without them, and {older}, where they lie as well, deleted whole.",
        ]
    return [
        *lines,
        f"Removed. The record was written anew, {older} deleted, and no file brings it back.",
        "Backups still hold it: run `python -m cxdata erase --replay` after putting one back.",
    ]


def _counted(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'s' * (number != 1)}"


def retained(scope: Scope, home: Path, now: datetime, said: Namespace) -> Found:
    """Remove old comments, or count them."""
    if said.dry_run:
        found = erase.would_retain(scope, home, now)
    else:
        found = erase.retain(scope, home, now, even_so=said.even_so)
    total, since = sum(found.months.values()), found.since.isoformat()
    lines = [f"{month}  {rows:>8}" for month, rows in found.months.items()]
    if not total:
        lines.append(f"No comment is from before {since}: there is nothing to remove.")
    elif said.dry_run:
        lines.append(f"Dry run: {total} comments from before {since} would go.")
    else:
        lines.append(f"Removed: {total} comments from before {since}. Their scores still count.")
    return {"months": found.months, "since": since, "dry_run": said.dry_run}, lines
