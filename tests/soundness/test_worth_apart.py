"""Nobody's revenue can be had by subtracting two figures of what customers are worth.

Who stands behind each figure is counted from the sample's raw files, customer by customer.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations, permutations

import pandas as pd
import pytest

from cxdata import organisation as organisations
from cxdata import record
from cxdata.reports import risk, value, value_tables
from cxdata.reports.scorecard import scorecard
from cxdata.reports.worth_shown import two_digits
from cxdata.scope import Scope, View, month_after
from tests import records

FILES = records.ROOT / "sample_data"
SOMEONE, MINIMUM = Scope("executive"), 5
END = date(2026, 11, 1)
MONTH = View(date(2026, 10, 1), END)


@pytest.fixture(scope="module")
def company():
    snapshot = record.open_snapshot(records.sample_root() / "demo")
    return snapshot, organisations.parse((FILES / "organisation.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def latest() -> pd.DataFrame:
    """Each customer who is there at the end, with a revenue, by the last answer before it."""
    said = pd.read_csv(FILES / "relational.csv", dtype={"customer": str}, low_memory=False)
    said["day"] = pd.to_datetime(said.answered_at).dt.normalize()
    said = said.dropna(subset=["customer", "nps"])
    said = said[said.day < pd.Timestamp(END)]
    said = said.sort_values(["customer", "day", "nps"], ascending=[True, True, False])
    known = pd.read_csv(FILES / "customers.csv", dtype={"customer": str}).set_index("customer")
    known = known[["revenue", "churned_on"]].dropna(subset=["revenue"])
    found = said.groupby("customer").last().join(known, how="inner")
    return found[~(pd.to_datetime(found.churned_on) < pd.Timestamp(END))]


def behind(latest: pd.DataFrame, view: View) -> pd.DataFrame:
    kept = latest[latest.day >= pd.Timestamp(view.since)]
    for column in ("segment", "channel", "region"):
        members = getattr(view, f"{column}s")
        if members:
            kept = kept[kept[column].isin(members)]
    return kept


def views() -> Iterator[View]:
    """Filters that nest in one another in every way, over runs of months with one end."""
    channels = (*combinations(("App", "Partners", "Stores"), 2), ("App",), ("Partners",), ())
    segments = (("Starters",), ("Seniors",), ("Starters", "Seniors"), ("Families",))
    for months in (1, 2, 3):
        run = View(month_after(END, -months), END)
        yield run
        for region in ("Centre", "Coast"):
            yield replace(run, regions=(region,))
            for segment in segments:
                yield replace(run, regions=(region,), segments=segment)
        for channel in channels:
            yield replace(run, regions=("Centre",), segments=("Families",), channels=channel)


def told(company, view: View) -> dict[str, bool]:
    found = value.report(SOMEONE, *company, view)
    return {"unhappy": found.risk.value is not None, "valued": not found.weighted[0].hidden}


def test_no_two_figures_of_worth_leave_a_few_customers_between_them(company, latest) -> None:
    seen = {}
    for view in dict.fromkeys(views()):
        of = behind(latest, view)
        groups = {"unhappy": set(of[of.nps <= 6].index), "valued": set(of.index)}
        may = told(company, view)
        for kind, group in groups.items():
            seen[kind, view] = group, may[kind]
    few = 0
    for (inner, outer), (a, b) in zip(
        permutations(seen, 2), permutations(seen.values(), 2), strict=True
    ):
        between = len(b[0] - a[0])
        if inner[0] == outer[0] and a[0] <= b[0] and 0 < between < MINIMUM:
            few += 1
            assert not (a[1] and b[1]), (inner, outer, between)
    shown = sum(may for _, may in seen.values())
    assert few > 20, "filters that would tell a few were tried"
    assert shown > 40, "and most others are shown"


def test_what_a_ninth_unhappy_customer_spends_is_nowhere(company) -> None:
    """Of eight, and of nine, all was told: the ninth spent the difference."""
    by_app = replace(MONTH, regions=("Centre",), segments=("Families",), channels=("App",))
    for view in (by_app, replace(by_app, channels=("App", "Partners"))):
        assert scorecard(SOMEONE, *company, view).risk == risk.unknown("EUR", risk.ALONE)
    region = scorecard(SOMEONE, *company, replace(MONTH, regions=("Centre",))).risk
    assert region.value is not None
    assert "unhappy customers who answered spend, times" in region.words
    assert " spend €" not in region.words


@pytest.mark.parametrize("view", [MONTH, replace(MONTH, regions=("Coast",))])
def test_money_is_told_to_two_digits_on_screen_and_in_files(company, view) -> None:
    found = value.report(SOMEONE, *company, view)
    table = value_tables.weighted(found).set_index("by")
    for column in ("score", "low", "high"):
        amount = table.loc["revenue at risk", column]
        assert amount == two_digits(amount)
        assert table.loc["revenue", column] == round(table.loc["revenue", column], 1)
    assert table.loc["revenue", "worth as many"] == two_digits(
        table.loc["revenue", "worth as many"]
    )
