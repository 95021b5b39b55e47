"""What a page gets from the record, against a plain count of the same rows."""

import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from cxdata.record import invited, open_snapshot
from cxdata.scope import View
from tests.record.making import ALL, HOUSE, STEWARD, answers, other, taken

HEADER = ("id", "date", "score", "kind", "touchpoint", "team", "segment", "channel", "region")


@pytest.fixture(scope="module")
def lines() -> list[list[str]]:
    draw = random.Random(11)
    found = []
    for i in range(800):
        day = f"{draw.choice((2025, 2026))}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
        kind = draw.choice(("relational", "touchpoint"))
        place = draw.choice(("delivery", "checkout")) if kind == "touchpoint" else ""
        team = draw.choice(("vans_north", "vans_south", "")) if place else ""
        who = [draw.choice("ABC"), draw.choice(("App", "Stores")), draw.choice(("North", ""))]
        found.append([str(i), day, str(draw.randint(0, 10)), kind, place, team, *who])
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]]) -> Path:
    home = tmp_path_factory.mktemp("home")
    taken(home, answers(home, lines, HEADER), organisation=HOUSE)
    return home


def counted(lines: list[list[str]], view: View) -> tuple[Counter[object], Counter[object]]:
    core: Counter[object] = Counter()
    mix: Counter[object] = Counter()
    for _, day, score, kind, place, team, segment, channel, region in lines:
        at = date.fromisoformat(day)
        kept = ((view.segments, segment), (view.channels, channel), (view.regions, region))
        if not view.since <= at < view.until or any(k and v not in k for k, v in kept):
            continue
        month = at.year * 12 + at.month - 1 - 1970 * 12
        owner = team or ("vans_south" if place == "delivery" else "")
        core[month, kind, place, owner, int(score)] += 1
        if kind == "relational":
            mix[month, segment, channel, region, int(score)] += 1
    return core, mix


@pytest.mark.parametrize(
    "view",
    [
        ALL,
        View(date(2026, 3, 1), date(2026, 4, 1)),
        View(date(2025, 6, 1), date(2026, 6, 1), segments=("A",)),
        View(date(2025, 1, 1), date(2027, 1, 1), segments=("A", "B"), channels=("App",)),
        View(date(2025, 1, 1), date(2027, 1, 1), regions=("",)),
        View(date(2025, 1, 1), date(2027, 1, 1), regions=("Nowhere",)),
        View(date(2020, 1, 1), date(2020, 2, 1)),
    ],
    ids=["all", "one month", "segment", "segments and channel", "not given", "unknown", "empty"],
)
def test_a_slice_equals_a_plain_count_of_the_rows(
    home: Path, lines: list[list[str]], view: View
) -> None:
    seen = open_snapshot(home).slice(STEWARD, view)
    core: Counter[object] = Counter()
    names = zip(*(seen.core.name(d) for d in ("kind", "touchpoint", "team")), strict=True)
    for month, name, scores in zip(seen.core.keys["month"], names, seen.core.counts, strict=True):
        for score, n in enumerate(scores):
            core[int(month), *name, score] += int(n)
    mix: Counter[object] = Counter()
    names = zip(*(seen.mix.name(d) for d in ("segment", "channel", "region")), strict=True)
    for month, name, scores in zip(seen.mix.keys["month"], names, seen.mix.counts, strict=True):
        for score, n in enumerate(scores):
            mix[int(month), *name, score] += int(n)
    assert (+core, +mix) == counted(lines, view)


def test_a_mix_that_nobody_asks_for_is_summed_up_by_month(home: Path) -> None:
    told, untold = (open_snapshot(home).slice(STEWARD, ALL, by_mix) for by_mix in (True, False))
    months = told.mix.by("month")
    assert untold.mix.keys["month"].tolist() == months.keys["month"].tolist()
    assert (untold.mix.counts == months.counts).all()
    assert set(untold.mix.name("segment")) == {""}
    assert (untold.core.by("month", "kind").counts == told.core.by("month", "kind").counts).all()


def test_a_filtered_mix_is_told_even_so(home: Path) -> None:
    view = View(ALL.since, ALL.until, segments=("A",))
    assert set(open_snapshot(home).slice(STEWARD, view, by_mix=False).mix.name("segment")) == {"A"}


