"""A company whose secrets are marked: a word that nobody else uses in each department's comments.

Three departments: Alpha serves the till, Beta the van, Office nobody. What is whose is known, so
that a mark in the wrong session is a leak.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cxdata import desk, organisation, record
from cxdata.desk import people
from cxdata.desk.people import Arrival
from cxdata.flows import imports, plans
from cxdata.flows.imports import Batch
from cxdata.reports import incentive_terms, incentives
from cxdata.scope import EXECUTIVE, STEWARD, Scope
from tests.logins import ISSUER, user
from tests.matrix import decks

ALPHA, BETA, WHOLE, SMALL = "qaalphasecret", "qbbetasecret", "qwwholesecret", "qssmallsecret"
BATCH, NAME, OTHER = "qfilesecret", "Qnamesecret", "qcustomersecret"
COMPANY = "Matrix Works"
ORGANISATION = f"""
[company]
name = "{COMPANY}"
timezone = "UTC"
target = 10

[[stage]]
id = "buy"
name = "Buy"

[[stage]]
id = "receive"
name = "Receive"

[[touchpoint]]
id = "till"
name = "Till"
stage = "buy"

[[touchpoint]]
id = "kiosk"
name = "Kiosk"
stage = "buy"

[[touchpoint]]
id = "van"
name = "Van"
stage = "receive"

[[department]]
id = "alpha"
name = "Alpha"

[[department]]
id = "beta"
name = "Beta"

[[department]]
id = "office"
name = "Office"

[[team]]
id = "a1"
name = "Alpha One"
department = "alpha"
heads = 11
customer_facing = true

[[team]]
id = "b1"
name = "Beta One"
department = "beta"
heads = 13
customer_facing = true

[[team]]
id = "c1"
name = "Office One"
department = "office"
heads = 17
customer_facing = false

[[line]]
team = "a1"
touchpoint = "till"

[[line]]
team = "a1"
touchpoint = "kiosk"

[[line]]
team = "b1"
touchpoint = "van"

[[line]]
team = "c1"
serves = "b1"
weight = 1.0
work = "Pays the drivers"
evidence = "assumed"
"""
PLAN = """
[plan]
id = "matrix"
name = "Matrix plan"
since = 2026-07-01
until = 2035-12-31
amount = 100

[ramp]
threshold = -60
target = 0
stretch = 60

[company]
threshold = -60
target = 0
stretch = 60

[[team]]
id = "a1"
amount = 7131

[[team]]
id = "b1"
amount = 6247

[[team]]
id = "c1"
amount = 5383
"""
PEOPLE = """
ask = "the steward"

[[group]]
name = "board"
role = "executive"

[[group]]
name = "stewards"
role = "steward"

[[group]]
name = "payroll"
role = "payroll"

[[group]]
name = "alpha leads"
role = "lead"
departments = ["alpha"]

[[group]]
name = "office"
role = "employee"
departments = ["office"]
teams = ["c1"]
"""


@dataclass(frozen=True, repr=False)
class Identity:
    """Somebody who comes, and the kinds of marks that they may be shown."""

    name: str
    claims: dict[str, Any]
    may: frozenset[str]
    enters: bool = True

    def __repr__(self) -> str:
        return self.name


def _identity(name: str, group: str, *may: str) -> Identity:
    may = (*may, decks.FOR_ALL)
    return Identity(name, user(group, sub=name, name=f"The {name}"), frozenset(may))


COMMENTS, WAYS = "comments", "ways"
MONEY = ("money of a1", "money of b1", "money of c1")
OF_ALL = ("comments of alpha", "comments of beta", "comments of all", WAYS, *decks.FOR_PRESENTERS)
IDENTITIES = (
    _identity("executive", "board", *OF_ALL, *MONEY),
    _identity("employee", "office", MONEY[2]),
    _identity("lead of alpha", "alpha leads", "comments of alpha", WAYS, MONEY[0]),
    _identity("steward", "stewards", *OF_ALL, "files", "people"),
    _identity("payroll", "payroll", *MONEY),
    Identity("stranger", user("choir", sub="stranger"), frozenset(), enters=False),
    Identity("anonymous", {"is_logged_in": False}, frozenset(), enters=False),
)


def built(root: Path) -> Path:
    """The company's data root."""
    folder, own = root / "files", root / "own"
    folder.mkdir()
    (folder / "organisation.toml").write_text(ORGANISATION, "utf-8")
    file = folder / f"{BATCH}.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = list(_answers())
        lines = csv.DictWriter(out, list(rows[0]))
        lines.writeheader()
        lines.writerows(rows)
    now = datetime(2026, 11, 1, tzinfo=UTC)
    steward = Scope(STEWARD)
    imports.commit(steward, own, Batch((folder / "organisation.toml", file)), now)
    company = organisation.parse(ORGANISATION)
    plans.save(Scope(EXECUTIVE, identity="maker"), own, company, PLAN, 0, now)
    (own / "people.toml").write_text(PEOPLE, "utf-8")
    seen = Arrival(ISSUER, "seen", NAME, f"{NAME}@matrix.test", None, now)
    people.came(desk.open_desk(own), [seen])
    decks.frozen(root, ORGANISATION)
    return root


