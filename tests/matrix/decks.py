"""What the company of the matrix was told: presentations, and customers' ways with an approval.

Everyone may open what was frozen, by its link, and read a way that was approved. Nobody is shown a
way whose approval was taken back. What was withdrawn, and why a way may be shown, is for those who
freeze and approve.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from cxdata import desk, organisation, record
from cxdata.desk import presentations
from cxdata.desk.shown_ways import Shown
from cxdata.flows import presentations as flow
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import handovers, presentation_text, slides, slides_way, ways
from cxdata.reports.ways import Behind
from cxdata.scope import EXECUTIVE, Scope, View

Link = tuple[tuple[str, str], ...]
PAGE = "pages/present/all_hands.py"
TOLD, REASON = "qtoldword", "qreasonsecret"
WITHDRAWN, BACK = "qwithdrawnsecret", "qtakenbacksecret"
BOSS = Scope(EXECUTIVE, identity="presenter")
VIEW = View(datetime(2026, 8, 1).date(), datetime(2026, 11, 1).date())
MARKS = {
    "what everyone was told": (TOLD.encode(),),
    "approvals": (REASON.encode(),),
    "withdrawn presentations": (WITHDRAWN.encode(),),
    "a way that was taken back": (BACK.encode(),),
}
FOR_ALL, FOR_PRESENTERS = "what everyone was told", ("approvals", "withdrawn presentations")


def frozen(root: Path, company: str) -> None:
    """Two ways approved, one of them taken back; three presentations, one of them withdrawn."""
    own, now = root / "own", datetime(2026, 11, 2, tzinfo=UTC)
    snapshot, firm = record.open_snapshot(own), organisation.parse(company)
    shown = _approved(snapshot, firm, f"Told {TOLD} to all", now)
    gone = _approved(snapshot, firm, f"Told {BACK} once", now)
    _frozen(snapshot, firm, f"Autumn {TOLD}", shown, now)
    _frozen(snapshot, firm, "Autumn without", gone, now)
    closed = _frozen(snapshot, firm, f"Autumn {WITHDRAWN}", shown, now, said=WITHDRAWN)
    flow.take_back_way(BOSS, own, gone.id, now)
    flow.withdraw(BOSS, own, closed, now)


def links(root: Path) -> dict[str, list[Link]]:
    """Every address that whoever was told one might try: of presentations, and of ways."""
    held = desk.open_desk(root / "own")
    with held.reading() as con:
        gone = con.exec_driver_sql("SELECT id FROM approved_way ORDER BY gone").scalars().all()
    decks = [one.id for one in presentations.every(BOSS, held)]
    found: list[Link] = [(("deck", id_),) for id_ in decks]
    found += [(("way", id_), ("show", "1")) for id_ in gone]
    return {PAGE: found}


def _approved(snapshot: Snapshot, firm: Organisation, sentence: str, now: datetime) -> Shown:
    """The way of a customer whom the worst handover lost, without any of their words."""
    found = handovers.handovers(BOSS, snapshot, firm, VIEW, "stage", 30, "nps")
    worst = found.ranked[0]
    asked = Behind("stage", 30, "nps", worst.from_id, worst.to_id, "bad")
    token = ways.ways(BOSS, snapshot, firm, VIEW, asked).listed[0].token
    story = ways.story(BOSS, snapshot, firm, VIEW, asked, token)
    assert story is not None
    slide = slides_way.slide(story, slides_way.proposed(story), (), sentence)
    sought = ways.sought_of(BOSS, snapshot, firm, VIEW, asked)
    body, reason = presentation_text.written(slide), f"Nobody is known by it, {REASON}"
    return flow.approve_way(BOSS, snapshot, sought, token, body, reason, now)


def _frozen(
    snapshot: Snapshot, firm: Organisation, title: str, way: Shown, now: datetime, said: str = ""
) -> str:
    """Freeze a presentation that shows a way; its id."""
    found = slides.presentation(BOSS, snapshot, firm, VIEW)
    first = found.slides[0]
    found = replace(found, slides=(replace(first, sentence=said or first.sentence),))
    found = slides.with_slide(found, slides_way.placeholder(way.id))
    body = presentation_text.written(found)
    return flow.freeze(BOSS, snapshot.home, title, body, now).id
