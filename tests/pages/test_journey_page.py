"""The journey page finds what is planted, and keeps its choices in the URL."""

import json
import re

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open
from tests.pages.reading import marks, words

JOURNEY = "pages/listen/journey.py"
CELL = re.compile(r'<button [^>]*class="([^"]*)" data-cell="([^"|]*)\|([^"]*)"')


def outlined(app: object) -> set[tuple[str, str]]:
    found = CELL.findall(marks(app))  # type: ignore[arg-type]
    assert len(found) > 100, "the map is written in another way now: follow it here"
    return {(row, column) for kinds, row, column in found if "cx-out" in kinds.split()}


def chosen(app: AppTest) -> str:
    """The cell that the map is told to mark."""
    told = (json.loads(element.proto.json) for element in app.get("bidi_component"))
    return str(next(one["chosen"] for one in told if "chosen" in one))


def test_late_deliveries_of_the_north_are_outlined_and_said(visit: Open) -> None:
    app = visit(JOURNEY, region=["North"])
    late = {cell for cell in outlined(app) if cell[0] in ("delivery_on_time", "delivery_slot")}
    assert {("delivery_on_time", f"2026-0{month}") for month in (3, 4, 5)} <= late
    assert {column for _, column in late} <= {f"2026-0{month}" for month in (3, 4, 5, 6)}
    assert "At Delivery on time and Delivery slot, from March to May, in North." in words(app)
    # Late vans ended on 21 June: with better months after it June cannot be told from before.
    assert "In June it was still lower. Since July it cannot be told from before." in words(app)


def test_nothing_is_outlined_outside_the_footprints(visit: Open) -> None:
    footprints = {"delivery_on_time", "delivery_slot", "understand_bill"}
    for filters in ({"region": ["North"]}, {"region": ["South"]}, {}):
        outside = outlined(visit(JOURNEY, **filters))
        assert {row for row, _ in outside} <= footprints


def test_a_cell_is_put_away_where_the_columns_become_others(visit: Open) -> None:
    app = visit(JOURNEY, touchpoint="Delivery on time", column="Apr 2026")
    assert chosen(app) == "delivery_on_time|2026-04"
    app.selectbox(key="columns").set_value("team").run()
    assert chosen(app) == ""
    assert app.selectbox(key="touchpoint").value == ""
    assert "is no choice" not in words(app)  # nobody asked for it by an address
    # Without a column the first is meant in which anybody answered there.
    app.selectbox(key="touchpoint").set_value("delivery_on_time").run()
    assert chosen(app) == "delivery_on_time|vans_north"


def test_the_bill_goes_with_its_invoice_errors(visit: Open) -> None:
    app = visit(JOURNEY, touchpoint="Understand the bill", column="Oct 2026")
    said = words(app)
    assert "Invoices with an error" in said
    slope = re.search(r"goes with a score (\d\.\d) lower", said)
    assert slope is not None
    assert 4 < float(slope[1]) < 9
    assert "measured, 36 months" in said
    assert "no proof of a cause" in said
    assert "Sends invoices that are right" in said


def test_the_change_of_wording_divides_the_time_axis(visit: Open) -> None:
    app = visit(JOURNEY, period="Other months", since="Oct 2024", until="Dec 2024")
    assert "Wording" in words(app)
    assert re.search(
        r'<th scope="col" class="cx-map-broken"><span class="cx-map-title">Jul', marks(app)
    )


def test_a_pressed_cell_is_in_the_url_and_opens_its_panel(visit: Open) -> None:
    app = visit(JOURNEY, region=["North"], touchpoint="Delivery on time", column="Apr 2026")
    said = words(app)
    assert "Delivery on time · Apr 2026 · North" in said
    assert "Logistics, Delivery North: " in said
    assert "Delivered on time: 70 %" in said
    assert chosen(app) == "delivery_on_time|2026-04"


def test_columns_and_colours_can_be_chosen(visit: Open) -> None:
    for column in ("Quarter", "Department", "Team", "Segment", "Channel", "Region"):
        assert "cx-map" in marks(visit(JOURNEY, columns=column))
    for colour in ("Change", "Distance to target", "Answers", "Response rate"):
        assert "Colour: " in words(visit(JOURNEY, colour=colour))
    assert "own target" in words(visit(JOURNEY, measure="Each stage's own"))


def test_a_segment_is_laid_over_the_curve(visit: Open) -> None:
    app = visit(JOURNEY, over="Segment: Business")
    alt = app.get("plotly_chart")[0].proto.alt
    assert "Aug – Oct 2026, Business: " in alt


def test_bad_choices_in_the_url_fall_back(visit: Open) -> None:
    app = visit(JOURNEY, columns="Weather", touchpoint="<b>", column="Never", over="Nobody")
    assert "Where on their way" in words(app)
    assert app.selectbox(key="columns").value == "month"
    assert app.selectbox(key="touchpoint").value == ""


def test_what_is_low_says_over_which_months_it_is(visit: Open) -> None:
    said = words(visit(JOURNEY, columns="Quarter"))
    assert "Over 8 quarters the usual low point is Understand the bill." in said
    assert "Aug – Oct 2026, by NPS: lowest at Understand the bill" in said


def test_a_quarter_that_months_hide_is_one_press_away(visit: Open) -> None:
    app = visit(JOURNEY)
    assert "At Delivery on time, in Feb – Apr 2026." in words(app)
    assert "No month by itself is low beyond chance" in words(app)
    app.button(key="finer").click().run()
    assert app.selectbox(key="columns").value == "quarter"
    assert "At Delivery on time, in Feb – Apr 2026." in words(app)
    assert not [one for one in app.button if one.key == "finer"]


def test_the_numbers_on_a_cells_course_are_explained(visit: Open) -> None:
    said = words(visit(JOURNEY, touchpoint="Delivery slot", column="Mar 2026"))
    assert "1. Wording of the survey changed, 1 Jul 2024: scores before and after" in said


def test_a_link_that_was_followed_sets_the_filters_of_the_page_it_leads_to(visit: Open) -> None:
    app = visit(JOURNEY, region=["North"], touchpoint="Delivery slot", column="Apr 2026")
    app.session_state["cell_said"] = True
    app.run()
    query, choice = app.session_state["link_going"]
    assert query["at"] == "Delivery slot"
    assert choice["since"] == choice["until"] == "2026-04-01"
    app.query_params["at"], app.query_params["survey"] = query["at"], query["survey"]
    app.switch_page("pages/listen/voice.py").run()
    held = app.session_state
    assert (held["period"], held["since"], held["until"]) == ("other", "2026-04-01", "2026-04-01")
    assert (held["at"], held["region"]) == ("delivery_slot", ["North"])
    assert "link_going" not in held
    assert "28 comments" in words(app)


def test_a_departments_map_folds_what_it_has_no_answers_to_and_names_whose_the_stages_are(
    visit: Open,
) -> None:
    app = visit(JOURNEY, department="Finance")
    assert "each stage by its own measure · all departments" in words(app)
    assert "touchpoints without answers here" in marks(app)
    assert "all departments" not in words(visit(JOURNEY))


def test_each_stage_names_its_lowest_touchpoint_and_whether_it_can_be_told(visit: Open) -> None:
    shown = marks(visit(JOURNEY))
    assert shown.count('class="cx-stage"') == shown.count("lowest: ") == 6
    assert "lowest: Understand the bill</div>" in shown
    assert shown.count("cannot be told apart from the others</small>") == 5
