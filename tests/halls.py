"""The sample company in a folder of its own, for tests that write on its desk."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from cxdata import organisation as organisations
from cxdata import record
from cxdata.desk.shown_ways import Shown
from cxdata.flows import presentations as flow
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import handovers, presentation_text, slides_way, ways
from cxdata.reports.ways import Behind, Story
from cxdata.scope import EXECUTIVE, Scope, View
from tests import records

QUARTER = View(date(2026, 8, 1), date(2026, 11, 1))
ANN = Scope(EXECUTIVE, identity="ann")
NOW = datetime(2026, 11, 2, tzinfo=UTC)
WHY = "Nobody can be recognised by it; it shows how a late van ends in a call"


def hall(folder: Path) -> Path:
    """A data root with the sample's record, its files linked, and a desk of its own."""
    sample, root = records.sample_root(), folder / "hall"
    (root / "demo").mkdir(parents=True)
    shutil.copytree(sample / "demo" / "record", root / "demo" / "record", copy_function=linked)
    for name in ("key", "desk.sqlite", "themes.toml"):
        shutil.copy2(sample / "demo" / name, root / "demo" / name)
    return root


def linked(source: str, target: str) -> str:
    """Link a file, or copy it where it lies on another disk: a snapshot is never changed."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def serving(root: Path) -> tuple[Snapshot, Organisation]:
    """The snapshot that serves, and the company as it tells it."""
    snapshot = record.open_snapshot(record.locate(root))
    return snapshot, organisations.parse(snapshot.organisation())


def told_way(snapshot: Snapshot, company: Organisation) -> tuple[Behind, str, Story]:
    """A way in which a customer said something: which handover, its token, its story."""
    found = handovers.handovers(ANN, snapshot, company, QUARTER)
    asked = Behind("stage", 30, "nps", found.ranked[0].from_id, found.ranked[0].to_id, "bad")
    for one in ways.ways(ANN, snapshot, company, QUARTER, asked).listed:
        story = ways.story(ANN, snapshot, company, QUARTER, asked, one.token)
        if story and sum(bool(step.text) for step in story.steps) > 1:
            return asked, one.token, story
    raise AssertionError("no way in the sample has words")


def approved(root: Path) -> tuple[Shown, Story]:
    """A way that an executive approved, with all its words, and what was read before that."""
    snapshot, company = serving(root)
    asked, token, story = told_way(snapshot, company)
    kept = slides_way.proposed(story)
    body = presentation_text.written(slides_way.slide(story, kept, kept))
    sought = ways.sought_of(ANN, snapshot, company, QUARTER, asked)
    return flow.approve_way(ANN, snapshot, sought, token, body, WHY, NOW), story
