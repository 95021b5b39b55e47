"""Would our customers recommend us? The executive's sixty seconds, from one slice of the cube."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from cxdata.organisation import Organisation
from cxdata.record import Snapshot, worth
from cxdata.reports import (
    bridge_weighted,
    charting,
    headline,
    hearing,
    journey_strip,
    periods,
    scoring,
    waterfall,
    weighting,
    weighting_words,
    wording,
    worth_shown,
)
from cxdata.reports import decision as decisions
from cxdata.reports import departments as tables
from cxdata.reports import risk as risks
from cxdata.reports.board import Board
from cxdata.reports.captions import Captions, captions
from cxdata.reports.decision import Decision
from cxdata.reports.departments import DepartmentRow
from cxdata.reports.figures import Change, Figure, Header, Sentence, Target
from cxdata.reports.headline import Shift
from cxdata.reports.hearing import Heard, HeardPart
from cxdata.reports.journey_strip import StageCell
from cxdata.reports.notes import notes
from cxdata.reports.page import Page
from cxdata.reports.places import STAGE, WHOLE
from cxdata.reports.risk import Risk
from cxdata.reports.waterfall import Step, Waterfall
from cxdata.reports.weighting import Weighing
from cxdata.scope import Scope, View

__all__ = [
    "Decision",
    "DepartmentRow",
    "Heard",
    "HeardPart",
    "Risk",
    "Scorecard",
    "StageCell",
    "Step",
    "Waterfall",
    "scorecard",
]


@dataclass(frozen=True)
class Scorecard:
    """Everything that the landing page shows; scoped, suppressed, and in words.

    company       its name
    question      'Would our customers recommend us?', or the part's question
    part          '' for the whole; else the departments or teams chosen: 'Logistics'
    as_of         last day that the period's figures know; None where nobody answered in it
    period        'Aug – Oct 2026'; previous_period 'May – Jul 2026'; span 'quarter', 'month' …
    headline      relational NPS; with a department or team chosen its touchpoint NPS
    small_print   'Net Promoter Score, 95 % between +30 and +34 · 6,214 answers · 31 % of …'
    beside        with a part chosen the company's touchpoint NPS, else None
    target        None where the organisation names none (or a part is chosen)
    verdict       the answer in a sentence
    shifted       what its chart says that two periods do not, as `verdict` has it
    detectable    smallest move that could be told from chance, points; None without two periods
    detectable_words  'With 2,100 answers a true move of 5 points is found four times in five.'
    causes        ids of the two steps of the waterfall that moved the score most, largest first;
                  none that may be chance
    touchpoint_score  the company's: what departments are compared with
    notes         sentences that belong under the page: breaks, what filters hide
    counted       how the scores were weighted, or why not; '' where they are as answered
    header        of the score, for tables and files; captions of the page's other tables
    """

    company: str
    question: str
    part: str
    as_of: date | None
    period: str
    previous_period: str
    span: str
    headline: Figure
    small_print: str
    beside: Figure | None
    previous: Figure
    change: Change
    target: Target | None
    verdict: Sentence
    shifted: Shift
    detectable: float | None
    detectable_words: str
    waterfall: Waterfall
    causes: tuple[str, ...]
    stages: tuple[StageCell, ...]
    touchpoint_score: Figure
    departments: tuple[DepartmentRow, ...]
    heard: Heard
    risk: Risk
    decision: Decision
    promise: str
    notes: tuple[str, ...]
    counted: str
    header: Header
    captions: Captions


def scorecard(
    scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View
) -> Scorecard:
    """The landing page for whoever asks.

    view    its months are the period; the one before is as long
    raises  NoRecord where there is no answer at all; Refused as the scope says
    """
    then = periods.before(view)
    # The charts behind the sentences are the trend's own: they begin where the record begins.
    first = snapshot.span(scope)[0].replace(day=1)
    page = Page.open(scope, snapshot, organisation, (view, then), first)
    weighing = Weighing(page)
    counted = weighing if view.weighted else None
    found = headline.answer(page, counted)
    moved = _waterfall(page, found, counted)
    apart = "not comparable" if page.refused else ""
    stages = journey_strip.strip(organisation, page.boards, (view, then), apart, counted)
    table = tables.table(organisation, page.boards["nps"], (view, then), apart, counted)
    heard = _heard(page, found.figure, weighing)
    whole = page.boards["nps"].of(WHOLE, "")
    here, _, given = weighting.pair_of(whole, (view, then), counted)
    company = weighting.given(scoring.figures("nps", here, whole.may(view)), given)[0]
    causes = headline.causes(moved)
    shifted = Shift() if counted else _shifted(page, first, found.change.verdict)
    span = wording.span(view.since, view.until)
    verdict = headline.verdict(
        found.figure,
        found.change,
        found.target,
        headline.compared_with(page),
        (*shifted.after, *causes),
    )
    return Scorecard(
        company=organisation.company.name,
        question=_question(page.part),
        part=page.part,
        as_of=periods.as_of(view, page.wide.window.last) if found.figure.n else None,
        period=periods.label(view),
        previous_period=periods.label(then),
        span=span,
        headline=found.figure,
        small_print=headline.small_print(found.figure, _name(page.part), _asked(heard)),
        beside=company if page.part else None,
        previous=found.previous,
        change=found.change,
        target=found.target,
        verdict=headline.led(verdict, shifted, span),
        shifted=shifted,
        detectable=found.detectable,
        detectable_words=found.detectable_words,
        waterfall=moved,
        causes=_causes(moved),
        stages=stages,
        touchpoint_score=company,
        departments=table,
        heard=heard,
        risk=_risk(page, found.figure),
        decision=decisions.decision(
            stages, periods.label(view), _shift(page, decisions.farthest(stages), first)
        ),
        promise=organisation.company.promise,
        notes=(
            *notes(page, found.figure, stages, table),
            *(weighting_words.apart(page, counted, organisation) if counted else ()),
        ),
        counted=found.counted,
        header=page.header(_name(page.part), _definition(page.part)),
        captions=captions(page),
    )


def _heard(page: Page, figure: Figure, weighing: Weighing) -> Heard:
    wide, weighted = (None if page.part else page.wide), None
    if wide is not None and figure.value is not None:
        row = weighing.head(page.view)
        weighted = None if row.refused else weighting.shown("nps", (row,), np.array([True]))[0]
    return hearing.heard(page.asked[1], wide, page.view, page.minimum, not figure.hidden, weighted)


def _waterfall(page: Page, found: headline.Answer, weighing: Weighing | None) -> Waterfall:
    labels = periods.label(page.then), periods.label(page.view)
    if page.refused:
        return waterfall.refused(page.refused, labels)
    for shown, label in ((found.previous, labels[0]), (found.figure, labels[1])):
        if shown.value is None:
            return waterfall.refused(f"{label}: {shown.note}.", labels)
    if weighing is not None:
        weighted, why = bridge_weighted.candidates(page, weighing)
        if weighted:
            return waterfall.waterfall(weighted, labels)
        plain = _waterfall(page, found, None)
        return replace(plain, words=f"{plain.words}{bridge_weighted.words(why)}")
    candidates = page.candidates()
    if candidates:
        return waterfall.waterfall(candidates, labels)
    counts = page.head.over(page.then), page.head.over(page.view)
    return waterfall.alone(counts, labels)


def _causes(moved: Waterfall) -> tuple[str, ...]:
    clear = [s for s in moved.steps if not s.chance and abs(s.value) >= headline.WORTH_SAYING]
    return tuple(s.id for s in sorted(clear, key=lambda s: -abs(s.value))[:2])


def _shifted(page: Page, first: date, verdict: str) -> Shift:
    """What the headline's control chart says beside two periods.

    A slow slide that no two quarters show leads; where two periods differ it is said that no
    month is out of the ordinary, or that the score is still off its usual level to the other side.
    """
    if verdict not in ("level", "up", "down"):
        return Shift()
    found = _chart(page, page.head, first)
    lead = charting.shifted(found)
    if verdict == "level":
        return Shift(lead, found.since is not None and found.since >= page.view.since)
    if lead:
        against = found.lowered == (verdict == "up")
        return Shift(after=((f" On the chart it is still {lead.lower()[:1]}{lead[1:]}.", False),)
                     if against else ())  # fmt: skip
    if charting.current(found) is not None or not found.eras or found.eras[-1].centre is None:
        return Shift()
    each = "month" if found.points[-1].months == 1 else "quarter"
    return Shift(after=((f" On the chart no single {each} stands out yet.", True),))


def _shift(page: Page, stage: StageCell | None, first: date) -> str:
    """'since Mar 2026' where the stage's control chart shows a shift down, else ''."""
    if stage is None:
        return ""
    found = _chart(page, page.boards[stage.metric].of(STAGE, stage.id), first)
    if found.since is None or not found.lowered or charting.current(found) is None:
        return ""
    return f"since {wording.month(found.since)}"


