"""What the tests of pay by a plan share: who looks, at which months, and a plan with a cap."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from cxdata import desk
from cxdata.scope import EMPLOYEE, EXECUTIVE, Scope

BOSS, HARBOUR = Scope(EXECUTIVE), Scope(EMPLOYEE, teams=("harbour",))
KNOWN = date(2023, 11, 1), date(2026, 11, 1)


def capped(version, cap: Decimal | None):
    """The plan with another budget."""
    plan = replace(version.plan, budget=replace(version.plan.budget, cap=cap))
    return replace(version, text=desk.written(plan))


def read(text: str) -> Decimal:
    """An amount as somebody reads it."""
    return Decimal(text.replace("€ ", "").replace("−", "-").replace(",", ""))
