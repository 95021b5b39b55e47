"""What customers are worth, counted ahead: equal to asking customer by customer."""

import random
from datetime import date
from pathlib import Path

import pytest

from cxdata.errors import Refused
from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.record import open_snapshot, verify, worth
from cxdata.record.sources.declared import Declared
from cxdata.scope import View, month_after, months_between
from tests.record.making import NOW, STEWARD, answers, other, taken, without

HEADER = ("id", "date", "score", "customer", "segment", "channel", "region")
CRM = ("customer", "segment", "region", "since", "revenue", "lifetime_value", "churned_on",
       "referred_by")  # fmt: skip
FIRST = date(2024, 1, 1)
VIEW = View(date(2025, 3, 1), date(2026, 3, 1))


def customers(draw: random.Random) -> list[list[str]]:
    """Customers who came and left on any day; some without revenue, some below nothing."""
    return [
        [
            f"c{i}",
            draw.choice(("A", "B", "")),
            draw.choice(("North", "South")),
            draw.choice(("", f"{draw.randint(2022, 2026)}-{draw.randint(1, 12):02d}-15")),
            draw.choice(("", "100.25", "3000", "-20")),
            draw.choice(("", "12.5", "9000")),
            draw.choice(("", "", f"2026-{draw.randint(1, 12):02d}-28")),
            draw.choice(("", "c1")),
        ]
        for i in range(120)
    ]


def said(draw: random.Random) -> list[list[str]]:
    """Two answers a customer in different months, of a customer's own segment and region."""
    return [
        [f"r{i}-{n}", f"{month_after(FIRST, at):%Y-%m}-05", str(draw.choice((2, 8, 10))), f"c{i}",
         "A", "web", "North"]
        for i in range(120)
        for n, at in enumerate(sorted(draw.sample(range(26), 2)))
    ]  # fmt: skip


@pytest.fixture(scope="module", params=range(2))
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    draw, home = random.Random(request.param), tmp_path_factory.mktemp("worth")
    crm, rows = customers(draw), said(draw)
    taken(home, answers(home, rows, HEADER, name="one.csv"))
    taken(home, other(home, "customers", CRM, crm))
    return home, crm, rows


def day(text: str, missing: date) -> date:
    return date.fromisoformat(text) if text else missing


def test_all_customers_of_any_months_by_segment_and_region(company) -> None:
    home, crm, _ = company
    found = worth.base(open_snapshot(home), STEWARD)
    for since, months in ((VIEW.since, 12), (date(2021, 1, 1), 1), (date(2026, 6, 1), 3)):
        view = View(since, month_after(since, months))
        wanted: dict[tuple[str, str], int] = {}
        for _, segment, region, came, _, _, gone, _ in crm:
            # Whoever left in a month was a customer of it.
            if day(came, date.min) < view.until and day(gone, date.max) >= view.since:
                wanted[segment, region] = wanted.get((segment, region), 0) + 1
        assert found.of(view) == wanted


def test_worth_by_how_customers_answered_last(company) -> None:
    home, crm, rows = company
    known = {row[0]: row for row in crm}
    wanted = {k: [0, 0, 0.0, 0.0, 0, 0.0, 0.0] for k in range(3)}
    for customer in known:
        own = [r for r in rows if r[3] == customer and r[1] < VIEW.until.isoformat()]
        last = max(own, key=lambda r: r[1], default=None)
        *_, revenue, lifetime, gone, _ = known[customer]
        if not last or last[1] < VIEW.since.isoformat() or day(gone, date.max) < VIEW.until:
            continue
        sums = wanted[{2: 0, 8: 1, 10: 2}[int(last[2])]]
        paid, lasting = max(float(revenue or 0), 0), max(float(lifetime or 0), 0)
        more = (1, bool(revenue), paid, paid**2, bool(lifetime), lasting, lasting**2)
        sums[:] = [a + b for a, b in zip(sums, more, strict=True)]
    found = worth.by_standing(open_snapshot(home), STEWARD, VIEW)
    assert found
    for one in found:
        told = (one.customers, one.valued, one.value, one.squares, one.lasting, one.lifetime,
                one.lifetime_squares)  # fmt: skip
        assert told == pytest.approx(tuple(wanted[one.standing]))


