"""A presentation with its customer's way put in: as it is approved now, or as it was taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, tzinfo

from cxdata.desk import shown_ways
from cxdata.desk.presentations import frozen
from cxdata.desk.store import Desk
from cxdata.reports import presentation_text, slides_way
from cxdata.reports.presentation import Presentation, Slide, Way
from cxdata.scope import Scope


def opened(scope: Scope, desk: Desk, id_: str, zone: tzinfo = UTC) -> Presentation:
    """The frozen presentation of a link.

    zone    the company's: the day of its freezing is one of its own days
    raises  Refused where the link leads to none; BadInput where its text is damaged
    """
    held = frozen(scope, desk, id_)
    found = presentation_text.presentation(held.body)
    told = replace(
        found,
        title=held.title,
        frozen_at=held.frozen_at.astimezone(zone).isoformat(timespec="seconds"),
        frozen_by=held.frozen_by,
    )
    return told_ways(scope, desk, told)


def told_ways(scope: Scope, desk: Desk, found: Presentation) -> Presentation:
    """The same with each way that a slide refers to, or with why it is gone."""
    return replace(found, slides=tuple(_told(scope, desk, one) for one in found.slides))


def _told(scope: Scope, desk: Desk, slide: Slide) -> Slide:
    if not slide.held:
        return slide
    held = shown_ways.shown(scope, desk, slide.held)
    if held is None or held.gone:
        told = slides_way.gone("withdrawn" if held is None else held.gone)
        return replace(told, title=slide.title, notes=slide.notes, held=slide.held)
    way = presentation_text.slide(held.body)
    pictures = tuple(
        replace(p, approved_by=held.approved_by) if isinstance(p, Way) else p for p in way.pictures
    )
    return replace(way, pictures=pictures, notes=slide.notes, held=slide.held)


def without_ways(found: Presentation) -> Presentation:
    """What may be frozen: of a way only where it lies, since its sentence tells of a customer."""
    kept = (slides_way.placeholder(s.held, s.notes) if s.held else s for s in found.slides)
    return replace(found, slides=tuple(kept))
