"""The sample company's record, built from its CSV files whenever it is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cxdata import organisation
from cxdata.errors import BadInput
from cxdata.flows.recognised import has_record, reading_folder
from cxdata.record import writer
from cxdata.record.report import Report
from cxdata.record.sources.choice import Desk
from cxdata.record.sources.declared import Declared
from cxdata.record.sources.recognition import recognise
from cxdata.scope import Scope

FILES = Path(__file__).parents[2] / "sample_data"


def sample(
    scope: Scope,
    root: Path,
    now: datetime,
    *,
    files: Path = FILES,
    if_missing: bool = False,
    progress: Callable[[float, str], None] | None = None,
) -> tuple[Report, ...]:
    """Build the demo's record from the sample company's files.

    scope       anyone: the sample holds nobody's feedback
    root        data root; the record goes to root/demo
    if_missing  do nothing where the demo has a record already
    return      a Report a file; empty where nothing was to do
    raises      BadInput where the sample's files are missing, Busy while somebody builds it
    """
    home = root / "demo"
    if if_missing and has_record(home):
        return ()
    tables = sorted(files.glob("*.csv"))
    about = files / "organisation.toml"
    if not tables or not about.is_file():
        raise BadInput(f"The sample company's files are missing from {files}. Run: make sample")
    text = about.read_text("utf-8")
    zone = organisation.parse(text).company.timezone
    with reading_folder(home) as folder:
        desk = Desk(folder, timezone=zone)
        readings = tuple(recognise(path, Declared(), desk).reading for path in tables)
        return writer.import_readings(
            home,
            readings,
            author="sample",
            now=now,
            organisation=text,
            demo=True,
            progress=progress,
        )