def test_members_are_the_names_in_use(home: Path) -> None:
    snapshot = open_snapshot(home)
    assert snapshot.members("segment") == ("A", "B", "C")
    assert snapshot.members("region") == ("", "North")
    assert snapshot.members("team") == ("", "vans_north", "vans_south")
    assert snapshot.organisation() == HOUSE


def test_span_is_that_of_relational_answers_where_there_are_any(tmp_path: Path) -> None:
    lines = [["1", "2026-01-05", "9", "touchpoint"], ["2", "2026-03-05", "9", "relational"]]
    taken(tmp_path, answers(tmp_path, lines[:1], HEADER[:4], name="a.csv"))
    assert open_snapshot(tmp_path).span(STEWARD)[0] == date(2026, 1, 5)
    taken(tmp_path, answers(tmp_path, lines[1:], HEADER[:4], name="b.csv"))
    assert open_snapshot(tmp_path).span(STEWARD) == (date(2026, 3, 5), date(2026, 3, 5))


def test_invitations_are_counts_where_a_later_file_replaces(tmp_path: Path) -> None:
    header = ("month", "kind", "touchpoint", "team", "region", "eligible", "invited", "answered")
    lines = [
        ["2026-10-01", "relational", "", "", "North", "100", "90", "30"],
        ["2026-10-01", "relational", "", "", "North", "10", "9", "3"],
        ["2026-10-01", "touchpoint", "delivery", "vans_north", "South", "50", "50", ""],
        ["October", "touchpoint", "delivery", "vans_north", "South", "50", "50", "1"],
        ["2026-10-01", "phone", "", "", "", "1", "1", "1"],
        ["2026-10-01", "relational", "", "", "", "many", "1", "1"],
    ]
    (report,) = taken(tmp_path, other(tmp_path, "invitations", header, lines), organisation=HOUSE)
    assert (report.rows, report.accepted, report.added) == (6, 3, 2)
    assert report.rejected_reasons == {"bad_date": 1, "bad_survey": 1, "bad_number": 1}
    assert [(r.row, r.column) for r in report.rejected_rows] == [
        (4, "month"),
        (5, "kind"),
        (6, "eligible"),
    ]
    again = taken(tmp_path, other(tmp_path, "invitations", header, lines))[0]
    assert (again.added, again.batch) == (0, None)
    later = [["2026-10-01", "relational", "", "", "North", "120", "99", "40"]]
    (report,) = taken(tmp_path, other(tmp_path / "later", "invitations", header, later))
    assert (report.replaced, report.added) == (1, 1)
    found = open_snapshot(tmp_path).invitations(STEWARD, ALL)
    assert found["region"] == ["North", "South"]
    assert found["eligible"].tolist() == [120, 50]
    assert found["answered"].tolist() == [40, 0]
    north = View(ALL.since, ALL.until, regions=("North",))
    assert open_snapshot(tmp_path).invitations(STEWARD, north)["invited"].tolist() == [99]
    asked = {kind: open_snapshot(tmp_path).invitations(STEWARD, ALL, kind)["kind"]
             for kind in ("relational", "touchpoint")}  # fmt: skip
    assert all(set(kinds) <= {kind} for kind, kinds in asked.items())
    assert sum(map(len, asked.values())) == len(found["kind"]) > 0


def test_invitations_by_team_are_the_sum_of_what_the_latest_files_say(tmp_path: Path) -> None:
    header = ("month", "kind", "touchpoint", "team", "region", "eligible", "invited", "answered")
    at = ("touchpoint", "delivery", "vans_north")
    first = [
        ["2026-09-01", *at, "North", "7", "6", "5"],
        ["2026-10-01", *at, "North", "50", "40", "10"],
        ["2026-10-01", *at, "South", "30", "20", "5"],
        ["2026-10-01", "relational", "", "", "North", "900", "800", "100"],
    ]
    taken(tmp_path, other(tmp_path, "invitations", header, first), organisation=HOUSE)
    again = [["2026-10-01", *at, "North", "60", "45", "11"]]
    taken(tmp_path, other(tmp_path / "later", "invitations", header, again))
    held = open_snapshot(tmp_path)
    assert invited.by_team(held, STEWARD, ALL) == {"vans_north": (97, 71, 21)}
    north = View(ALL.since, ALL.until, regions=("North",))
    assert invited.by_team(held, STEWARD, north) == {"vans_north": (67, 51, 16)}


