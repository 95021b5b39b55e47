"""Customers by their latest answer: counted ahead, equal to asking every answer one by one."""

import random
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

import duckdb
import pytest

from cxdata.record import open_snapshot, verify
from cxdata.scope import View, month_after
from tests.record.making import NOW, STEWARD, answers, other, taken, without

HEADER = ("id", "date", "score", "customer", "segment", "channel", "region")
CRM = ("customer", "segment", "region", "since", "revenue", "churned_on")
FIRST, LAST = date(2023, 10, 1), date(2026, 10, 1)
Told = Mapping[str, tuple[int, int, int, int, int, int]]


def said(draw: random.Random, count: int, ids: str) -> list[list[str]]:
    """Answers of few customers, often on one day, or at the turn of a month or a year."""
    days = [FIRST + timedelta(draw.randint(0, 1120)) for _ in range(count // 3)]
    turns = [month_after(FIRST, draw.randint(0, 36)) for _ in range(count // 4)]
    days += turns + [turn - timedelta(1) for turn in turns]
    return [
        [
            f"{ids}{i}",
            draw.choice(days).isoformat(),
            str(draw.choice((0, 3, 6, 7, 8, 9, 10))),
            draw.choice(("", *(f"c{c}" for c in range(25)))),
            draw.choice("AB"),
            draw.choice(("web", "shop", "app")),
            draw.choice(("North", "South")),
        ]
        for i in range(count)
    ]


def crm(draw: random.Random) -> list[list[str]]:
    """Customers of whom some left, on any day; some have no revenue, some are not known at all."""
    left = (FIRST + timedelta(draw.randint(0, 1200)) for _ in range(25))
    return [
        [f"c{c}", "A", "North", "2020-01-01", draw.choice(("", "100.25", "3000", "0.1")), gone]
        for c, gone in zip(range(20), (d.isoformat() if draw.random() < 0.5 else "" for d in left))  # noqa: B905
    ]


def standing(score: int) -> str:
    return "promoter" if score >= 9 else "passive" if score >= 7 else "detractor"


def year_later(day: date) -> date:
    return date(day.year + 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def asked_one_by_one(rows: list[list[str]], customers: list[list[str]], view: View) -> Told:
    """The same counts in plain Python, from its definition."""
    known = {c: (float(r or 0), bool(r), date.fromisoformat(g) if g else date.max)
             for c, _, _, _, r, g in customers}  # fmt: skip
    found: dict[str, list[float]] = defaultdict(lambda: [0] * 6)
    history = date(view.until.year - 1, view.until.month, 1)
    for customer, own in groupby(sorted(rows, key=lambda r: r[3]), key=lambda r: r[3]):
        order = sorted(own, key=lambda r: (r[1], -int(r[2])))
        spent, has, gone = known.get(customer, (0.0, False, date.max))
        before = [r for r in order if r[1] < view.until.isoformat()]
        if customer and before and before[-1][1] >= view.since.isoformat() and gone >= view.until:
            _add(found, before[-1], view, (1, has, spent, 0, 0, 0))
        monthly = {r[1][:7]: r for r in order if r[1] < history.isoformat()}
        old = [r for r in monthly.values() if gone > date.fromisoformat(r[1])]
        for r in old if customer in known else ():
            left = gone <= year_later(date.fromisoformat(r[1]))
            _add(found, r, view, (0, 0, 0, 1, left, monthly[max(monthly)] is r))
    return {group: (int(n), int(k), round(100 * r), int(w), int(c), int(o))
            for group, (n, k, r, w, c, o) in found.items()}  # fmt: skip


def _add(
    found: dict[str, list[float]], row: list[str], view: View, more: tuple[float, ...]
) -> None:
    for kept, value in zip((view.segments, view.channels, view.regions), row[4:], strict=True):
        if kept and value not in kept:
            return
    tallies = found[standing(int(row[2]))]
    tallies[:] = [a + b for a, b in zip(tallies, more, strict=True)]


def told(home: Path, view: View) -> Told:
    found = open_snapshot(home).customers_at_risk(STEWARD, view)
    return {s.group: (s.customers, s.known, round(100 * s.revenue), s.watched, s.churned,
                      s.watchers)
            for s in found}  # fmt: skip


def one_cell_a_day(rows: list[list[str]]) -> list[list[str]]:
    """Alike answers of a customer on one day lie in one place: which is the last is open."""
    seen: dict[tuple[str, ...], list[str]] = {}
    return [[*row[:4], *seen.setdefault((row[3], row[1], standing(int(row[2]))), row)[4:]]
            for row in rows]  # fmt: skip


@pytest.mark.parametrize("seed", [0, *(pytest.param(s, marks=pytest.mark.soak) for s in (1, 2, 3))])
def test_counted_ahead_equals_asked_one_by_one(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    both = one_cell_a_day(said(draw, 240, "x"))
    customers = crm(draw)
    for number, part in enumerate((both[:160], both[160:])):
        taken(tmp_path, answers(tmp_path, part, HEADER, name=f"f{number}.csv"))
    taken(tmp_path, other(tmp_path, "customers", CRM, customers))
    views = []
    for _ in range(25):
        since = draw.randint(0, 35)
        views.append(
            View(
                month_after(FIRST, since),
                month_after(FIRST, draw.randint(since + 1, 37)),
                segments=draw.choice(((), (), ("A",))),
                channels=draw.choice(((), (), ("web",), ("web", "app"))),
                regions=draw.choice(((), ("South",))),
            )
        )
    seen = 0
    for view in views:
        expected = asked_one_by_one(both, customers, view)
        assert told(tmp_path, view) == expected, view
        seen += len(expected)
    assert seen > 25
    assert verify(tmp_path, now=NOW) == ()
    # A roll back brings back what stood before, for the customers' file as for answers.
    without(tmp_path, 3)
    without(tmp_path, 2)
    for view in views[:8]:
        assert told(tmp_path, view) == asked_one_by_one(both[:160], [], view)
    assert verify(tmp_path, now=NOW) == ()


def test_channels_add_up_to_the_whole_and_a_customer_made_happy_elsewhere_is_not_at_risk(
    tmp_path: Path,
) -> None:
    rows = [
        ["1", "2026-08-03", "2", "ann", "A", "shop", "North"],
        ["2", "2026-09-03", "10", "ann", "A", "app", "North"],
        ["3", "2026-09-04", "1", "ben", "A", "shop", "North"],
    ]
    taken(tmp_path, answers(tmp_path, rows, HEADER))
    period = (date(2026, 8, 1), date(2026, 11, 1))
    assert told(tmp_path, View(*period))["detractor"][0] == 1
    assert told(tmp_path, View(*period, channels=("shop",))) == {"detractor": (1, 0, 0, 0, 0, 0)}
    assert told(tmp_path, View(*period, channels=("app",))) == {"promoter": (1, 0, 0, 0, 0, 0)}
    # Looked at from the end of August, she was unhappy.
    assert told(tmp_path, View(period[0], date(2026, 9, 1)))["detractor"][0] == 1


def test_verify_sees_a_changed_count_of_customers(tmp_path: Path) -> None:
    taken(tmp_path, answers(tmp_path, [["1", "2026-08-03", "2", "ann", "A", "shop", "N"]], HEADER))
    path = open_snapshot(tmp_path).path
    copy = path.with_name("000002.duckdb")
    copy.write_bytes(path.read_bytes())
    with duckdb.connect() as con:
        con.execute("attach $p as record", {"p": str(copy)})
        con.execute("update record.latest set customers = 2 where whole")
    (tmp_path / "record" / "current").write_text("000002.duckdb\n")
    assert any("latest answers" in fault for fault in verify(tmp_path, now=NOW))
