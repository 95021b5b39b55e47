"""Presentations for the tests: the sample company's own figures, and hostile ones."""

from __future__ import annotations

from datetime import date
from functools import cache

from cxdata import organisation as organisations
from cxdata import record
from cxdata.explain import page as explained
from cxdata.reports import figures, journey, objectives, periods, scorecard, trend
from cxdata.reports.page import Page
from cxdata.reports.presentation import (
    Bridge,
    Goal,
    Goals,
    Headline,
    Heat,
    HeatCell,
    Line,
    Presentation,
    Shares,
    Slide,
    Step,
    Table,
    Value,
    Way,
    WayStep,
)
from cxdata.scope import EXECUTIVE, Scope, View
from tests import records

QUARTER = View(date(2026, 8, 1), date(2026, 11, 1))
EVIL = (
    "=cmd|' /C calc'!A0",
    "<img src=http://x.example/a.png>",
    "a\x00b\x08c\x0bd\x1f\x7f\ud800\ufffe!",
    "x" * 10_000,
    "מחלקת המשלוחים ‮gnp.exe",
    "خدمة العملاء 😀👩‍👩‍👧 𝒳",
    "</a:t></a:r><a:r><a:t>in",
    "many words " * 300,
    "",
    "two\nlines\r\nand\ttabs",
)


@cache
def sample() -> Presentation:
    """Eight slides of the sample company's quarter."""
    snapshot = record.open_snapshot(record.locate(records.sample_root()))
    company = organisations.parse(snapshot.organisation())
    asked = (Scope(EXECUTIVE), snapshot, company, QUARTER)
    card = scorecard.scorecard(*asked)
    moving = trend.trend(*asked)
    year = View(date(2025, 11, 1), QUARTER.until)
    mapped = journey.journey(*asked[:3], year)
    page = Page.open(*asked[:3], (QUARTER, periods.before(QUARTER)), QUARTER.since)
    counts = page.head.over(QUARTER)[0]
    source = f"Relational survey, {card.headline.n:,} answers, {card.period}"
    definition = card.header.definition
    notes = explained("nps").body

    def slide(key: str, title: str, sentence: str, pictures: tuple, words: str) -> Slide:  # type: ignore[type-arg]
        return Slide(key, title, sentence, pictures, words, source, definition, notes)

    slides = (
        slide(
            "nps",
            "What is the Net Promoter Score?",
            explained("nps").short,
            (Shares(int(counts[9:].sum()), int(counts[7:9].sum()), int(counts[:7].sum())),),
            "Promoters, passives and detractors as parts of all answers",
        ),
        slide("score", card.question, said(card.verdict), (headline(card),), card.small_print),
        slide(
            "trend", moving.question, said(moving.verdict), (line(moving),), said(moving.verdict)
        ),
        slide("moved", "What moved it?", card.waterfall.words, (bridge(card),), "What moved it"),
        slide("journey", mapped.question, said(mapped.verdict), (heat(mapped),), mapped.legend),
        slide("way", "One customer's way through our departments", WAY, (way(),), "A way"),
        slide("done", "You said, we did", "Three things changed.", (done(),), "What was done"),
        slide("goal", "Are we on course together?", "", (goals(asked),), "The goals"),
    )
    return Presentation(
        title="How are we doing with our customers?",
        company=company.company.name,
        period=card.period,
        as_of=card.as_of.isoformat() if card.as_of else "",
        snapshot=snapshot.number,
        demo=True,
        slides=slides,
        frozen_at="2026-11-03T09:00:00+00:00",
        frozen_by="A presenter",
    )


WAY = "Nobody did anything wrong, and still the customer had to ask three times."


def said(sentence: figures.Sentence) -> str:
    return "".join(words for words, _ in sentence)


def value(figure: figures.Figure) -> Value:
    return Value(
        figure.value, figure.low, figure.high, figure.n, figure.unit, figure.text, figure.note
    )


def headline(card: scorecard.Scorecard) -> Headline:
    target = card.target.value if card.target else None
    return Headline(
        value(card.headline), value(card.previous), target, card.change.verdict, card.small_print
    )


def line(found: trend.Trend) -> Line:
    labels = tuple(point.label for point in found.points)
    marks = []
    for marker in found.markers:
        held = [p.label for p in found.points if p.start <= marker.on]
        marks.append((held[-1], marker.name))
    return Line("NPS", labels, tuple(value(p.figure) for p in found.points), 38.0, tuple(marks))


def bridge(card: scorecard.Scorecard) -> Bridge:
    moved = card.waterfall
    steps = tuple(Step(s.name, s.value, s.low, s.high, s.chance) for s in moved.steps)
    return Bridge((moved.before_label, moved.before), steps, (moved.after_label, moved.after))


def heat(found: journey.Journey) -> Heat:
    rows = tuple((row.stage, row.name, "Owner") for row in found.rows)
    cells = tuple(
        tuple(
            HeatCell(
                value(cell.figure),
                None if cell.figure.value is None else cell.tint,
                ("valley" if cell.under else "peak") if cell.outlined else "",
            )
            for cell in row.cells
        )
        for row in found.rows
    )
    return Heat(tuple(column.name for column in found.columns), rows, cells)


def way() -> Way:
    return Way(
        (
            WayStep("Buy", "Checkout", "Stores", 0, "9 of 10", "Quick and friendly."),
            WayStep("Receive", "Delivery on time", "Logistics", 12, "2 of 10", "Nobody rang."),
            WayStep("Get help", "Reach us", "Support", 3, "contact", "", False),
            WayStep("Use", "Understand the bill", "Finance", 20, "4 of 10", "I was charged twice."),
            WayStep("Get help", "Solve it", "Support", 6, "8 of 10", "Sorted in one call.", True),
        ),
        "A person",
    )


def done() -> Table:
    return Table(
        ("You said", "We did", "Who", "What changed"),
        (
            ("Nobody rang before the delivery", "A call an hour before", "Logistics", "+9 points"),
            ("The bill is a riddle", "One page, in words", "Finance", "cannot be told yet"),
            ("Three people, three answers", "One shared note", "Support, Stores", "no change"),
        ),
    )


def goals(asked: tuple) -> Goals:  # type: ignore[type-arg]
    found = objectives.report(*asked)
    made = []
    for aim in found.aims:
        share = None if aim.value is None else (aim.value - aim.start) / (aim.goal - aim.start)
        parts = (
            ("Logistics", "Ring an hour before every delivery, and say who comes."),
            ("Finance", "Pay couriers on time: late pay means late vans."),
            ("Support", "Write what the customer was told where the store can read it."),
        )
        made.append(
            Goal(
                aim.name,
                f"{aim.start:g}",
                "not known" if aim.value is None else f"{aim.value:.1f}",
                f"{aim.goal:g}",
                f"{aim.by:%b %Y}",
                aim.sponsor,
                aim.standing,
                share,
                parts if not made else (),
            )
        )
    return Goals(tuple(made))
