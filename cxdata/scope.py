"""Who asks (Scope), and for which part of the company and of time (View)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from cxdata.errors import Refused

EXECUTIVE, LEAD, EMPLOYEE, STEWARD, PAYROLL = "executive", "lead", "employee", "steward", "payroll"
ROLES = (EXECUTIVE, LEAD, EMPLOYEE, STEWARD, PAYROLL)


@dataclass(frozen=True)
class Scope:
    """Who asks; the first argument of every report and flow, and part of every cache key.

    role         one of ROLES
    departments  ids of the departments that the person leads or belongs to
    identity     who it is, for the log; '' where nobody logged in
    teams        ids of the teams that the person works in: whose money is one's own
    """

    role: str
    departments: tuple[str, ...] = ()
    identity: str = ""
    teams: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise Refused(f"No role is called '{self.role}'. The roles are: {', '.join(ROLES)}.")

    def must_be(self, *roles: str) -> None:
        """Refuse unless the person has one of the roles."""
        if self.role not in roles:
            raise Refused(f"This is open to {' or '.join(roles)}; you are here as {self.role}.")


@dataclass(frozen=True)
class View:
    """What is looked at: a run of whole months, and what the filters leave of the company.

    since, until  first days of months; since is inclusive, until exclusive
    departments … regions  ids; an empty tuple keeps all
    weighted  whether answers count so often that they look like all customers: where a report
              can do that (reports/weighting.py) it does, and says so
    """

    since: date
    until: date
    departments: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    segments: tuple[str, ...] = field(default=())
    channels: tuple[str, ...] = field(default=())
    regions: tuple[str, ...] = field(default=())
    weighted: bool = False

    def __post_init__(self) -> None:
        if self.since.day != 1 or self.until.day != 1 or self.since >= self.until:
            raise ValueError(f"a view runs over whole months, not {self.since} to {self.until}")

    @property
    def months(self) -> int:
        """Length in months."""
        return months_between(self.since, self.until)


def months_between(since: date, until: date) -> int:
    """Whole months from one first-of-month to another; negative backwards."""
    return (until.year - since.year) * 12 + until.month - since.month


def month_after(first: date, months: int) -> date:
    """The first day of the month that lies a number of months later (or earlier, negative)."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
