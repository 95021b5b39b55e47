"""The customers who were erased: keyed hashes beside the record, so that none of them comes back.

    own/erased.list        a line each: hash (16 hex digits), the day on which it was erased

It is read by every import, and outlives the record: a backup that is put back is brought to it
by `python -m cxdata erase --replay`. The hash alone tells nobody who it was; the key turns an id
into it.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cxdata.errors import CxError

FILE = "erased.list"
_LINE = re.compile(r"([0-9a-f]{16}) (\d{4}-\d{2}-\d{2})")


def hashed(key: str, customer: str) -> int:
    """The hash of a customer's id as the source writes it: what sql/staged.sql computes."""
    digest = hashlib.md5((key + customer.strip(" ")).encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest, "little") >> 64


def listed(home: Path) -> tuple[int, ...]:
    """The hashes of everybody who was erased, in the order of the list.

    raises  CxError where a line is none: to skip it would let somebody come back
    """
    path = Path(home) / FILE
    if not path.exists():
        return ()
    found: dict[int, None] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip():
            match = _LINE.fullmatch(line.strip())
            if match is None:
                raise CxError(
                    f"{path}, line {number} is no hash with a day. Put the file back as it was "
                    "(a backup has it): without it erased customers would come back."
                )
            found[int(match[1], 16)] = None
    return tuple(found)


def noted(home: Path, customers: Sequence[int], day: date) -> None:
    """Add hashes to the list, durably; who stands there already is not added again."""
    known = listed(home)
    lines = [f"{one:016x} {day.isoformat()}\n" for one in customers if one not in known]
    path = Path(home) / FILE
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())
