"""What a plan's form asks: a field an entry, in cards, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from cxdata.desk import entries
from cxdata.desk.reading import ONE
from pages.ui.pay_form_rows import exact

TEXT, DAY, WHOLE, NUMBER, MAY, CHANCE, CHOICE, STAGE = (
    "text", "day", "whole", "number", "may", "chance", "choice", "stage"
)  # fmt: skip
HUNDRED = Decimal(100)
NO_STAGE = "none"
SCORES = {
    entries.ADJUSTED: "NPS, like for like with its peers",
    entries.OWN: "NPS of its own answers",
    entries.SIGHT: "NPS of what its work reaches",
    entries.CSAT: "satisfaction (CSAT) with a stage",
    entries.CES: "ease (CES) of a stage",
}
PERIODS = {entries.QUARTER: "quarter", entries.YEAR: "year"}
SHARINGS = {
    entries.ALL: "every sum shrinks alike",
    entries.OVER_TARGET: "first what lies over target shrinks",
}
MODES = {entries.SHADOW: "In the shadow", entries.PAID: "Paid"}
MODE_WORDS = {
    entries.SHADOW: "Everything is computed and shown, and nothing is paid: what is wrong with a "
    "plan shows while it costs nothing. A first period is best run like this.",
    entries.PAID: "The sums on the page Incentives are what is due at the end of each period, "
    "as soon as this version is in force.",
}


@dataclass(frozen=True)
class Field:
    """A field of the form. entry: 'section.name' as in the text; hint: what else is to be known."""

    entry: str
    label: str
    kind: str = NUMBER
    hint: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Card:
    """Fields that belong together, with a sentence on them."""

    key: str
    title: str
    words: str
    fields: tuple[Field, ...]


def _ramp(section: str, unit: str, labels: tuple[str, str, str, str]) -> tuple[Field, ...]:
    names = ("threshold", "target", "stretch", "most")
    hints = (unit, unit, unit, "100 to 500; 150 is usual.")
    return tuple(
        Field(f"{section}.{name}", label, hint=hint)
        for name, label, hint in zip(names, labels, hints, strict=True)
    )


OWN = ("Threshold: nothing up to", "Target: the whole sum at", "Stretch: the most from",
       "Most, in % of the sum")  # fmt: skip
COMPANY = ("Company's threshold", "Company's target", "Company's stretch",
           "Most by the company's score, in %")  # fmt: skip
ABOUT = Card(
    "about", "About and periods",
    "What people call the plan, and from when to when it runs. It is paid once a period.",
    (
        Field("plan.name", "Name", TEXT),
        Field("plan.id", "Short name of all its versions", TEXT,
              "Versions of one plan share it; another short name begins another plan. Small "
              "letters, figures, - and _, at most 40."),
        Field("plan.since", "First day", DAY, "The first day of the first period's first month."),
        Field("plan.until", "Last day", DAY,
              "The last day of a month. First to last day are whole quarters, or whole years."),
        Field("plan.period", "Paid once a", CHOICE, "A quarter may begin in any month.", PERIODS),
        Field("plan.window", "Months that a score looks back", WHOLE,
              "3 to 36, up to the period's end. More months, less luck; fewer, sooner seen."),
    ),
)  # fmt: skip
MODE = Card(
    "mode", "In the shadow, or paid", "",
    (Field("plan.mode", "Mode", CHOICE,
           "In the shadow, all is computed and shown, and nothing is paid.", MODES),),
)  # fmt: skip
BUDGET = Card(
    "budget", "Budget", "The most that a period may cost, and who gives way when more is earned.",
    (
        Field("budget.cap", "Cap of a period", MAY, "Empty: there is no cap."),
        Field("budget.sharing", "When more is earned", CHOICE,
              "Sums always add up to the cap, to the cent, and equal teams get equal money.",
              SHARINGS),
        Field("plan.unit", "Smallest sum that is paid", NUMBER,
              "0.01, or 1 where a currency has no cents."),
    ),
)  # fmt: skip
TEAMS = Card(
    "teams", "Teams",
    "Who takes part, for how many heads and what sum. An empty cell means: as the organisation, "
    "the plan or the team's peer group has it. Type one end of a ramp and the others are filled in "
    "to be changed; empty one and the team's own ramp goes.",
    (Field("plan.amount", "Sum a head and period at target", NUMBER,
           "For every team without a sum of its own, in the organisation's currency."),),
)  # fmt: skip
SCORE = Card(
    "score", "Score and ramp",
    "Which score counts, and what it pays: nothing up to the threshold, the whole sum at the "
    "target, the most from the stretch on, and straight lines between, so no one answer decides.",
    (
        Field("plan.score", "Score that counts", CHOICE,
              "For teams without a score of their own. Teams that meet no customer go by what "
              "their work reaches.", SCORES),
        Field("plan.stage", "Stage, for satisfaction or ease", STAGE,
              "Its share of favourable answers counts, in %."),
        *_ramp("ramp", "In points of the NPS; in % where satisfaction or ease counts.", OWN),
    ),
)  # fmt: skip
SHARES = Card(
    "shares", "Shares and company",
    "Part of everybody's sum goes by the company's NPS, on a ramp of its own: the company wins or "
    "misses together.",
    (
        Field("shares.team", "By the team's own score, in %", NUMBER,
              "The rest, up to 100, goes by the company's score."),
        Field("shares.full", "Answers for the own share in full", NUMBER,
              "A team with half as many has half of its own share; the rest goes by the company's "
              "score, so that money jumps at no number of answers. 0: whole with the first."),
        *_ramp("company", "In points of the company's NPS.", COMPANY),
    ),
)  # fmt: skip
TOLD = Card(
    "told", "Told bonus",
    "A bonus on top where unhappy customers are told what was done. 0 % is no such bonus.",
    (
        Field("loop.share", "The bonus, in % of the sum at most"),
        Field("loop.full", "Contacts for the bonus in full", NUMBER,
              "Under it, the bonus shrinks in proportion."),
        Field("loop.told_from", "Told: nothing up to (%)", NUMBER,
              "Of the customers who were contacted."),
        Field("loop.told_to", "Told: all of it from (%)"),
        Field("loop.days_from", "Days until told, slow", MAY,
              "At this many days, time pays nothing. With both ends, half of the bonus goes by "
              "time; both empty: time does not count."),
        Field("loop.days_to", "Days until told, quick", MAY,
              "At this many days or fewer, time pays in full."),
    ),
)  # fmt: skip
CHECKS = Card(
    "checks", "Checks and holds",
    "What holds a payment until a person with the role has looked, and has decided in writing. "
    "A check never changes the sum.",
    (
        Field("checks.coverage", "Customers invited, in % at least", NUMBER,
              "Of those who could have been invited."),
        Field("checks.response", "Response, in % of the usual at least", NUMBER,
              "Against the response that this team's customers give elsewhere."),
        Field("checks.note", "Noted where chance is under (%)", CHANCE,
              "How often luck alone would look as odd. 1 %: once in a hundred."),
        Field("checks.hold", "Held where chance is under (%)", CHANCE,
              "Lower than the one for a note, and up to 20 %. 0.1 %: once in a thousand."),
    ),
)  # fmt: skip
CARDS = (ABOUT, MODE, BUDGET, TEAMS, SCORE, SHARES, TOLD, CHECKS)
FIELDS: dict[str, Field] = {one.entry: one for card in CARDS for one in card.fields}


def formed(plan: entries.Plan, said: Mapping[str, Any]) -> entries.Plan:
    """The plan with what stands in the fields; said: by entry, those that are drawn.

    What the team's own score leaves of the sum is the company's.
    """
    parts: dict[str, dict[str, Any]] = {}
    for entry, value in said.items():
        section, name = entry.split(".")
        held = meant(FIELDS[entry].kind, value_of(plan, entry), value)
        parts.setdefault(section, {})[name] = held
    share = parts.get("shares", {}).get("team", plan.shares.team)
    if share != plan.shares.team:
        parts["shares"]["company"] = HUNDRED - share
    changed = {
        ONE[section][0]: replace(getattr(plan, ONE[section][0]), **values)
        for section, values in parts.items()
    }
    return replace(plan, **changed)


def value_of(plan: entries.Plan, entry: str) -> Any:
    """The value of an entry, as the plan holds it."""
    section, name = entry.split(".")
    return getattr(getattr(plan, ONE[section][0]), name)


def shown(kind: str, value: Any) -> Any:
    """A value as its field shows it: a number, a day, a whole number, or text; None for empty."""
    if kind == CHANCE:
        return float(value * HUNDRED)
    return float(value) if isinstance(value, Decimal) else value


def meant(kind: str, was: Any, said: Any) -> Any:
    """What somebody means who leaves a field like this; was: the value that it was drawn with."""
    if said == shown(kind, was):
        return was  # to the last digit, which a field may not show
    if kind == MAY:
        return None if said is None else exact(said)
    if said is None or (kind == DAY and not isinstance(said, date)):
        return was
    if kind in (NUMBER, CHANCE):
        return exact(said) / (HUNDRED if kind == CHANCE else 1)
    return said
