"""Dates as tools and hands write them; where day and month can be swapped, it asks."""

import pytest

from cxdata.errors import BadInput, Undecided


def table(*dates: str, header: str = "Date") -> str:
    return f"{header};NPS\n" + "".join(f"{date};9\n" for date in dates)


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("2026-10-31", "2026-10-31"),
        ("2026/10/31", "2026-10-31"),
        ("20261031", "2026-10-31"),
        ("2026-10-31 14:05", "2026-10-31 14:05:00"),
        ("2026-10-31T14:05:30.123", "2026-10-31 14:05:30"),
        ("10/31/2026 02:05:30 PM", "2026-10-31 14:05:30"),
        ("10/31/2026 2:05 PM", "2026-10-31 14:05:00"),
        ("10/31/26 12:00:01 AM", "2026-10-31 00:00:01"),
        ("31.10.2026 14:05", "2026-10-31 14:05:00"),
        ("31.10.26", "2026-10-31"),
        ("31-10-2026", "2026-10-31"),
        ("31 October 2026", "2026-10-31"),
        ("Oct 31, 2026 2:05 PM", "2026-10-31 14:05:00"),
        ("October 31st, 2026", "2026-10-31"),
        ("31-Oct-26", "2026-10-31"),
        ("Sat, 31 Oct 2026 14:05:00", "2026-10-31 14:05:00"),
        ("31. Okt. 2026", "2026-10-31"),
        ("31 déc. 2026", "2026-12-31"),
    ],
)
def test_a_spelling_is_read(read, whens, date: str, iso: str) -> None:
    assert whens(read(table(date))) == [iso]


def test_a_day_over_twelve_proves_the_order_for_the_whole_column(read, whens) -> None:
    assert whens(read(table("1/9/21", "25/12/2021"))) == ["2021-09-01", "2021-12-25"]
    assert whens(read(table("1/9/21", "12/25/2021"))) == ["2021-01-09", "2021-12-25"]


def test_a_wholly_ambiguous_column_asks_with_both_readings(read, whens) -> None:
    with pytest.raises(Undecided, match="no date has a day over 12") as asked:
        read(table("1/9/2021", "2/10/2021"))
    assert [(c["date_order"], c["first"], c["last"]) for c in asked.value.candidates] == [
        ("DMY", "2021-09-01", "2021-10-02"),
        ("MDY", "2021-01-09", "2021-02-10"),
    ]
    assert whens(read(table("1/9/2021"), date_order="MDY")) == ["2021-01-09"]


def test_contradictory_orders_ask_and_the_losers_stay_as_written(read, whens) -> None:
    with pytest.raises(Undecided, match="some in the second"):
        read(table("25/12/2021", "12/26/2021"))
    found = read(table("25/12/2021", "12/26/2021"), date_order="DMY")
    assert whens(found) == ["2021-12-25", "12/26/2021"]
    assert any("1 dates could not be read" in said for said in found.summary["warnings"])


def test_the_same_day_and_month_needs_no_order(read, whens) -> None:
    assert whens(read(table("1/1/2021", "2/2/2021"))) == ["2021-01-01", "2021-02-02"]


def test_dots_put_the_day_first(read, whens) -> None:
    assert whens(read(table("01.02.2021"))) == ["2021-02-01"]


def test_another_date_column_of_the_file_proves_the_order(read, whens) -> None:
    text = "Start Date,End Date,NPS\n9/30/2021,10/1/2021,9\n10/2/2021,10/2/2021,8\n"
    assert whens(read(text, date="End Date")) == ["2021-10-01", "2021-10-02"]


def test_excel_serials_are_days_with_their_clock(read, whens) -> None:
    assert whens(read(table("44197", "44197.75"))) == ["2021-01-01", "2021-01-01 18:00:00"]
    assert whens(read(table("44197,5"))) == ["2021-01-01 12:00:00"]


def test_unix_seconds_and_milliseconds_are_utc(read, whens) -> None:
    found = read(table("1612137600", "1612137661", header="created_at"))
    assert whens(found) == ["2021-02-01 00:00:00", "2021-02-01 00:01:01"]
    assert found.reading.timezone == "UTC"
    assert whens(read(table("1612137600000"))) == ["2021-02-01 00:00:00"]


def test_one_offset_throughout_becomes_the_zone_and_clocks_stay_local(read, whens) -> None:
    found = read(table("2017/11/24 12:39:58 PM GMT+4", "2017/11/25 1:00:00 AM GMT+4"))
    assert whens(found) == ["2017-11-24 12:39:58", "2017-11-25 01:00:00"]
    assert found.reading.timezone == "Etc/GMT-4"


def test_offsets_that_change_stay_with_their_clocks(read, whens) -> None:
    found = read(table("2021-06-01T10:00:00+02:00", "2021-12-01T10:00:00+01:00"))
    assert whens(found) == ["2021-06-01 10:00:00+02:00", "2021-12-01 10:00:00+01:00"]


def test_clocks_without_offset_beside_some_with_take_the_companys_zone(read) -> None:
    text = table("2021-06-01T10:00:00+02:00", "2021-12-01 10:00")
    assert read(text, zone="Europe/Amsterdam").reading.timezone == "Europe/Amsterdam"


