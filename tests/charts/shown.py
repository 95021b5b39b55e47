"""Figures and tables to paint, made by hand: what the reports would hand over."""

from datetime import date
from types import SimpleNamespace

from cxdata.reports.figures import Change, Figure, Target
from cxdata.scope import month_after

HOSTILE = """<img src=x onerror=alert(1)>"'&"""
LEVEL = Change(1.0, -3.0, 5.0, 0.6, "level", "no detectable change")
DOWN = Change(-21.0, -26.0, -16.0, 0.001, "down", "down 21 ± 5")
HIDDEN = Figure(None, None, None, None, hidden=True, note="too few to show")
FIRST = date(2024, 1, 1)


def score(value: float, margin: float = 3.0, n: int = 900, unit: str = "points") -> Figure:
    text = f"{value:.0f} %" if unit == "%" else f"{value:+.0f}".replace("-", "−")
    return Figure(value, value - margin, value + margin, n, unit, text)


def target(value: float, beyond: str) -> Target:
    return Target(value, 0.0, beyond, f"{beyond} target")


def waterfall(*steps: tuple[str, float, bool], before: float | None = 34.0) -> SimpleNamespace:
    made = [
        SimpleNamespace(name=name, value=value, chance=chance, note="may be chance" * chance)
        for name, value, chance in steps
    ]
    after = None if before is None else before + sum(step.value for step in made)
    return SimpleNamespace(
        before=before,
        after=after,
        before_label="Before",
        after_label="Now",
        steps=made,
        words="Mix by channel.",
    )


def stage(name: str, figure: Figure, change: Change = LEVEL, tint: int = 0) -> SimpleNamespace:
    return SimpleNamespace(
        number=1,
        name=name,
        label="NPS",
        figure=figure,
        change=change,
        target=Target(38.0, None, "under", "6 under target"),
        spark=(30.0, None, 33.0, 28.0),
        spark_labels=("Jul 2026", "Aug 2026", "Sep 2026", "Oct 2026"),
        owners=(name,),
        worst="",
        lowest="",
        tint=tint,
    )


def department(name: str, figure: Figure, relation: str, change: Change = LEVEL) -> SimpleNamespace:
    return SimpleNamespace(name=name, figure=figure, change=change, relation=relation)


def points(
    values: list[float | None], signals: dict[int, str] | None = None
) -> list[SimpleNamespace]:
    found = []
    for i, value in enumerate(values):
        start = month_after(FIRST, i)
        found.append(
            SimpleNamespace(
                label=f"{start:%b %Y}",
                start=start,
                months=1,
                figure=HIDDEN if value is None else score(value),
                lower=20.0,
                upper=40.0,
                signal=(signals or {}).get(i, ""),
            )
        )
    return found


def era(months: int) -> SimpleNamespace:
    return SimpleNamespace(
        since=FIRST, until=month_after(FIRST, months), centre=30.0, words="Baseline."
    )


def marker(on: date, label: str, name: str, kind: str) -> SimpleNamespace:
    return SimpleNamespace(on=on, label=label, name=name, kind=kind)


def trend(
    values: list[float | None], signals: dict[int, str] | None = None, **more: object
) -> SimpleNamespace:
    whole = {
        "points": points(values, signals),
        "eras": [era(len(values))],
        "markers": [marker(date(2024, 2, 1), "1 Feb 2024", "New wording", "break")],
        "panels": [],
        "low": 0.0,
        "high": 60.0,
        "panels_low": 0.0,
        "panels_high": 60.0,
        "grain": "month",
    }
    return SimpleNamespace(**{**whole, **more})


def panel(name: str, values: list[float | None]) -> SimpleNamespace:
    return SimpleNamespace(
        name=name,
        figure=score(30),
        change=LEVEL,
        points=points(values),
        eras=[era(len(values))],
        since="",
        unit="points",
    )


def move(name: str, mix: float, rate: float, chance: bool = False) -> SimpleNamespace:
    return SimpleNamespace(
        name=name,
        share_before=0.2,
        share_after=0.35,
        before=score(20),
        after=score(22),
        mix=mix,
        rate=rate,
        rate_low=rate - 1,
        rate_high=rate + 1,
        chance=chance,
    )
