"""The figures behind the reward pages as tidy tables: on screen, as CSV, to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from cxdata.reports.incentive_guards import KEPT
from cxdata.reports.incentive_shapes import (
    HOLD,
    PAID,
    WITHHELD,
    Incentives,
    OnRamp,
    Quarter,
    Sign,
    TeamPay,
)
from cxdata.reports.plan_honesty import HonestyReport
from cxdata.reports.what_if import WhatIf
from cxdata.reports.what_if_turns import Turns

STATES = {"met": "met", "short": "not met", "unknown": "not known"}


def budget(found: Incentives) -> pd.DataFrame:
    """Forecast, range, budget and what would be paid at target and at most."""
    held = found.budget
    if held is None:
        return pd.DataFrame(columns=["what", "amount"])
    rows = [
        ("forecast", held.forecast),
        ("forecast, low", held.low),
        ("forecast, high", held.high),
    ]
    if found.ended:
        rows = [("came to", held.forecast)]
    rows += [
        ("at target", held.at_target),
        ("at stretch", held.most),
    ]
    if held.cap is not None:
        rows.append(("budget", held.cap))
    if held.withheld:
        rows.append(("withheld by a decision, not in it", held.withheld))
    return pd.DataFrame([{"what": name, "amount": _cents(amount)} for name, amount in rows])


def teams(found: Incentives) -> pd.DataFrame:
    """A row a team that may be seen.

    What is expected to be paid adds up to the forecast: what is earned, but nothing where a person
    has decided to withhold it.
    """
    return pd.DataFrame([_team(team) for team in found.teams])


def ramp(one: TeamPay) -> pd.DataFrame:
    """The ramp's corners and the own place."""
    return _corners(one.ramp)


def company(found: Incentives) -> pd.DataFrame:
    """The company's ramp."""
    return _corners(found.company.ramp)


def checks(one: TeamPay) -> pd.DataFrame:
    """Each check, and each sign that something is unusual."""
    rows = [
        {"check": check.name, "state": STATES[check.state], "figures": check.words}
        for check in one.checks
    ]
    rows += [
        {"check": sign.title, "state": _standing(sign), "figures": sign.words} for sign in one.signs
    ]
    return pd.DataFrame(rows)


def stairs(one: TeamPay) -> pd.DataFrame:
    """The way from the plain score to the score that counts."""
    return pd.DataFrame([{"step": s.label, "score": s.value, "why": s.why} for s in one.stairs])


def components(one: TeamPay) -> pd.DataFrame:
    """Each component in money."""
    return pd.DataFrame(
        [
            {
                "component": part.name,
                "share": part.share,
                "at target": _cents(part.full),
                "earned": _cents(part.amount),
                "why": part.why,
            }
            for part in one.components
        ]
    )


def quarters(past: Sequence[Quarter]) -> pd.DataFrame:
    """Past periods under this plan."""
    return pd.DataFrame(
        [
            {
                "period": one.label,
                "score": one.score,
                "% of target": one.percent,
                "amount": None if one.amount is None else _cents(one.amount),
                "earned before the budget": _cents(one.amount if one.before is None else one.before)
                if one.amount is not None
                else None,
                "note": one.note,
            }
            for one in past
        ]
    )


def _standing(sign: Sign) -> str:
    """A sign's state in a word or two."""
    if sign.level != HOLD:
        return "noted"
    return {PAID: "paid by decision", WITHHELD: "withheld by decision"}.get(sign.state, "held")


def _team(team: TeamPay) -> dict[str, object]:
    return {
        "team": team.name,
        "heads": Decimal(f"{team.heads.normalize():f}"),
        "score that counts": team.ramp.value,
        "score, low": team.ramp.low,
        "score, high": team.ramp.high,
        "answers": team.n,
        "at target": _cents(team.target),
        "earned": _cents(team.amount),
        "earned, low": _cents(team.low),
        "earned, high": _cents(team.high),
        "expected": _cents(Decimal(0) if team.standing == KEPT else team.amount),
        "% of target": team.percent,
        "state": team.standing,
    }


def _corners(on: OnRamp) -> pd.DataFrame:
    rows = [
        ("threshold", on.threshold, 0.0),
        ("target", on.target, 100.0),
        ("stretch", on.stretch, on.best),
    ]
    if on.value is not None:
        rows.append(("the score", on.value, on.percent or 0.0))
    if on.low is not None and on.high is not None:
        rows.append(("the score, low", on.low, on.percent_low or 0.0))
        rows.append(("the score, high", on.high, on.percent_high or 0.0))
    return pd.DataFrame([{"place": n, "score": s, "% paid": p} for n, s, p in rows])


def _cents(amount: Decimal) -> Decimal:
    """Money as a number that adds up, to the cent."""
    return Decimal(f"{amount:.2f}")


def rates(found: HonestyReport) -> pd.DataFrame:
    """How a plan errs, beside all or nothing."""
    return pd.DataFrame(
        [
            {"figure": r.name, "this plan": r.plan, "all or nothing": r.cliff, "of": r.words}
            for r in found.rates
        ]
    )


def rivals(found: WhatIf) -> pd.DataFrame:
    """Both plans, a row a team."""
    return pd.DataFrame(
        [
            {
                "team": row.name,
                "first": _cents(row.first),
                "second": _cents(row.second),
                "first, % of target": row.first_percent,
                "second, % of target": row.second_percent,
                "first, earned before the budget": _cents(row.first_earned),
                "second, earned before the budget": _cents(row.second_earned),
            }
            for row in found.rows
        ]
    )


def turns(found: Turns) -> pd.DataFrame:
    """What one answer moves, a row a team."""
    return pd.DataFrame(
        [
            {
                "team": one.name,
                "score that counts": one.on.value,
                "plain score": one.plain,
                "target": one.on.target,
                "one answer on the ramp, at most": _cents(one.by_ramp),
                "one answer by all or nothing": _cents(one.by_cliff),
            }
            for one in found.teams
        ]
    )