def test_months_alone_count_on_their_first_day_and_say_so(read, whens) -> None:
    found = read(table("Dec.20", "Jan.21", "Feb 2021", header="Month"))
    assert whens(found) == ["2020-12-01", "2021-01-01", "2021-02-01"]
    assert any("months alone" in said for said in found.summary["warnings"])


def test_days_of_the_month_alone_are_no_dates(read) -> None:
    found = read(table("14", "15", "31"))
    assert "date" not in found.reading.fields
    with pytest.raises(BadInput, match="holds no dates"):
        read(table("14", "15"), date="Date")


def test_one_day_for_all_is_taken(read) -> None:
    made = read("NPS\n9\n8\n", date="2026-10-31").reading
    assert made.fields["date"].value == "2026-10-31"


def test_clocks_without_zone_take_the_companys_and_say_so(read) -> None:
    found = read(table("2026-10-31 14:05"), zone="Europe/Amsterdam")
    assert found.reading.timezone == "Europe/Amsterdam"
    assert any("Europe/Amsterdam is assumed" in said for said in found.summary["warnings"])
    declared = read(table("2026-10-31 14:05"), timezone="Asia/Tokyo")
    assert declared.reading.timezone == "Asia/Tokyo"
    assert not declared.summary["warnings"]


def test_an_unknown_zone_is_refused_by_name(read) -> None:
    with pytest.raises(BadInput, match="No time zone is called 'Mars/Olympus'"):
        read(table("2026-10-31 14:05"), timezone="Mars/Olympus")


def test_the_answers_own_date_beats_start_and_export_dates(read) -> None:
    text = "Start Date,Completed at,Exported,NPS\n2026-10-30,2026-10-31,2026-11-02,9\n"
    assert read(text).summary["date_column"] == "Completed at"


def test_two_equal_date_columns_are_asked_about(read) -> None:
    with pytest.raises(Undecided, match="2 columns hold dates") as asked:
        read("Order date,Visit date,NPS\n2026-10-30,2026-10-31,9\n")
    assert [one["first"] for one in asked.value.candidates] == ["2026-10-30", "2026-10-31"]


def test_a_time_zone_or_duration_column_is_no_date(read) -> None:
    found = read("Time zone,Duration (in seconds),Birthday,NPS\nUTC+2,44197,1980-01-02,9\n")
    assert found.summary["date_column"] is None


def test_an_offset_that_no_zone_has_stays_with_its_clock(read, whens) -> None:
    found = read(table("2026-10-31 10:00:00+05:30"))
    assert whens(found) == ["2026-10-31 10:00:00+05:30"]
    assert read(table("2026-10-31 10:00:00 GMT+18")).reading.timezone == "UTC"


@pytest.mark.parametrize("name", ["+02:00", "UTC+2", "gmt +2", "Etc/GMT-2"])
def test_an_offset_is_a_time_zone_too(read, name: str) -> None:
    found = read("Date,NPS\n2026-10-31 14:05,9\n", timezone=name)
    assert found.reading.timezone == "Etc/GMT-2"


def test_an_offset_of_half_an_hour_has_no_name_and_is_refused(read) -> None:
    with pytest.raises(BadInput, match="No time zone is called '\\+05:30'"):
        read("Date,NPS\n2026-10-31 14:05,9\n", timezone="+05:30")


def test_a_column_may_name_the_zone_of_each_row(read, whens) -> None:
    rows = ["14:05,Asia/Kolkata", "14:05,UTC-5", "14:05,home", "14:05:00Z,Asia/Kolkata"]
    text = "Date,Zone,NPS\n" + "".join(f"2026-10-31 {row},9\n" for row in rows)
    found = read(text, timezone="Zone")
    assert whens(found) == [
        "2026-10-31 14:05:00+05:30",
        "2026-10-31 14:05:00-05:00",
        "2026-10-31 14:05:00",
        "2026-10-31 14:05:00+00:00",
    ]
    assert any(
        "1 rows name no known time zone in 'Zone' ('home')" in w for w in found.reading.warnings
    )


def test_dates_that_nobody_can_read_are_shown_where_the_tool_keeps_them(read) -> None:
    header = "#,Would you recommend us?,Start Date (UTC),Submit Date (UTC),Network ID\n"
    found = read(header + "a,9,6/1 7:40,6/1 7:45,n\nb,3,6/2 7:40,6/2 7:45,n\n")
    assert "date" not in found.reading.fields
    assert any(
        "Submit Date (UTC)' can be read, for example '6/1 7:45'" in w
        for w in found.reading.warnings
    )


def test_a_date_as_a_browser_writes_it_is_read_with_its_offset(read, whens) -> None:
    stamp = "Mon Sep 08 2025 13:58:23 GMT-0500 (Central Daylight Time)"
    found = read(f"Timestamp,NPS\n{stamp},9\n")
    assert whens(found) == ["2025-09-08 13:58:23"]
    assert found.reading.timezone == "Etc/GMT+5"


def test_when_the_customer_was_surveyed_beats_when_the_account_was_created(read) -> None:
    text = "id,nps,created_at,surveyed_at\n1,9,2017-01-01T00:46:09Z,2017-02-01T00:46:09Z\n"
    assert read(text).summary["date_column"] == "surveyed_at"