def test_a_year_keeps_loses_and_wins_customers(company) -> None:
    home, crm, _ = company
    then, now = date(2025, 3, 1), VIEW.until
    wanted: dict[str, int] = {}
    for *_, since, _, _, gone, by in crm:
        came, left = day(since, date.min), day(gone, date.max)
        if came < then and left >= then:
            part = "kept" if left >= now else "lost"
        elif then <= came < now and left >= now:
            part = "recommended" if by else "new"
        else:
            continue
        wanted[part] = wanted.get(part, 0) + 1
    found = worth.kept_and_won(open_snapshot(home), STEWARD, VIEW)
    assert {part: one.customers for part, one in found.items()} == wanted


def test_customers_are_told_apart_by_the_month_of_their_latest_answer(company) -> None:
    snapshot = open_snapshot(company[0])
    by_web = View(VIEW.since, VIEW.until, channels=("web",))
    sums = {one.standing: one for one in worth.by_standing(snapshot, STEWARD, VIEW)}
    valued, unhappy = sum(one.valued for one in sums.values()), sums[0].valued
    lasting = sum(one.lasting for one in sums.values())
    since = months_between(date(1970, 1, 1), VIEW.since)
    for view in (VIEW, by_web):
        found = worth.apart(snapshot, STEWARD, view)
        told = {of: cells.between(since, 9999).n.sum() for of, cells in found.items()}
        assert told == {"unhappy": unhappy, "valued": valued, "lasting": lasting}
    turned = worth.turned(snapshot, STEWARD, VIEW)
    parts = worth.kept_and_won(snapshot, STEWARD, VIEW)
    assert {of: cells.n.sum() for of, cells in turned.items()} == {
        of: part.valued for of, part in parts.items()
    }


def test_customers_belong_to_no_channel_and_nothing_is_shown_to_nobody(company) -> None:
    snapshot = open_snapshot(company[0])
    by_web = View(VIEW.since, VIEW.until, channels=("web",))
    with pytest.raises(Refused, match="no channel"):
        worth.of_all(snapshot, STEWARD, by_web)
    with pytest.raises(Refused, match="who asks"):
        worth.base(snapshot, None)  # type: ignore[arg-type]


def test_a_rollback_takes_customers_out_of_the_counts(tmp_path: Path) -> None:
    taken(tmp_path, answers(tmp_path, said(random.Random(1)), HEADER))
    taken(tmp_path, other(tmp_path, "customers", CRM, customers(random.Random(1))))
    assert worth.of_all(open_snapshot(tmp_path), STEWARD, VIEW).customers
    assert verify(tmp_path, now=NOW) == ()
    without(tmp_path, 2)
    assert worth.of_all(open_snapshot(tmp_path), STEWARD, VIEW).customers == 0
    assert verify(tmp_path, now=NOW) == ()


def test_a_crm_export_with_headers_dates_and_numbers_of_its_own_arrives_whole(
    tmp_path: Path,
) -> None:
    file = tmp_path / "export.csv"
    file.write_text(
        "Account;Klasse;Gebiet;Kunde seit;Umsatz;CLV;Kündigung;Geworben von\n"
        "A1;Business;North;23.02.2021;12.000,50;48000;;A7\n"
        "A2;Home;South;14.11.2019;300;1200,5;31.12.2026;\n"
        "A7;Home;North;28.05.2020;;1,900.25;;\n",
        "utf-8",
    )
    columns = {"customer": "Account", "segment": "Klasse", "region": "Gebiet",
               "since": "Kunde seit", "revenue": "Umsatz", "lifetime_value": "CLV",
               "churned_on": "Kündigung", "referred_by": "Geworben von"}  # fmt: skip
    declared = Declared(kind="customers", date_order="DMY", fields=columns)
    (outcome,) = imports.commit(STEWARD, tmp_path / "own", Batch((file,), declared), NOW)
    assert (outcome.report.accepted, outcome.report.rejected) == (3, 0)
    snapshot = open_snapshot(tmp_path / "own")
    year = View(date(2025, 11, 1), date(2026, 11, 1))
    found = worth.of_all(snapshot, STEWARD, year)
    assert (found.customers, found.valued, found.value) == (3, 2, pytest.approx(12300.5))
    assert found.lifetime == pytest.approx(48000 + 1200.5 + 1900.25)
    later = View(date(2026, 1, 1), date(2027, 1, 1))
    assert worth.of_all(snapshot, STEWARD, later).customers == 2  # A2 left in December
    born = worth.kept_and_won(snapshot, STEWARD, View(date(2021, 1, 1), date(2021, 4, 1)))
    parts = {part: one.customers for part, one in born.items()}
    assert parts == {"kept": 1, "new": 1, "recommended": 1}
