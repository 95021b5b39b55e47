"""The drivers page: its answer, what it refuses, and work that goes on beside it."""

import threading

import pytest

from cxdata.reports import drivers as reports
from pages.ui.later import Later
from tests.pages.conftest import Open
from tests.pages.reading import marks, words

DRIVERS = "pages/listen/drivers.py"


def test_the_answer_the_picture_and_the_caution_are_there(
    visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is worked out beside the page is waited for, however busy the machine is.
    monkeypatch.setattr(Later.found, "__defaults__", (20.0,))
    app = visit(DRIVERS)
    said = words(app)
    assert "What does the score hang on?" in said
    assert "not the effect of fixing" in said
    assert "left out" in said
    alts = [chart.proto.alt for chart in app.get("plotly_chart")]
    assert alts[0].startswith("6 stages by weight")
    assert "months of Invoices with an error" in alts[1]
    assert "Receive" in marks(app)
    assert "Assumed, since no association" in said


def test_under_three_hundred_it_says_what_is_missing(visit: Open) -> None:
    app = visit(DRIVERS, segment=["Business"], period="Last month")
    said = words(app)
    assert "No drivers yet" in said
    assert "300 are needed" in said


def test_a_department_is_said_not_to_filter_the_drivers(visit: Open) -> None:
    app = visit(DRIVERS, department=["Finance"])
    assert "Departments and teams do not filter" in words(app)


def test_a_measure_is_chosen_in_the_url_and_a_bad_one_falls_back(visit: Open) -> None:
    app = visit(DRIVERS)
    app.selectbox(key="measure").select("reach_us/wait_minutes").run()
    assert "months of Wait on the telephone" in app.get("plotly_chart")[1].proto.alt
    app = visit(DRIVERS, measure="<b>none")
    assert "months of Invoices" in app.get("plotly_chart")[1].proto.alt


def test_work_that_takes_long_is_shared_and_says_how_far_it_is() -> None:
    go, begun = threading.Event(), []

    def work(tell):  # type: ignore[no-untyped-def]
        begun.append(1)
        tell(0.4)
        go.wait(5)
        return "done"

    later: Later[str] = Later(work)
    assert later.found(0.05) is None
    assert later.found(0.05) is None
    assert later.done == 0.4
    assert not later.ended
    go.set()
    assert later.found(5) == "done"
    assert later.found(0) == "done"
    assert begun == [1]


def test_work_that_failed_says_so_once_and_can_be_begun_again() -> None:
    tries = []

    def work(tell):  # type: ignore[no-untyped-def]
        tries.append(1)
        if len(tries) == 1:
            raise ValueError("the first time")
        return "done"

    later: Later[str] = Later(work)
    with pytest.raises(ValueError, match="the first time"):
        later.found(5)
    assert later.found(5) == "done"


def test_the_page_shows_progress_while_it_waits_and_the_rest_of_itself(
    visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()
    real = reports.drivers

    read, told = threading.Event(), threading.Event()

    def slow(*asked, **named):  # type: ignore[no-untyped-def]
        read.wait(20)
        asked[4](0.4)
        told.set()
        go.wait(20)
        return real(*asked, **named)

    monkeypatch.setattr(reports, "drivers", slow)
    monkeypatch.setattr(Later.found, "__defaults__", (0.05,))
    app = visit(DRIVERS)
    assert "Daily work beside the score" in words(app)
    # Nobody knows how far reading is: no bar that stands at nothing, but for how long it takes.
    assert any("The answers are being read, for " in one.value for one in app.caption)
    assert not app.get("progress")
    read.set()
    assert told.wait(20)
    app.run()
    assert app.get("progress")[0].proto.value == 40
    assert "Share of what the ratings explain" not in words(app)
    go.set()
    monkeypatch.setattr(Later.found, "__defaults__", (10.0,))
    assert "Share of what the ratings explain" in words(app.run())