def _answers() -> Iterator[dict[str, object]]:
    """Customers who met the till and then the van, or the other way round; 4 at the kiosk."""
    first = datetime(2026, 8, 3, tzinfo=UTC)
    for i in range(120):
        day = first + timedelta(days=i % 80)
        who = f"{OTHER}{i:03d}"
        later = day + timedelta(days=4)
        met, then = (day, later) if i % 2 else (later, day)
        yield _row(f"t{i}", met, "till", "a1", who, (2, 1, 9)[i % 3], f"Queue {ALPHA} at the till")
        yield _row(f"v{i}", then, "van", "b1", who, (3, 0, 10)[i % 3], f"Driver {BETA} was late")
        yield _row(f"r{i}", later, "", "", who, (4, 9, 7)[i % 3], f"All in all {WHOLE}")
    for i in range(4):
        day = first + timedelta(days=70 + i)
        yield _row(f"k{i}", day, "kiosk", "a1", f"{OTHER}k{i}", 1, f"Screen {SMALL} broken")


def _row(
    id_: str, day: datetime, touchpoint: str, team: str, who: str, score: int, text: str
) -> dict[str, object]:
    return {
        "response_id": id_,
        "answered_at": f"{day:%Y-%m-%d}",
        "kind": "touchpoint" if touchpoint else "relational",
        "touchpoint": touchpoint,
        "team": team,
        "segment": ("Home", "Business")[int(id_[1:]) % 2],
        "channel": ("Shop", "Phone")[int(id_[1:]) // 2 % 2],
        "region": ("North", "South")[int(id_[1:]) // 4 % 2],
        "customer": who,
        "nps": score,
        "comment": text,
    }


def marks(root: Path) -> dict[str, tuple[bytes, ...]]:
    """Kind of secret -> the bytes that give it away."""
    return {
        "comments of alpha": (ALPHA.encode(),),
        "comments of beta": (BETA.encode(),),
        "comments of all": (WHOLE.encode(),),
        "comments of a small group": (SMALL.encode(),),
        "a customer's number": (OTHER.encode(),),
        "files": (BATCH.encode(),),
        "people": (NAME.encode(),),
        **decks.MARKS,
        **_sums(root),
    }


def _sums(root: Path) -> dict[str, tuple[bytes, ...]]:
    """Amounts that only one team has, as the page of incentives writes them to an executive."""
    snapshot, company = record.open_snapshot(root / "own"), organisation.parse(ORGANISATION)
    boss = Scope(EXECUTIVE)
    from cxdata.desk import plans as kept

    version = kept.versions(boss, desk.open_desk(root / "own"))[0]
    found: dict[str, set[str]] = {}
    known = datetime(2026, 8, 1).date(), datetime(2026, 11, 1).date()
    for stretch in incentive_terms.periods_of(version.plan, known):
        page = incentives.incentives(boss, snapshot, company, version, (), stretch)
        for team in page.teams:
            own = {team.text, *team.range_text.split(" to "), *(c.text for c in team.components)}
            figures = {"".join(c for c in said if c.isdigit() or c == ",") for said in own}
            found.setdefault(team.id, set()).update(f for f in figures if len(f) >= 5)
    return {
        f"money of {id_}": tuple(
            figure.encode()
            for figure in sorted(own - set().union(*(f for o, f in found.items() if o != id_)))
        )
        for id_, own in found.items()
    }