def _chart(page: Page, row: Board, first: date) -> charting.Series:
    """The control chart that the trend page shows of a one-row board."""
    since, until = page.run(first)
    size = 1 if charting.grain(row, since, until)[0] == charting.MONTHLY else charting.QUARTER
    return charting.series(row, charting.grid(row, page.organisation, since, until, size))


def _risk(page: Page, figure: Figure) -> Risk:
    currency = page.organisation.company.currency
    if figure.value is None:
        return risks.unknown(currency, f"The score: {figure.note}.")
    if page.part:
        return risks.unknown(currency, "Revenue at risk is told for the whole company only.")
    view = page.view
    groups = page.snapshot.customers_at_risk(page.scope, view)
    may = worth_shown.shown(page.snapshot, page.scope, view, page.minimum)
    everybody = None if view.channels else worth.of_all(page.snapshot, page.scope, view)
    return risks.risk(groups, currency, page.minimum, may, everybody)


def _question(part: str) -> str:
    if not part:
        return "Would our customers recommend us?"
    return f"Would customers recommend us where {part} meets them or helps?"


def _name(part: str) -> str:
    if not part:
        return "Net Promoter Score"
    return f"Touchpoint NPS at the touchpoints that {part} owns or supports"


def _definition(part: str) -> str:
    asked = "how likely they are to recommend us"
    of = f"answers at the touchpoints of {part}" if part else "answers of the relational survey"
    return (
        f"Share of 9 and 10 less share of 0 to 6 among {of} to {asked} (0-10), x 100; "
        "95 % interval: adjusted Wald."
    )


def _asked(heard: Heard) -> str:
    response = heard.whole.response
    return "" if response is None else f"{wording.share(response)} of those asked"