def test_measures_of_a_month_are_weighted_by_their_cases(tmp_path: Path) -> None:
    header = ("day", "touchpoint", "team", "measure", "value", "n")
    lines = [
        ["2026-10-05", "delivery", "vans_north", "on_time", "90", "300"],
        ["2026-10-12", "delivery", "vans_north", "on_time", "50", "100"],
        ["2026-11-02", "delivery", "vans_north", "on_time", "70.5", ""],
        ["2026-11-02", "delivery", "vans_north", "on_time", "often", "5"],
        ["2026-11-02", "delivery", "vans_north", "", "5", "5"],
    ]
    (report,) = taken(tmp_path, other(tmp_path, "measures", header, lines), organisation=HOUSE)
    assert report.rejected_reasons == {"bad_number": 1, "no_key": 1}
    assert report.unknown == {}
    found = open_snapshot(tmp_path).measures(STEWARD, ALL)
    assert found["value"].tolist() == [80.0, 70.5]
    assert found["n"].tolist() == [400, 1]
    assert found["measure"] == ["on_time", "on_time"]


def test_customers_at_risk_count_revenue_and_the_companys_own_churn(tmp_path: Path) -> None:
    crm = ("customer", "segment", "region", "since", "revenue", "churned_on")
    customers = [
        ["ann", "A", "North", "2020-01-01", "1000", ""],
        ["ben", "A", "North", "2020-01-01", "500", "2025-06-30"],
        ["cem", "A", "South", "2020-01-01", "", ""],
        ["dot", "B", "South", "2020-01-01", "70", "2026-01-31"],
        ["bad", "B", "South", "2020-01-01", "lots", ""],
        ["", "B", "South", "2020-01-01", "1", ""],
    ]
    header = ("id", "date", "score", "customer", "segment")
    said = [
        ["1", "2025-03-01", "10", "ann", "A"],
        ["2", "2026-10-01", "2", "ann", "A"],
        ["3", "2025-03-01", "3", "ben", "A"],
        ["4", "2026-10-02", "7", "cem", "A"],
        ["5", "2025-03-01", "1", "dot", "B"],
        ["6", "2026-10-03", "10", "eve", "A"],
    ]
    files = (other(tmp_path, "customers", crm, customers), answers(tmp_path, said, header))
    report = taken(tmp_path, *files)[0]
    assert report.rejected_reasons == {"bad_number": 1, "no_key": 1}
    view = View(date(2026, 8, 1), date(2026, 11, 1))
    found = {s.group: s for s in open_snapshot(tmp_path).customers_at_risk(STEWARD, view)}
    now = {g: (s.customers, s.known, s.revenue) for g, s in found.items()}
    assert now == {"detractor": (1, 1, 1000), "passive": (1, 0, 0), "promoter": (1, 0, 0)}
    past = {g: (s.watched, s.churned, s.watchers) for g, s in found.items()}
    assert past == {"detractor": (2, 2, 2), "passive": (0, 0, 0), "promoter": (1, 0, 1)}
    kept = View(view.since, view.until, segments=("B",))
    only = open_snapshot(tmp_path).customers_at_risk(STEWARD, kept)
    assert [(s.group, s.customers, s.watched) for s in only] == [("detractor", 0, 1)]


def test_contacts_are_kept_once_and_rolled_back_with_their_file(tmp_path: Path) -> None:
    header = ("customer", "day", "touchpoint", "team", "told")
    lines = [["ann", "2026-10-01", "delivery", "vans_north", "true"]] * 2
    lines += [["ben", "2026-10-02", "delivery", "vans_north", "perhaps"]]
    (report,) = taken(tmp_path, other(tmp_path, "contacts", header, lines))
    assert (report.accepted, report.duplicates, report.added, report.rejected) == (2, 1, 1, 1)
    assert report.first == "2026-10-01"
