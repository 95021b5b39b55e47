"""xlsx, xls and ods to rows of text, in a child process that may take neither time nor memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

from cxdata.errors import BadInput

SECONDS = 30
MEGABYTES = 512  # beside what Python and its libraries map before the file is opened
UNPACKED_MEGABYTES = 100
RATIO = 100
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_one(raw: bytes) -> bool:
    """Whether bytes begin like a workbook (or another zip or OLE file)."""
    return raw.startswith((_ZIP, _OLE))


def sheets(path: Path) -> dict[str, list[list[str]]]:
    """Name -> rows of text of every sheet that holds anything.

    raises  BadInput for a bomb, a password, a damaged file, or one that is no workbook
    """
    _refuse_bomb(path)
    command = [sys.executable, "-m", "cxdata.record.sources.workbook", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise BadInput(
            f"{path.name} took longer than {SECONDS} seconds to open. Save the sheet as CSV."
        ) from error
    if done.returncode != 0:
        why = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise BadInput(
            f"{path.name} cannot be opened as a workbook ({_reason(why)}). Save the sheet as CSV."
        )
    found: dict[str, list[list[str]]] = json.loads(done.stdout)
    if not found:
        raise BadInput(f"{path.name} is a workbook without a filled sheet: 0 rows.")
    return found


def _reason(lines: list[str]) -> str:
    last = lines[-1] if lines else "it needed too much memory"
    # What the reader says as it dies of hunger has notes of its own below.
    if any("MemoryError" in line or "memory" in line for line in [last, *lines]):
        return "it needs more memory than an export of answers should"
    if "assword" in last or "ncrypted" in last:
        return "it is protected by a password"
    return last.removeprefix("python_calamine.").replace("_python_calamine.", "")


def _refuse_bomb(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        unpacked = sum(part.file_size for part in parts)
    if not names & {"[Content_Types].xml", "content.xml", "mimetype"}:
        raise BadInput(f"{path.name} is a zip archive; unpack it and import the files in it.")
    ratio = unpacked / max(1, path.stat().st_size)
    if unpacked > UNPACKED_MEGABYTES * 2**20 or (ratio > RATIO and unpacked > 2**20):
        raise BadInput(
            f"{path.name} unpacks to {unpacked / 2**20:.0f} MB, {ratio:.0f} times its size: "
            "it is not opened. Save the sheet as CSV."
        )


def _text(value: object) -> str:
    """A cell as a person sees it: 9.0 is 9, dates are ISO."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)


def _main(path: str) -> None:
    from python_calamine import CalamineWorkbook

    used = (
        int(Path("/proc/self/statm").read_text().split()[0]) * 4096
        if sys.platform == "linux"
        else 0
    )
    limit = used + MEGABYTES * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    book = CalamineWorkbook.from_path(path)
    found: dict[str, list[list[str]]] = {}
    for name in book.sheet_names:
        rows = [
            [_text(cell) for cell in row]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        if any(any(cell.strip() for cell in row) for row in rows):
            found[name] = rows
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    _main(sys.argv[1])
