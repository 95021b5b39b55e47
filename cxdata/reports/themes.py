"""How often customers speak of each theme, how they scored, and whether that has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cxdata.organisation import Organisation
from cxdata.record import Cells, Snapshot, voices
from cxdata.record.themes import Theme
from cxdata.record.voices import Heard
from cxdata.reports import hidden, periods, scoring, voice, voice_groups
from cxdata.reports.figures import Change, Figure, Header
from cxdata.reports.hidden import Ints
from cxdata.reports.voice import ALL, Search
from cxdata.scope import Scope, View, months_between

NPS = "nps"


@dataclass(frozen=True)
class Row:
    """A theme.

    comments  that belong to it; share of all comments that may be read, 0..1
    figure    NPS of the answers that they came with; unhappy and happy: how many of these gave 0
              to 6, and 9 or 10; 0 where the score is not shown
    change    of that score against the period before
    """

    name: str
    words: tuple[str, ...]
    comments: int
    share: float
    figure: Figure
    change: Change
    unhappy: int = 0
    happy: int = 0


@dataclass(frozen=True)
class Table:
    """The themes, most spoken of first.

    all    comments that may be read, of a theme or of none
    why    why nothing can be read; '' where something can
    words  what the changes are compared with
    """

    rows: tuple[Row, ...]
    all: int
    words: str
    why: str
    header: Header


def table(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    view: View,
    themes: tuple[Theme, ...],
    search: Search = ALL,
) -> Table:
    """Each theme's comments, NPS and change; search: its touchpoint and kind count."""
    then = periods.before(view)
    kept = Search(touchpoint=search.touchpoint, kind=search.kind)
    title = replace(
        voice.header(organisation, view, kept, snapshot.span(scope)[1]),
        title="Themes in what customers say",
        definition="Comments that hold one of a theme's words; NPS of the answers they came with.",
    )
    asked = (search.touchpoint, search.kind)
    now = voice_groups.opened(scope, snapshot, organisation, view, *asked)
    if now.heard is None:
        return Table((), 0, "", now.why, title)
    before = voice_groups.opened(scope, snapshot, organisation, then, *asked)
    event = periods.break_between(organisation, view, then)
    refused = periods.refusal(event) if event else ""
    # Both periods of a comparison are counted over the same groups.
    common = _common(now.heard, before.heard)
    if common is None and not refused:
        refused = "other groups could be read in the period before"
    ask = _Ask(snapshot, scope, view, then)
    everything, *held = ask.counted(now.heard, common, [(), *(theme.words for theme in themes)])
    all_ = everything.comments
    rows = _rows(themes, held, all_, hidden.minimum_of(organisation), refused)
    against = f"Changes are against {periods.label(then)}."
    return Table(rows, all_, against, "", title)


@dataclass(frozen=True)
class _Counted:
    """A theme's comments, their NPS histogram, and those of both periods of the comparison."""

    comments: int
    figure: Ints
    now: Ints
    then: Ints


@dataclass(frozen=True)
class _Ask:
    """The record, and the two periods that it is asked about."""

    snapshot: Snapshot
    scope: Scope
    view: View
    then: View

    def counted(
        self, heard: Heard, common: Heard | None, themes: Sequence[tuple[str, ...]]
    ) -> list[_Counted]:
        """Each theme's counts; one scan where both periods are counted over the same groups."""
        whole = self._asked(heard, themes)
        same = whole if common in (heard, None) else self._asked(common or heard, themes)
        return [self._counted(*sides) for sides in zip(whole, same, strict=True)]

    def _counted(self, whole: Cells, same: Cells) -> _Counted:
        now = _within(whole, self.view)
        sides = (_histogram(_within(same, one)) for one in (self.view, self.then))
        return _Counted(int(now.n.sum()), _histogram(now), *sides)

    def _asked(self, heard: Heard, themes: Sequence[tuple[str, ...]]) -> tuple[Cells, ...]:
        both = replace(self.view, since=self.then.since)
        return voices.monthly_by_theme(self.snapshot, self.scope, both, heard, themes)


def _common(now: Heard, before: Heard | None) -> Heard | None:
    """The groups whose comments may be read in both periods; None where there are none."""
    if before is None or now.kind != before.kind:
        return None
    if now.places is not None and before.places is not None:
        places = tuple(place for place in now.places if place in before.places)
        return replace(now, places=places) if places else None
    if now.touchpoints is None or before.touchpoints is None:
        return before if now.touchpoints is None else now
    touchpoints = tuple(t for t in now.touchpoints if t in before.touchpoints)
    return replace(now, touchpoints=touchpoints) if touchpoints else None


def _within(found: Cells, view: View) -> Cells:
    ends = (months_between(periods.EPOCH, end) for end in (view.since, view.until))
    return found.between(*ends)


def _histogram(found: Cells) -> Ints:
    return np.asarray(found.where(metric=NPS).counts.sum(axis=0), dtype=np.int64)


def _rows(
    themes: Sequence[Theme], held: Sequence[_Counted], all_: int, minimum: int, refused: str
) -> tuple[Row, ...]:
    if not themes:
        return ()
    whole, now, then = (
        np.stack([getattr(counted, name) for counted in held]) for name in ("figure", "now", "then")
    )
    figures = scoring.figures(NPS, whole, whole.sum(axis=1) >= minimum)
    comparable = (now.sum(axis=1) >= minimum) & (then.sum(axis=1) >= minimum)
    changes = scoring.changes(scoring.moves(NPS, now, then, comparable), refused)
    rows = [
        Row(
            *(theme.name, theme.words, one.comments, one.comments / max(all_, 1), figure, change),
            *(_sides(one.figure) if figure.value is not None else (0, 0)),
        )
        for theme, one, figure, change in zip(themes, held, figures, changes, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.comments, row.name)))


def _sides(histogram: Ints) -> tuple[int, int]:
    """Answers of 0 to 6, and of 9 or 10."""
    return int(histogram[:7].sum()), int(histogram[9:].sum())
