"""The sample company's record, built from its CSV files whenever it is missing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cxdata import desk, organisation
from cxdata.errors import BadInput
from cxdata.flows import plans
from cxdata.flows.recognised import has_record, reading_folder
from cxdata.record import themes, writer
from cxdata.record.report import Report
from cxdata.record.sources.choice import Desk
from cxdata.record.sources.declared import Declared
from cxdata.record.sources.recognition import recognise
from cxdata.scope import EXECUTIVE, Scope

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
        _plan(files, home, now)
        return ()
    tables = sorted(files.glob("*.csv"))
    about = files / "organisation.toml"
    if not tables or not about.is_file():
        raise BadInput(f"The sample company's files are missing from {files}. Run: make sample")
    text = about.read_text("utf-8")
    zone = organisation.parse(text).company.timezone
    _themes(files, home)
    _plan(files, home, now)
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


def _themes(files: Path, home: Path) -> None:
    """The themes of the sample's comments; those that somebody has edited meanwhile stay."""
    source, target = files / themes.NAME, themes.path(home)
    if source.is_file() and not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def _plan(files: Path, home: Path, now: datetime) -> None:
    """The sample's incentive plan, where the demo has no desk yet; what was saved since stays."""
    source, about = files / "plan.toml", files / "organisation.toml"
    if not source.is_file() or not about.is_file() or (home / desk.FILE).exists():
        return
    company = organisation.parse(about.read_text("utf-8"))
    scope = Scope(EXECUTIVE, identity="sample")
    plans.save(scope, home, company, source.read_text("utf-8"), 0, now)
